"""What moderation knows about a person is told to them, and let go of with the account."""

import json
import uuid

import pytest

from civsam_pages.arena import personal_data
from civsam_pages.moderation.models import Objection, Report, Ruling
from civsam_pages.moderation.rules import Act
from civsam_pages.moderation.services import objecting
from civsam_platform.accounts.me.services import delete_account

from .conftest import WORDS, block, decide, report


@pytest.fixture
def nadjas(here, matter):
    """Nadja has reported, is blocked, and has objected."""
    report(here.languages, by=here.nadja, words="Mina ord")
    report(here.languages, email=here.nadja.email.upper())
    found = block(matter, here.rut, f"user-{here.nadja.pk}")
    return objecting.send(ruling=found, text="Fel person", key=uuid.uuid4(), by=here.nadja)


def told(user):
    parts = personal_data.parts(user)
    return {name: parts[name].rows for name in ("reports", "rulings", "objections")}


def test_a_person_is_told_all_and_no_notes_of_colleagues(here, nadjas):
    Ruling.objects.update(note="Bara för oss")
    found = told(here.nadja)
    assert [row["words"] for row in found["reports"]] == ["Mina ord", "En granne"]
    assert found["rulings"][0]["words"] == WORDS
    assert found["objections"][0]["text"] == "Fel person"
    assert "Bara för oss" not in json.dumps(found, default=str)


def test_nobody_is_told_of_others(here, nadjas):
    assert told(here.samira) == {"reports": [], "rulings": [], "objections": []}


def test_a_deleted_account_leaves_no_name_and_the_decision_stays(here, nadjas):
    address = here.nadja.email
    delete_account(user=here.nadja, by=here.nadja)
    assert not Report.objects.filter(by=here.nadja).exists()
    assert not Report.objects.filter(email__iexact=address).exists()
    assert Ruling.objects.get().user is None
    assert Objection.objects.get().by is None
    assert Ruling.objects.get().block.address_hash


def test_a_moderators_decisions_stay_when_they_leave(here, matter):
    found = decide(matter, here.rut, Act.DISMISS)
    here.rut.groups.clear()
    delete_account(user=here.rut, by=here.sanna)
    found.refresh_from_db()
    assert found.by.get_full_name() == "Borttaget konto"
