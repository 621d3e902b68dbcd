"""Settings of the load of writers and reviewers: the platform as it is served, on any database."""

from civsam_platform.settings.demo import *  # noqa: F403

EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
