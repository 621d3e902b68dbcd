"""Whom a decision concerns objects to it, and somebody else than who decided answers."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from civsam_pages.moderation.models import Objection, Ruling
from civsam_pages.moderation.rules import Act, MatterState, Outcome
from civsam_pages.moderation.services import objecting
from civsam_pages.needs.models import NeedPage
from tests.at_once import marks
from tests.factories import ESCAPED, XSS

from .conftest import block, decide, mails_to


@pytest.fixture
def taken_down(here, matter):
    return decide(matter, here.rut, Act.UNPUBLISH)


@pytest.fixture
def objection(here, taken_down):
    return objecting.send(
        ruling=taken_down, text=f"Vi nämner ingen {XSS}", key=uuid.uuid4(), by=here.samira
    )


def answer(objection, by, outcome, words="Vi har läst om den."):
    matter = objection.ruling.matter
    matter.refresh_from_db()
    return objecting.answer(
        objection=objection, by=by, outcome=outcome, words=words, seen=matter.version
    )


def path(ruling):
    return f"/mina-sidor/beslut/{ruling.pk}/"


READERS = [
    ("samira", 200),
    ("goran", 200),
    ("nadja", 200),
    ("bosse", 404),
    ("ingrid", 404),
    ("carin", 404),
    ("liban", 404),
    ("anna", 404),
    ("rut", 404),  # reads it in the admin
    ("sanna", 404),
    (None, 302),
]


@pytest.mark.parametrize(("who", "status"), READERS)
def test_those_whom_it_concerns_read_and_object_and_nobody_else(
    here, client, taken_down, who, status
):
    if who:
        client.force_login(getattr(here, who))
    assert client.get(path(taken_down)).status_code == status
    client.post(path(taken_down), {"key": str(uuid.uuid4()), "text": "Det är fel"})
    assert Objection.objects.count() == (status == 200)


def test_the_page_tells_the_decision_its_ground_and_what_one_can_do(here, client, taken_down):
    client.force_login(here.nadja)
    content = client.get(path(taken_down)).content.decode()
    for text in ("Regel 3", "pekar ut en granne", f"Ett kök {ESCAPED}", "domstol"):
        assert text in content
    assert XSS not in content


def test_of_a_profile_that_is_taken_down_its_people_read_why(here, client):
    from .conftest import report

    found = decide(report(here.open_door).matter, here.rut, Act.UNPUBLISH)
    client.force_login(here.samira)
    assert client.get(path(found)).status_code == 200
    assert f'href="{path(found)}"' in client.get("/mina-sidor/").content.decode()


def test_an_objection_goes_back_to_the_queue_and_a_receipt_is_sent(here, objection):
    matter = objection.ruling.matter
    matter.refresh_from_db()
    assert matter.state == MatterState.OBJECTED
    assert mails_to(here.samira.email).last().kind == "receipt"
    assert mails_to(here.rikard.email).last().event == f"objection-{objection.pk}-waits"
    assert not mails_to(here.rut.email).filter(event__startswith="objection").exists()


def test_the_same_form_sent_twice_is_one_objection(here, client, taken_down):
    client.force_login(here.samira)
    post = {"key": str(uuid.uuid4()), "text": "Det är fel"}
    for _time in range(2):
        client.post(path(taken_down), post)
    assert Objection.objects.count() == 1


def test_one_decision_is_objected_to_once(here, objection):
    with pytest.raises(PermissionDenied):
        objecting.send(
            ruling=objection.ruling, text="En gång till", key=uuid.uuid4(), by=here.nadja
        )


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001, "Jag är 19811218-9876"])
def test_an_objection_that_says_nothing_or_too_much_is_refused(here, client, taken_down, text):
    client.force_login(here.samira)
    response = client.post(path(taken_down), {"key": str(uuid.uuid4()), "text": text})
    assert response.context["form"].errors["text"]
    with pytest.raises(ValidationError):
        objecting.send(ruling=taken_down, text=text, key=uuid.uuid4(), by=here.samira)
    assert not Objection.objects.exists()


def test_after_half_a_year_it_is_too_late(here, client, taken_down):
    Ruling.objects.update(at=timezone.now() - timedelta(days=184))
    client.force_login(here.samira)
    assert client.get(path(taken_down)).status_code == 200
    client.post(path(taken_down), {"key": str(uuid.uuid4()), "text": "Det är fel"})
    assert not Objection.objects.exists()


def test_a_colleague_changes_the_decision_and_the_page_is_out_again(here, objection):
    answer(objection, here.rikard, Outcome.CHANGED, "Ni har rätt.")
    assert NeedPage.objects.get(pk=here.kitchen.pk).live
    mail = mails_to(here.samira.email).last()
    assert "Ni har rätt." in mail.text
    assert Ruling.objects.get(act=Act.RESTORE).by == here.rikard
    objection.ruling.matter.refresh_from_db()
    assert objection.ruling.matter.state == MatterState.DECIDED


def test_a_colleague_lets_the_decision_stand_and_says_why(here, client, objection):
    answer(objection, here.rikard, Outcome.STANDS, "Namnet står kvar.")
    assert not NeedPage.objects.get(pk=here.kitchen.pk).live
    client.force_login(here.nadja)
    assert "Namnet står kvar." in client.get(path(objection.ruling)).content.decode()


def test_a_block_is_ended_by_an_objection(here, matter):
    found = block(matter, here.rut, f"user-{here.nadja.pk}")
    objection = objecting.send(ruling=found, text="Fel person", key=uuid.uuid4(), by=here.nadja)
    answer(objection, here.rikard, Outcome.CHANGED)
    assert not Ruling.objects.in_force().exists()


def test_whoever_decided_does_not_answer_while_there_is_a_colleague(here, objection):
    with pytest.raises(PermissionDenied):
        answer(objection, here.rut, Outcome.STANDS)
    here.rikard.groups.clear()
    type(here.sanna).objects.filter(pk=here.sanna.pk).update(is_active=False)
    assert answer(objection, here.rut, Outcome.STANDS)


@pytest.mark.parametrize("who", ["samira", "nadja", "bosse", "carin", "petra", "anna"])
def test_nobody_else_answers(here, objection, who):
    with pytest.raises(PermissionDenied):
        answer(objection, getattr(here, who), Outcome.CHANGED)


def test_nothing_else_is_decided_while_an_objection_waits(here, objection):
    with pytest.raises(PermissionDenied):
        decide(objection.ruling.matter, here.rikard, Act.RESTORE)


def test_an_answer_needs_words(here, objection):
    with pytest.raises(ValidationError):
        answer(objection, here.rikard, Outcome.CHANGED, " ")
    assert not NeedPage.objects.get(pk=here.kitchen.pk).live


def test_a_forged_link_opens_nothing(client, taken_down):
    from django.core import signing

    forged = signing.dumps([taken_down.pk, ""], salt="civsam.moderation.link")
    for token in ("x", forged):
        assert client.get(f"/beslut/{token}/").status_code == 404
        assert client.post(f"/beslut/{token}/", {"text": "x"}).status_code == 404


class TestAtTheSameMoment:
    pytestmark = marks

    def test_of_two_colleagues_one_answers(self, here, objection, at_once):
        sanna = here.sanna
        matter = objection.ruling.matter
        matter.refresh_from_db()

        def one(by, outcome):
            return lambda: objecting.answer(
                objection=objection, by=by, outcome=outcome, words="Så", seen=matter.version
            )

        given = at_once(one(here.rikard, Outcome.CHANGED), one(sanna, Outcome.STANDS), times=3)
        assert sum(not isinstance(each, PermissionDenied) for each in given) == 1
        answers = mails_to(here.samira.email).filter(event__endswith="-answered")
        assert at_once.then(answers.count) == 1
