"""Whoever is blocked reads, takes home their data and objects, and does no more than that."""

import html
import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from civsam_pages.answers import services as answers
from civsam_pages.arena import stops
from civsam_pages.arena.stops import Doing
from civsam_pages.moderation.models import Block
from civsam_pages.moderation.services import leaving, reporting
from civsam_pages.posting.services import change_requests, confirmations, drafts, sending
from civsam_pages.register.memberships.services import claims, invitations, proposals
from civsam_platform.accounts.testing import log_in
from civsam_search.api import today
from tests.posting import need_draft

from .conftest import KIM, block, mails_to, report


@pytest.fixture
def nadja(here, matter):
    """The code of Nadja's account, for a block."""
    return f"user-{here.nadja.pk}"


def answer(here, by, actor=None):
    return answers.send(
        page=here.languages, kind="more", message="Hej", key=uuid.uuid4(), by=by, actor=actor
    )


def writes(here):
    return lambda: drafts.begin(form="need", actor=here.open_door, by=here.nadja)


def changes(here):
    return lambda: drafts.begin_edit(page=here.kitchen, actor=here.open_door, by=here.nadja)


def confirms(here):
    return lambda: confirmations.confirm(actor=here.open_door, section="contact", by=here.nadja)


def sends(here):
    draft = need_draft(here.open_door, here.nadja)
    return lambda: sending.send(draft=draft, by=here.nadja)


def wishes(here):
    return lambda: change_requests.ask(
        actor=here.open_door, field="title", value="Nytt namn", by=here.nadja
    )


def proposes(here):
    return lambda: proposals.propose(
        proposer=here.nadja,
        name="Odlarna",
        kind="network",
        org_number="",
        summary="Vi odlar.",
        contact_email="",
        function="",
        message="",
        key=uuid.uuid4(),
    )


def claims_another(here):
    from tests.factories import pdf

    return lambda: claims.claim_with_evidence(
        actor=here.study,
        claimant=here.nadja,
        role="actor_editor",
        function="",
        message="",
        file=pdf(),
        key=uuid.uuid4(),
    )


def answers_another(here):
    return lambda: answer(here, here.nadja)


def writes_to_another(here):
    said = answers.send(
        page=here.kitchen, kind="help", message="Hej", key=uuid.uuid4(), by=here.carin
    )
    return lambda: answers.write(answer=said, message="Nej", key=uuid.uuid4(), by=here.nadja)


DOINGS = [
    (Doing.WRITE, writes),
    (Doing.WRITE, changes),
    (Doing.WRITE, confirms),
    (Doing.SEND, sends),
    (Doing.SEND, wishes),
    (Doing.SEND, proposes),
    (Doing.SEND, claims_another),
    (Doing.ANSWER, answers_another),
    (Doing.ANSWER, writes_to_another),
]


