"""Somebody writes an address, gets a code, and is in."""

import re

import pytest
from django.contrib.auth import get_user_model

from civsam_pages.notifications.models import Mail

pytestmark = pytest.mark.django_db
SAMIRA = "samira@posten.example"


def code_in(mail: Mail) -> str:
    return re.search(r"\b\d{6}\b", mail.text).group()


def newest_code(address=SAMIRA) -> str:
    return code_in(Mail.objects.filter(address=address).latest("pk"))


def ask(client, address=SAMIRA, **data):
    return client.post("/logga-in/", {"email": address, **data})


def write(client, code, **data):
    return client.post("/logga-in/kod/", {"code": code, **data})


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_a_code_to_an_address_without_an_account_makes_one(client):
    answer = ask(client)
    assert answer.url == "/logga-in/kod/"
    assert not get_user_model().objects.exists()
    page = client.get(answer.url).content.decode()
    assert SAMIRA in page
    answer = write(client, newest_code())
    assert answer.status_code == 302
    assert is_in(client)
    user = get_user_model().objects.get()
    assert user.email == SAMIRA
    assert not user.has_usable_password()
    assert user.emailaddress_set.get().verified
