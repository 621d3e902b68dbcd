"""A site that others can reach. Everything it needs comes from the environment."""

from civsam_platform.settings.base import *  # noqa: F403
from civsam_platform.settings.base import STORAGES, env

DEBUG = False

SECRET_KEY = env.secret("SECRET_KEY")
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS")
BASE_URL = env.web_address("BASE_URL")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL")
EMAIL_HOST = env.str("EMAIL_HOST")
EMAIL_PORT = env.int("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31_536_000)
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
env.close()

SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 10
WAGTAILADMIN_BASE_URL = BASE_URL
CSRF_TRUSTED_ORIGINS = [BASE_URL]

HTTPS = BASE_URL.startswith("https://")
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    # Browsers take cookies of this name from this very host only, so that no other site under the
    # municipality's name can plant one.
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
else:
    SECURE_HSTS_SECONDS = 0
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # other sites under the municipality's name decide for themselves
    "security.W019",  # the editor's preview is a frame, of our own
    "security.W021",  # as W005: preloading is the municipality's decision
]
if BEHIND_PROXY:
    # Only behind a proxy that sets this header itself; otherwise a visitor could.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
