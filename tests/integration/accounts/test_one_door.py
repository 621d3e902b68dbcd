"""There is one door: a password is taken in one place, and the admin's own doors lead there."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from civsam_platform.accounts.testing import is_in, log_in

PASSWORD = "tre ord i rad"
EDITOR = "anna@alvsunda.example"
# What stands for a part of an address that may be anything.
FILLED = {
    "int": "1",
    "slug": "a",
    "str": "a",
    "path": "a/b",
    "uuid": "0" * 8 + "-0000-0000-0000-" + "0" * 12,
}


def addresses(patterns=None, prefix="") -> list[str]:
    """An address for every view of the site, filled in with something."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        part = _filled(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += addresses(pattern.url_patterns, prefix + part)
        elif isinstance(pattern, URLPattern):
            found.append("/" + prefix + part)
    return list(dict.fromkeys(found))


def _filled(pattern) -> str:
    text = str(pattern)
    if hasattr(pattern, "_route"):
        return re.sub(r"<(?:(\w+):)?\w+>", lambda m: FILLED.get(m[1] or "str", "a"), text)
    text = re.sub(r"\(\?P<\w+>|\(\?:", "(", text).replace("\\", "")
    text = re.sub(r"\([^()]*\)\*?|\([^()]*(\([^()]*\))*[^()]*\)", "1", text)
    return re.sub(r"[\^$?]", "", text).replace(".*", "a").replace("[w-]+", "a")


@pytest.fixture
def anna(db):
    user = get_user_model().objects.create_superuser(EDITOR, PASSWORD)
    log_in(Client(), user)  # her address is confirmed
    return user


def test_exactly_one_address_takes_a_password(anna):
    taken = []
    post = {
        "login": EDITOR,
        "email": EDITOR,
        "username": EDITOR,
        "password": PASSWORD,
        "next": "/",
        "return_url": "/",
    }
    for address in addresses():
        client = Client(raise_request_exception=False)
        client.post(address, post)
        if is_in(client):
            taken.append(address)
    assert taken == ["/logga-in/losenord/"]


def test_the_walk_reaches_the_admin_and_the_pages():
    walked = addresses()
    assert len(walked) > 200
    for known in ("/admin/login/", "/logga-in/", "/admin/pages/1/edit/", "/_util/login/"):
        assert known in walked


@pytest.mark.django_db
@pytest.mark.parametrize(
    "door",
    [
        "/admin/login/",
        "/admin/password_reset/",
        "/admin/password_reset/confirm/MQ/set-password/",
        "/admin/password_reset/done/",
        "/_util/login/",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_door_of_wagtails_leads_to_ours(client, door, method):
    answer = getattr(client, method)(f"{door}?next=/admin/pages/")
    assert answer.url == "/logga-in/?next=%2Fadmin%2Fpages%2F"


@pytest.mark.django_db
def test_the_admin_sends_a_visitor_to_the_door_and_back(client):
    assert client.get("/admin/pages/?q=a").url == "/logga-in/?next=/admin/pages/%3Fq%3Da"


def test_the_admin_logs_out_through_the_same_door(client, anna):
    log_in(client, anna)
    client.post("/admin/logout/")
    assert not is_in(client)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/_util/authenticate_with_password/1/1/", "/dokument/authenticate_with_password/1/"]
)
def test_pages_and_documents_have_no_passwords(client, path):
    assert client.get(path).status_code == 404
    assert client.post(path, {"password": "a"}).status_code == 404


def test_nobody_chooses_a_password_in_the_admin(client, anna):
    log_in(client, anna)
    for path in ("/admin/account/", "/admin/users/new/", f"/admin/users/edit/{anna.pk}/"):
        page = client.get(path, follow=True).content.decode()
        assert 'type="password"' not in page, path


def test_a_person_without_access_is_told_so_and_sent_round_no_circle(client, db):
    log_in(client, get_user_model().objects.create_user("carin@posten.example"))
    answer = client.get("/admin/")
    assert answer.status_code == 403
    assert "carin@posten.example" in answer.content.decode()
