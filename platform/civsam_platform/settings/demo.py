"""The demo, as a visitor of a real site meets it: with the site's own error pages."""

from civsam_platform.settings.development import *  # noqa: F403

DEBUG = False
WHITENOISE_USE_FINDERS = True
