"""The platform as a WSGI application, for gunicorn."""

import os
import sys
from pathlib import Path

from django.core.wsgi import get_wsgi_application

root = Path(__file__).resolve().parents[2]
for folder in (root, root / "search", root / "platform"):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civsam_platform.settings.production")

application = get_wsgi_application()
