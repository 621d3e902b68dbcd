"""Öppna dörren looks for a kitchen, and somebody reports it. Rut and Rikard moderate."""

import uuid
from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from civsam_pages.answers import services as answers
from civsam_pages.arena import guards
from civsam_pages.arena.stops import Doing
from civsam_pages.moderation.models import Matter, Report
from civsam_pages.moderation.rules import Act, Ground, Reason
from civsam_pages.moderation.services import reporting, ruling
from civsam_pages.moderation.services.ruling import Stop
from civsam_pages.moderation.setup import let_moderate
from civsam_pages.notifications.models import Mail
from civsam_pages.posting.setup import ensure_review_workflow
from civsam_search.api import today
from tests.factories import XSS, board, need, town

KIM = "kim@posten.example"
WORDS = "Texten pekar ut en granne med namn."


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        here = town()
        here = SimpleNamespace(**vars(here), **vars(board(here)))
        here.moderators = Group.objects.create(name="Those who moderate")
        let_moderate(here.moderators)
        ensure_review_workflow([here.needs, here.register], Group.objects.create(name="Readers"))
        for name in ("rut", "rikard"):
            account = get_user_model().objects.create_user(
                f"{name}@alvsunda.example", name, first_name=name.capitalize(), last_name="Dahl"
            )
            account.groups.add(here.moderators)
            setattr(here, name, account)
        here.kitchen = need(
            here.needs,
            f"Ett kök {XSS}",
            owner_actor=here.open_door,
            contact_email="hej@oppnadorren.example",
            themes=[here.words.theme],
        )
        here.kitchen.save_revision(user=here.nadja).publish()
        here.kitchen.refresh_from_db()
        yield here
        transaction.set_rollback(True)


@pytest.fixture
def here(built, db):
    """The town; each story undoes what it does."""
    return deepcopy(built)


@pytest.fixture
def matter(here):
    """Somebody without a name, who gave an address, has reported the kitchen."""
    return report(here.kitchen, email=KIM).matter


@pytest.fixture
def conversation(here):
    """Bosse has answered for Tallen, and Nadja reports what he wrote."""
    found = answers.send(
        page=here.kitchen,
        kind="help",
        message=f"Ni är hopplösa {XSS}",
        key=uuid.uuid4(),
        by=here.bosse,
        actor=here.study,
    )
    answers.report(
        answer=found, by=here.nadja, reason=Reason.OFFENSIVE, words="Hat", key=uuid.uuid4()
    )
    return found


def report(page, *, by=None, email="", reason=Reason.PRIVATE, words="En granne", key=None):
    return reporting.report_page(
        page=page, reason=reason, words=words, key=key or uuid.uuid4(), by=by, email=email
    )


def decide(matter, by, act, **given):
    """A decision with its grounds, by somebody who has read what there is."""
    matter.refresh_from_db()
    if act in (Act.UNPUBLISH, Act.BLOCK):
        given = {"ground": Ground.RULES, "law": "Regel 3", "words": WORDS, **given}
    return ruling.decide(matter=matter, by=by, act=act, **{"seen": matter.version, **given})


def block(matter, by, target, *stops, starts_on=None, until=None):
    stop = Stop(target, tuple(stops or Doing), starts_on or today(), until)
    return decide(matter, by, Act.BLOCK, stop=stop)


def form_of(**changed):
    """What a visitor's browser sends after a while."""
    return {
        "key": str(uuid.uuid4()),
        "reason": "private",
        "words": "En granne pekas ut",
        "email": KIM,
        "shown_at": guards.stamp(ago=20),
        "homepage": "",
        **changed,
    }


def mails_to(address):
    return Mail.objects.filter(address=address).order_by("pk")


def the_matter() -> Matter:
    return Matter.objects.get()


def the_report() -> Report:
    return Report.objects.get()
