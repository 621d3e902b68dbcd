"""A developer's machine: nothing to set, errors in the browser, mail in files."""

from civsam_platform.settings.base import *  # noqa: F403
from civsam_platform.settings.base import INSTALLED_APPS, STATIC_ROOT, VAR_DIR, env

DEBUG = True
SECRET_KEY = "only-for-development-and-never-for-a-site-that-others-can-reach"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", ".localhost"]
INTERNAL_IPS = ["127.0.0.1"]
EMAIL_BACKEND = "civsam_platform.development.mails.FileBackend"
CIVSAM_WRITTEN_MAIL = VAR_DIR / "mail"  # shown at /utveckling/mejl/

INSTALLED_APPS = [*INSTALLED_APPS, "civsam_platform.demo", "civsam_platform.development"]
# A second step is asked of staff in production always, here with STAFF_MFA_REQUIRED=1.
STAFF_MFA_REQUIRED = env.bool("STAFF_MFA_REQUIRED", False)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

env.close()

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns about a folder that is missing
