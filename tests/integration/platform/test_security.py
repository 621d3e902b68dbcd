"""Headers of security, and whom to tell about a hole."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/logga-in/", "/admin/", "/finns-inte/"])
def test_every_page_says_what_it_may_use_and_who_may_take_it(client, start, path):
    headers = client.get(path).headers
    policy = headers["Permissions-Policy"].split(", ")
    assert "camera=()" in policy
    assert "publickey-credentials-get=(self)" in policy
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_security_txt_tells_whom_to_write_to_and_never_grows_old(client, settings):
    settings.SECURITY_CONTACTS = ["mailto:it@alvsunda.example", "https://alvsunda.example/hal"]
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert lines[:2] == [
        "Contact: mailto:it@alvsunda.example",
        "Contact: https://alvsunda.example/hal",
    ]
    facts = dict(line.split(": ", 1) for line in lines)
    expires = datetime.strptime(facts["Expires"], "%Y-%m-%dT%H:%M:%S%z")
    assert timedelta(days=170) < expires - timezone.now() < timedelta(days=366)
    assert facts["Canonical"].endswith("/.well-known/security.txt")


def test_the_login_page_is_as_strict_as_any(client, start):
    answer = client.get("/logga-in/")
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    page = answer.content.decode()
    assert "<script>" not in page
    assert " style=" not in page
    assert "onclick" not in page
    assert answer["Cache-Control"].startswith("max-age=0")
