"""Pictures that only visitors of public pages see: a storage, a rule, and who is let past it."""
