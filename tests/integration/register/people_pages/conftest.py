"""Öppna dörren and its people, each with a browser of their own."""

import re
from html import unescape
from types import SimpleNamespace

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from civsam_pages.notifications.delivery import deliver
from tests.factories import board, town


@pytest.fixture
def alvsunda(db):
    return town()


@pytest.fixture
def folk(alvsunda):
    return board(alvsunda)


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
