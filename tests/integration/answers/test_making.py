"""Something comes of it: one button makes the initiative, and everyone who answered is told."""

import pytest
from django.core.exceptions import PermissionDenied

from civsam_pages.answers import making, personal_data, services
from civsam_pages.answers.models import Answer
from civsam_pages.answers.rules import AnswerState
from civsam_pages.arena import personal_data as registry
from civsam_pages.initiatives.models import InitiativePage
from civsam_pages.posting.models import ReviewTaskState, TrustedActor
from civsam_pages.posting.setup import ensure_review_workflow
from civsam_platform.accounts.testing import log_in
from tests.factories import publish

from .conftest import KIM, answer, mails_to, path


@pytest.fixture
def reviewed(here):
    """Petra's group reviews initiatives."""
    ensure_review_workflow([here.initiatives], here.petra.groups.first())


@pytest.fixture
def agreed(here, bosses):
    return services.settle(answer=bosses, by=here.samira, to_state=AnswerState.AGREED)


def made(here):
    return InitiativePage.objects.filter(owner_actor=here.open_door)


def test_one_button_makes_the_initiative_and_sends_it_to_review(
    here, client, reviewed, agreed, carins, kims
):
    client.force_login(here.samira)
    url = path(agreed, here.open_door, "initiative")
    assert client.get(url).status_code == 200
    for _time in range(2):
        client.post(url)
    page = made(here).get()
    assert not page.live
    assert list(page.needs.all()) == [here.kitchen]
    assert page.partners.get().accepted_on is None
    assert ReviewTaskState.objects.filter(workflow_state__object_id=str(page.pk)).count() == 1
    for address in (here.bosse.email, here.carin.email, KIM):
        told = mails_to(address).filter(event__contains="initiative")
        assert told.count() == 1
    assert KIM not in mails_to(here.bosse.email).last().text


def test_when_it_is_published_both_pages_lead_to_each_other(here, client, reviewed, agreed):
    TrustedActor.objects.create(actor=here.open_door, given_by=here.petra, note="Van")
    page = making.make_initiative(answer=agreed, by=here.samira)
    page = InitiativePage.objects.get(pk=page.pk)
    assert page.live
    publish(page)
    assert f'href="{page.url}"' in client.get(here.kitchen.url).content.decode()
    assert f'href="{here.kitchen.url}"' in client.get(page.url).content.decode()


def test_first_they_agree(here, reviewed, bosses):
    with pytest.raises(PermissionDenied):
        making.make_initiative(answer=bosses, by=here.samira)
    assert not made(here).exists()


def test_nothing_is_made_and_nobody_told_where_nobody_reviews(here, agreed):
    with pytest.raises(PermissionDenied):
        making.make_initiative(answer=agreed, by=here.samira)
    assert not made(here).exists()
    assert not mails_to(here.bosse.email).filter(event__contains="initiative").exists()


@pytest.mark.parametrize("who", ["bosse", "ingrid", "carin", "anna"])
def test_nobody_but_the_owner_makes_it(here, reviewed, agreed, who):
    with pytest.raises(PermissionDenied):
        making.make_initiative(answer=agreed, by=getattr(here, who))
    assert not made(here).exists()


def test_the_municipality_gets_a_draft_to_go_on_with(here, client):
    found = answer(here.homework, here.carin)
    services.settle(answer=found, by=here.anna, to_state=AnswerState.AGREED)
    log_in(client, here.anna, mfa=True)
    response = client.post(f"/admin/civsam/answers/{found.pk}/", {"do": "initiative"})
    found.refresh_from_db()
    assert response.url == f"/admin/pages/{found.initiative_id}/edit/"
    assert not found.initiative.live


def test_a_person_reads_and_takes_away_what_is_theirs(here, carins, bosses):
    assert personal_data.answers(here.carin).rows[0]["title"] == here.kitchen.title
    assert personal_data.messages(here.carin).rows
    assert {"answers", "answer_messages"} <= set(registry.parts(here.carin))
    services.erase(here.carin)
    assert not Answer.objects.filter(pk=carins.pk).exists()
    services.erase(here.bosse)
    bosses.refresh_from_db()
    assert (bosses.sender, bosses.sender_actor) == (None, here.study)
    assert bosses.messages.get().author is None
