"""Älvsunda loaded once for all stories of a file; what a story changes is taken back."""

from datetime import date

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.db import transaction

from civsam_platform.demo import loader

LOADED_ON = date(2026, 3, 18)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The summary of loading the demo on 18 March 2026."""

    assert settings.STORAGES["default"]["BACKEND"].endswith("InMemoryStorage"), storages
    with django_db_blocker.unblock(), transaction.atomic():
        yield loader.load(LOADED_ON)
        transaction.set_rollback(True)


@pytest.fixture
def alvsunda(loaded, db):
    """The demo, and the right to use the database."""

    return loaded
