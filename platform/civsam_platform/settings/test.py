"""Tests: quick passwords, no mail leaves, plain static files, a database of their own."""

from pathlib import Path
from tempfile import gettempdir

from civsam_platform.settings.base import *  # noqa: F403
from civsam_platform.settings.base import (
    CACHES,
    INSTALLED_APPS,
    MIDDLEWARE,
    STORAGES,
    env,
    sqlite,
)

DEBUG = False
SECRET_KEY = "only-for-tests-and-never-for-a-site-that-others-can-reach"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATABASES = {"default": sqlite(":memory:")}
if path := env.str("CIVSAM_TEST_DATABASE", ""):
    # A file of one's own to keep between runs with --reuse-db: seconds instead of half a minute.
    DATABASES["default"]["TEST"] = {"NAME": path}
IN_MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
STORAGES = {**STORAGES, "default": IN_MEMORY, "private": IN_MEMORY}
# What a worker would do, a test does itself, when its story comes to it.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "worker": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"},
}
MEDIA_ROOT = Path(gettempdir()) / "civsam-test-media"
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise")]

INSTALLED_APPS = [*INSTALLED_APPS, "civsam_platform.demo"]

CIVSAM_SEARCH_RAISE = True
CIVSAM_COUNTS_WRITTEN_AFTER = 0  # no thread beside the tests
STAFF_MFA_REQUIRED = False  # tests of the gate switch it on
CACHES = {
    **CACHES,
    "limits": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "limits"},
}

env.close()
