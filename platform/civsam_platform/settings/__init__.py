"""Settings: `base` is what all share; `development`, `test` and `production` build on it."""
