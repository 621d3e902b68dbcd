"""Mitt konto: all that is known about a person, for that person and nobody else."""

import io
import json
from zipfile import ZipFile

import pytest
from allauth.usersessions.models import UserSession
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from civsam_pages.arena import personal_data
from civsam_pages.notifications.letters import RECEIPT, Letter
from civsam_pages.notifications.models import Choice, Mail
from civsam_pages.notifications.services import notify
from civsam_pages.register.memberships.models import Claim
from civsam_platform.accounts.testing import log_in
from tests.factories import ESCAPED, XSS, publish
from tests.integration.accounts.me_town import CANARY, my_town, requests_of

pytestmark = pytest.mark.django_db

DOWNLOAD = "/mitt-konto/mina-uppgifter/hamta/"


@pytest.fixture
def town(db):
    """Samira has done one of everything, and so has Göran, whose words are canaries."""
    town = my_town()
    town.mine = requests_of(town, town.samira, "Samiras")
    for user, browser in ((town.samira, "Samiras Firefox"), (town.goran, CANARY)):
        UserSession.objects.create(
            user=user, session_key=browser, user_agent=browser, ip="127.0.0.1"
        )
    town.others = requests_of(town, town.goran, CANARY)
    for user, word in ((town.samira, "Samiras"), (town.goran, CANARY)):
        letter = Letter(f"Mejl {word}", f"{word} {XSS}", why=word)
        notify(kind=RECEIPT, event=f"mail-{word}", to=user, letter=lambda letter=letter: letter)
        Choice.objects.create(user=user, kind=f"news-{word}", pace="weekly")
        log(user, "civsam.account.rename", user=user)
    return town


def fetch(client) -> ZipFile:
    response = client.post(DOWNLOAD)
    assert response.headers["Content-Type"] == "application/zip"
    assert "no-store" in response.headers["Cache-Control"]
    return ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def facts(client) -> dict:
    return json.loads(fetch(client).read("data.json"))


def test_the_download_has_all_that_is_known(town, client):
    log_in(client, town.samira)
    data = facts(client)
    assert data["account"][0]["email"] == "samira@posten.example"
    assert data["memberships"][0]["role"] == "actor_admin"
    assert [row["state"] for row in data["claims"]] == ["waiting_staff", "refused"]
    assert data["claims"][1]["reason"] == "Nej Samiras"
    assert data["proposals"][0]["name"] == "Nätverket Samiras"
    assert data["invitations_by_you"][0]["address"] == "Samiras@posten.example"
    assert data["handovers"][0]["message"] == f"Samiras {XSS}"
    assert data["evidence"][0]["name"] == "Samiras.pdf"
    assert data["mails"][0]["subject"] == "Mejl Samiras"
    assert {"choice": "news-Samiras", "value": "weekly"} in data["mail_choices"]
    assert "civsam.account.rename" in [row["action"] for row in data["log"]]
    assert data["sessions"][0]["user_agent"] == "Samiras Firefox"


def test_every_part_that_a_room_has_registered_is_there(town, client):
    log_in(client, town.samira)
    assert set(facts(client)) == {*personal_data.parts(town.samira), "written_at"}


def test_nothing_of_anybody_else_is_there(town, client):
    log_in(client, town.samira)
    archive = fetch(client)
    for name in archive.namelist():
        assert CANARY not in name
        assert CANARY.encode() not in archive.read(name)
        assert b"goran@" not in archive.read(name)


def test_a_page_to_read_is_safe_to_open(town, client):
    log_in(client, town.samira)
    page = fetch(client).read("data.html").decode()
    assert ESCAPED in page
    assert XSS not in page


def test_the_files_that_the_person_sent_are_in_the_archive(town, client):
    log_in(client, town.samira)
    archive = fetch(client)
    assert archive.read("files/01 Samiras.pdf") == b"%PDF Samiras"


def test_a_file_name_leads_nowhere_outside_the_archive(town, client):
    town.mine.evidence.name = "../../etc/passwd"
    town.mine.evidence.save()
    log_in(client, town.samira)
    names = [name for name in fetch(client).namelist() if name.startswith("files")]
    assert names == ["files/01 .._.._etc_passwd"]


def test_a_lost_file_is_told_and_the_rest_is_there(town, client):
    town.mine.evidence.file.storage.delete(town.mine.evidence.file.name)
    log_in(client, town.samira)
    archive = fetch(client)
    assert not [name for name in archive.namelist() if name.startswith("files")]
    assert "Samiras.pdf" in archive.read("data.html").decode()


def test_a_code_in_a_mail_is_not_told_again(town, client):
    notify(
        kind=RECEIPT,
        event="secret",
        to=town.samira,
        letter=lambda: Letter("Din kod", "Här är den", code="493817"),
    )
    assert "493817" in Mail.objects.get(event="secret").text
    log_in(client, town.samira)
    archive = fetch(client)
    assert "Din kod" in archive.read("data.html").decode()
    assert not any(b"493817" in archive.read(name) for name in archive.namelist())


def test_a_page_that_the_person_made_is_there(town, client):
    town.homework.owner = town.samira
    publish(town.homework)
    log_in(client, town.samira)
    assert [row["title"] for row in facts(client)["pages"]] == [town.homework.title]


@pytest.mark.parametrize("name", ["data", "download", "delete"])
def test_an_old_login_is_not_enough(town, client, name):
    log_in(client, town.samira, fresh=False)
    for ask in (client.get, client.post):
        response = ask(reverse(f"civsam_me:{name}"))
        assert response.status_code == 302
        assert response.url.startswith("/logga-in/igen/")


def test_a_download_is_in_the_log(town, client):
    log_in(client, town.samira)
    fetch(client)
    entry = ModelLogEntry.objects.get(action="civsam.account.download")
    assert entry.user == town.samira


def test_the_download_asks_no_more_when_there_is_more_to_tell(
    town, client, django_assert_max_num_queries
):
    log_in(client, town.samira)
    with django_assert_max_num_queries(60) as few:
        fetch(client)
    for number in range(5):
        Claim.objects.create(actor=town.study, claimant=town.samira, state="refused")
        notify(
            kind=RECEIPT,
            event=f"more-{number}",
            to=town.samira,
            letter=lambda: Letter("Mer", "Mer"),
        )
        log(town.homework, "wagtail.edit", user=town.samira)
    with django_assert_max_num_queries(len(few)):
        fetch(client)
