"""Öppna dörren writes, Rut and Rikard review, Tove reviews another section."""

from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import translation

from civsam_pages.posting.setup import ensure_review_workflow
from tests.factories import board, town
from tests.posting import need_draft


def reviewing(here) -> SimpleNamespace:
    """Who reviews needs and profiles, and who reviews initiatives."""
    model = get_user_model()
    found = SimpleNamespace(reviewers=Group.objects.create(name="Reviewers of needs"))
    found.others = Group.objects.create(name="Reviewers of initiatives")
    for name, group in (("rut", "reviewers"), ("rikard", "reviewers"), ("tove", "others")):
        account = model.objects.create_user(
            f"{name}@alvsunda.example", name, first_name=name.capitalize(), last_name="Dahl"
        )
        account.groups.add(getattr(found, group))
        setattr(found, name, account)
    ensure_review_workflow([here.needs, here.register], found.reviewers)
    ensure_review_workflow([here.initiatives], found.others, name="Initiatives")
    return found


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        here = town()
        here = SimpleNamespace(**vars(here), **vars(board(here)))
        yield SimpleNamespace(**vars(here), **vars(reviewing(here)))
        transaction.set_rollback(True)


@pytest.fixture
def here(built, db):
    """The town, its people and its reviewers; each story undoes what it does."""
    return deepcopy(built)


@pytest.fixture
def draft(here):
    """A need that Samira has written for Öppna dörren, and not sent."""
    return need_draft(here.open_door, here.samira)


@pytest.fixture
def in_english():
    """Refusals are read in the language of the code; mails have a language of their own."""
    with translation.override("en"):
        yield
