"""Öppna dörren looks for a kitchen. Bosse of Tallen answers, Carin for herself, Kim by e-mail."""

import re
import uuid
from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.db import transaction

from civsam_pages.answers import services
from civsam_pages.arena import guards
from civsam_pages.notifications.models import Mail
from tests.factories import XSS, board, need, town

KIM = "kim@posten.example"


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        here = town()
        here = SimpleNamespace(**vars(here), **vars(board(here)))
        here.kitchen = need(
            here.needs,
            f"Ett kök på lördagar {XSS}",
            owner_actor=here.open_door,
            contact_email="hej@oppnadorren.example",
            themes=[here.words.theme],
            wanted=[{"kind": "premises", "title": f"Ett kök för trettio {XSS}"}],
        )
        yield here
        transaction.set_rollback(True)


@pytest.fixture
def here(built, db):
    """The town; each story undoes what it does."""
    return deepcopy(built)


@pytest.fixture
def bosses(here):
    """Bosse answers for Tallen."""
    return answer(here.kitchen, here.bosse, actor=here.study)


@pytest.fixture
def carins(here):
    """Carin answers for herself."""
    return answer(here.kitchen, here.carin)


@pytest.fixture
def kims(here, client):
    """Kim has answered without an account, and confirmed the address."""
    client.post(f"/svara/{here.kitchen.pk}/", form_of_kim())
    client.post(link_to(KIM))
    return services.find_by_link(link_to(KIM).split("/")[-2])


def answer(page, by, *, actor=None, kind="help", message=f"Vi har ett kök {XSS}", key=None):
    return services.send(
        page=page, kind=kind, message=message, key=key or uuid.uuid4(), by=by, actor=actor
    )


def form_of_kim(**changed):
    """What a visitor's browser sends after a while."""
    return {
        "key": str(uuid.uuid4()),
        "kind": "help",
        "message": "Jag kan laga mat",
        "name": f"Kim {XSS}",
        "email": KIM,
        "shown_at": guards.stamp(ago=20),
        "homepage": "",
        **changed,
    }


def mails_to(address):
    return Mail.objects.filter(address=address).order_by("pk")


def link_to(address):
    """The path of the link in the last mail to an address."""
    text = mails_to(address).last().text
    return re.search(r"https?://[^/\s]+(/\S+)", text)[1]


def path(answer, actor, name="conversation"):
    ending = {
        "conversation": "",
        "settle": "besluta/",
        "block": "blockera/",
        "report": "anmal/",
        "initiative": "initiativ/",
    }[name]
    return f"/mina-sidor/{actor.pk}/svar/{answer.pk}/{ending}"
