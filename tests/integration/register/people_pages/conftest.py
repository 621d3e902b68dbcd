"""Öppna dörren and its people, each with a browser of their own."""

import re
from copy import deepcopy
from html import unescape
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from civsam_pages.notifications.delivery import deliver
from civsam_pages.notifications.models import Mail
from tests.factories import board, town


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """Built once for all the stories of a file."""
    with django_db_blocker.unblock(), transaction.atomic():
        here = town()
        yield here, board(here)
        transaction.set_rollback(True)


@pytest.fixture
def _both(built, db):
    """The town and its people; each story undoes what it does."""
    return deepcopy(built)


@pytest.fixture
def alvsunda(_both):
    return _both[0]


@pytest.fixture
def folk(_both):
    return _both[1]


@pytest.fixture
def open_door(alvsunda):
    return alvsunda.open_door


@pytest.fixture
def browser(folk):
    """`browser("samira")` is Samira's, logged in; `browser()` is a stranger's."""

    def start(name=""):
        client = Client()
        if name:
            client.force_login(getattr(folk, name))
        return client

    return start


@pytest.fixture
def post():
    """The mails that have come since last asked, each with `to`, `subject`, `text` and `link`."""

    def fetch():
        Mail.objects.unsent().update(not_before=timezone.now())  # also at night
        deliver()
        found = [
            SimpleNamespace(to=one.to[0], subject=one.subject, text=one.body, link=link(one.body))
            for one in mail.outbox
        ]
        mail.outbox.clear()
        return found

    return fetch


def link(text):
    """The path of the link into Mina sidor that a mail carries."""
    found = re.search(r"https?://[^/\s]+(/mina-sidor/\S*)", text)
    return found[1] if found else ""


def url(name, *args):
    return reverse(f"civsam_people:{name}", args=args)


def text_of(response):
    """What a page says, without its tags and with its spaces as one."""
    html = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def title_of(response):
    return unescape(re.search(r"<title>(.*?)</title>", response.content.decode(), re.S)[1])


def key_of(response):
    """The key that a form carries so that a double click is one post."""
    return re.search(r'name="key" value="([^"]+)"', response.content.decode())[1]
