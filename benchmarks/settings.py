"""The platform with the demo, and a bare Wagtail page to measure it against."""

import os

from civsam_platform.settings.test import *  # noqa: F403
from civsam_platform.settings.test import INSTALLED_APPS, sqlite

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.bare"]
DATABASES = {"default": sqlite(os.environ.get("BENCHMARK_DATABASE", ":memory:"))}
# As in production: templates are compiled once.
DEBUG = False