@pytest.mark.parametrize(("doing", "act"), DOINGS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_block_stops_just_what_it_says(here, matter, nadja, doing, act):
    does = act(here)
    block(matter, here.rut, nadja, doing)
    with pytest.raises(PermissionDenied) as refused:
        does()
    assert str(refused.value)
    block(matter, here.rut, nadja, *(other for other in Doing if other != doing))
    assert does()


def test_an_actor_is_blocked_whoever_acts_for_it(here, matter):
    block(matter, here.rut, f"actor-{here.open_door.pk}")
    for person in (here.samira, here.goran, here.nadja):
        with pytest.raises(PermissionDenied):
            drafts.begin(form="need", actor=here.open_door, by=person)
        assert answer(here, person)
    with pytest.raises(PermissionDenied):
        invitations.invite(
            actor=here.open_door,
            by=here.samira,
            address="ny@posten.example",
            name="Ny",
            role="actor_editor",
            function="",
            valid_until=today() + timedelta(days=9),
        )


def test_a_blocked_person_reads_and_goes_home_with_their_data(here, client, matter, nadja):
    found = block(matter, here.rut, nadja)
    log_in(client, here.nadja)
    for url in (
        "/mina-sidor/",
        f"/mina-sidor/{here.open_door.pk}/",
        f"/mina-sidor/{here.open_door.pk}/svar/",
        f"/mina-sidor/beslut/{found.pk}/",
        reverse("civsam_me:data"),
        here.kitchen.url,
        f"/anmal/{here.kitchen.pk}/",
    ):
        assert client.get(url).status_code == 200, url
    assert f'href="/mina-sidor/beslut/{found.pk}/"' in client.get("/mina-sidor/").content.decode()


def test_a_blocked_person_is_told_in_the_form_and_keeps_what_they_wrote(
    here, client, matter, nadja
):
    draft = need_draft(here.open_door, here.nadja)
    block(matter, here.rut, nadja)
    client.force_login(here.nadja)
    url = reverse("civsam_posting:step", args=[draft.pk, "what"])
    typed = {"version": draft.version, "title": "Ett nytt namn", "summary": "Vi skriver"}
    content = client.post(url, typed).content.decode()
    assert str(stops.may(Doing.WRITE, user=here.nadja).reason) in html.unescape(content)
    assert "Ett nytt namn" in content
    before = draft.answers
    draft.refresh_from_db()
    assert draft.answers == before


def test_a_block_begins_and_ends_on_its_days(here, matter, nadja):
    def may():
        return bool(stops.may(Doing.WRITE, user=here.nadja))

    block(matter, here.rut, nadja, starts_on=today() + timedelta(days=1))
    assert may()
    Block.objects.update(starts_on=today())
    assert not may()
    Block.objects.update(starts_on=today() - timedelta(days=9), until=today())
    assert not may()
    Block.objects.update(until=today() - timedelta(days=1))
    assert may()


def test_a_blocked_account_answers_no_more_by_its_address(here, matter, nadja):
    block(matter, here.rut, nadja)
    with pytest.raises(PermissionDenied):
        answers.send_from_address(
            page=here.languages,
            kind="more",
            message="Hej",
            key=uuid.uuid4(),
            name="N",
            email=here.nadja.email.upper(),
            visitor=AnonymousUser(),
        )


def test_somebody_without_an_account_is_blocked_by_address(here, client):
    from tests.integration.answers.conftest import form_of_kim, link_to

    client.post(f"/svara/{here.kitchen.pk}/", form_of_kim())
    client.post(link_to(KIM))
    link = link_to(KIM)
    said = answers.find_by_link(link.split("/")[-2])
    answers.report(answer=said, by=here.nadja, reason="offensive", words="", key=uuid.uuid4())
    found = reporting.Matter.objects.get()
    block(found, here.rut, "address")
    mail = mails_to(KIM).last()
    assert mail.secret
    assert client.get(mail.link).status_code == 200
    with pytest.raises(PermissionDenied):
        answers.write(answer=said, message="Hej", key=uuid.uuid4(), token=link.split("/")[-2])
    assert not stops.may(Doing.ANSWER, address=KIM.upper())


def test_a_new_account_with_the_same_address_is_no_way_around(here, matter, nadja):
    block(matter, here.rut, nadja)
    leaving.erase(here.nadja)
    assert Block.objects.get().user is None
    assert not stops.may(Doing.WRITE, user=here.nadja)
    assert stops.may(Doing.WRITE, user=here.samira)


def test_a_block_that_has_passed_is_forgotten_with_the_account(here, matter, nadja):
    block(matter, here.rut, nadja)
    Block.objects.update(until=today() - timedelta(days=1))
    leaving.erase(here.nadja)
    assert Block.objects.get().address_hash == ""


def test_where_nobody_is_blocked_everybody_may(here):
    assert stops.may(Doing.WRITE, user=here.nadja, actor=here.open_door)
    assert stops.may(Doing.ANSWER, user=AnonymousUser(), address="")
    assert report(here.kitchen)
