"""A developer's machine: nothing to set, errors in the browser, mail on the console."""

from civsam_platform.settings.base import *  # noqa: F403
from civsam_platform.settings.base import INSTALLED_APPS, STATIC_ROOT, env

DEBUG = True
SECRET_KEY = "only-for-development-and-never-for-a-site-that-others-can-reach"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", ".localhost"]
SERVE_PICTURES = True
INTERNAL_IPS = ["127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

INSTALLED_APPS = [*INSTALLED_APPS, "civsam_platform.demo"]
# A second step is asked of staff in production always, here with STAFF_MFA_REQUIRED=1.
STAFF_MFA_REQUIRED = env.bool("STAFF_MFA_REQUIRED", False)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

env.close()

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns about a folder that is missing
