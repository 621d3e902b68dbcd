"""Älvsunda, Öppna dörren and its board: built once for all the stories of a file."""

from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import translation

from tests.factories import board, town


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        here = town()
        yield SimpleNamespace(**vars(here), **vars(board(here)))
        transaction.set_rollback(True)


@pytest.fixture
def here(built, db):
    """The town and its people; each story undoes what it does."""
    return deepcopy(built)


@pytest.fixture(autouse=True)
def in_english():
    """Refusals are read in the language of the code; mails have a language of their own."""
    with translation.override("en"):
        yield
