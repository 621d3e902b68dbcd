"""Settings of the benchmarks and tests of mail: a real mail server, and leases that end soon."""

import os

from civsam_platform.settings.development import *  # noqa: F403

DEBUG = False
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ.get("CIVSAM_SMTP_PORT", "1"))
EMAIL_TIMEOUT = 5
CIVSAM_MAIL_LEASE = 2
CIVSAM_MAIL_LOOK = ""
