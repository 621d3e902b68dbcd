"""A person chooses what to hear, on the account's page and by the link of a mail."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse

from civsam_pages.notifications import choices, unsubscribing
from civsam_pages.notifications.delivery import deliver
from civsam_pages.notifications.letters import DIGEST, KINDS, RECEIPT, SECURITY, Kind
from civsam_pages.notifications.models import Choice, Preferences
from civsam_pages.notifications.rules import Pace

from .conftest import NEWS, tell

pytestmark = pytest.mark.django_db


def pace(user):
    return next(pace for kind, pace, _always in choices.rows(user) if kind == NEWS)


@pytest.fixture
def link(town):
    """The address in the header of a mail to Samira."""
    tell(town.samira)
    deliver()
    header = outbox.outbox[0].extra_headers["List-Unsubscribe"]
    return re.fullmatch(r"<http://localhost:8000(/mejl/[^>]+/)>", header)[1]


def test_every_kind_but_digests_is_told_with_its_pace(town):
    rows = {kind: (pace, always) for kind, pace, always in choices.rows(town.samira)}
    assert rows[NEWS] == (Pace.NOW, False)
    assert rows[RECEIPT] == rows[SECURITY] == (Pace.NOW, True)
    assert DIGEST not in rows


def test_a_choice_is_kept(town):
    choices.save(town.samira, {NEWS.code: "weekly"}, "en")
    assert pace(town.samira) == Pace.WEEKLY
    assert pace(town.goran) == Pace.NOW
    assert choices.language(town.samira) == "en"
    choices.save(town.samira, {NEWS.code: "now"})
    assert pace(town.samira) == Pace.NOW
    assert Preferences.objects.get().language == "en"


@pytest.mark.parametrize(
    ("paces", "language"),
    [
        ({"security": "none"}, ""),
        ({"receipt": "weekly"}, ""),
        ({"no-such-kind": "none"}, ""),
        ({NEWS.code: "hourly"}, ""),
        ({}, "tlh"),
    ],
)
def test_what_cannot_be_chosen_is_refused(town, paces, language):
    with pytest.raises(ValueError, match=r"."):
        choices.save(town.samira, paces, language)
    assert not Choice.objects.exists()


def test_opening_the_link_changes_nothing(town, client, link):
    """Scanners of mail open every link."""
    page = client.get(link)
    assert page.status_code == 200
    assert NEWS.label in page.content.decode()
    assert page["Cache-Control"]
    client.head(link)
    assert pace(town.samira) == Pace.NOW


def test_the_button_of_the_page_turns_the_kind_off_and_on_again(town, client, link):
    assert "Du får inga fler mejl" in client.post(link).content.decode()
    assert pace(town.samira) == Pace.NONE
    assert tell(town.samira, event="answer-2") is None
    client.post(link, {"again": "1"})
    assert pace(town.samira) == Pace.NOW


def test_the_button_of_the_mail_program_needs_no_cookie(town, link):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(
        link,
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 200
    assert pace(town.samira) == Pace.NONE


def test_another_website_cannot_press_the_button_of_the_page(town, link):
    client = Client(enforce_csrf_checks=True)
    assert client.post(link).status_code == 403
    assert client.post(link, {"again": "1"}).status_code == 403
    assert pace(town.samira) == Pace.NOW


def test_a_link_that_was_cut_or_made_up_says_what_to_do(town, client, link):
    made_up = reverse("civsam_notifications:unsubscribe", args=["abc"])
    for wrong in (link[:-4] + "/", made_up, made_up.replace("abc", "å:ä:ö")):
        for answer in (client.get(wrong), client.post(wrong)):
            assert answer.status_code == 404
            assert "Inget har ändrats" in answer.content.decode()
        one_click = client.post(wrong, {"List-Unsubscribe": "One-Click"})
        assert one_click.status_code == 404
    assert pace(town.samira) == Pace.NOW


def test_a_link_is_for_one_person_and_one_kind(town, client):
    for kind in (SECURITY.code, "no-such-kind"):
        assert client.get(unsubscribing.path(town.samira.pk, kind)).status_code == 404
    path = unsubscribing.path(town.samira.pk, NEWS.code)
    get_user_model().objects.filter(pk=town.samira.pk).delete()
    assert client.get(path).status_code == 404


def test_a_choice_is_logged(town):
    from wagtail.models import ModelLogEntry

    choices.save(town.samira, {NEWS.code: Pace.NONE})
    assert ModelLogEntry.objects.get(action="civsam.mail.choose").data["paces"] == {
        NEWS.code: "none"
    }


def test_only_staff_are_asked_about_mail_for_staff(town, client, monkeypatch):
    queue = Kind("test-queue", "Att granska", staff=True)
    monkeypatch.setitem(KINDS, queue.code, queue)
    town.goran.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert queue in [kind for kind, _pace, _always in choices.rows(town.goran)]
    assert queue not in [kind for kind, _pace, _always in choices.rows(town.samira)]
    # The link of a mail from the time before works all the same.
    link = unsubscribing.path(town.samira.pk, queue.code)
    assert client.get(link).status_code == 200
    assert "Du får inga fler mejl" in client.post(link).content.decode()
