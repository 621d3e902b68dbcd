"""Reviewers decide, and what was reviewed is what is published."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from civsam_pages.needs.models import NeedPage
from civsam_pages.notifications.models import Mail
from civsam_pages.posting.models import ReviewTaskState
from civsam_pages.posting.pages import review_of
from civsam_pages.posting.rules import Outcome
from civsam_pages.posting.services import drafts, reviewing, sending
from tests.factories import right
from tests.posting import change, edit_in_admin, need_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def sent(here, draft):
    return sending.send(draft=draft, by=here.samira)


def decide(page, by, action="approve", *, seen=None, words=""):
    return reviewing.decide(
        review_of(page), by, action, seen=seen or page.latest_revision_id, words=words
    )


def now(page):
    return NeedPage.objects.get(pk=page.pk)


def test_what_is_approved_is_published_and_its_author_is_told(here, sent):
    decide(sent, here.rut, words="Välkomna!")
    page = now(sent)
    assert (page.live, page.live_revision_id) == (True, sent.latest_revision_id)
    told = Mail.objects.get(address=here.samira.email, kind="reviewed")
    assert "Välkomna!" in told.text
    assert page.slug in told.text
    assert "/admin/" not in told.text + told.html
    assert mail.outbox == []  # none of Wagtail's own


def test_what_is_returned_comes_back_with_words_and_a_way_to_go_on(here, sent, draft):
    with pytest.raises(PermissionDenied, match="words"):
        decide(sent, here.rut, "reject")
    decide(sent, here.rut, "reject", words="Ta bort namnet.")
    told = Mail.objects.get(address=here.samira.email, kind="reviewed")
    assert "Ta bort namnet." in told.text
    assert "/admin/" not in told.text + told.html
    assert mail.outbox == []
    again = drafts.begin_edit(page=sent, actor=here.open_door, by=here.samira)
    assert again.pk == draft.pk
    page = sending.send(draft=again, by=here.samira)
    assert review_of(page).outcome == Outcome.WAITING
    assert page.workflow_states.count() == 1


@pytest.mark.parametrize("action", ["ask", "reject"])
def test_what_comes_back_and_is_sent_again_goes_to_the_same_reviewer(here, sent, draft, action):
    reviewing.assign(state=review_of(sent), to=here.rut, by=here.rikard)
    decide(sent, here.rut, action, words="Hur många?")
    page = sending.send(
        draft=change(sent, here.open_door, here.samira, summary="Trettio."), by=here.samira
    )
    assert review_of(page).assigned_to == here.rut


@pytest.mark.parametrize("who", ["tove", "anna", "petra", "samira", "bosse", "carin"])
def test_nobody_else_decides(here, sent, who):
    with pytest.raises(PermissionDenied):
        decide(sent, getattr(here, who))
    assert not now(sent).live


def test_nobody_approves_their_own(here, draft):
    right(here.rut, here.open_door, "actor_editor")
    page = sending.send(draft=draft, by=here.rut)
    with pytest.raises(PermissionDenied, match="yourself"):
        decide(page, here.rut)
    decide(page, here.rikard)
    assert now(page).live


def test_nobody_approves_for_an_association_they_act_for(here, sent):
    right(here.rut, here.open_door, "actor_editor")
    with pytest.raises(PermissionDenied, match="act for this association"):
        decide(sent, here.rut)


def test_the_second_reviewer_gets_a_calm_answer(here, sent):
    state = review_of(sent)
    decide(sent, here.rut)
    with pytest.raises(PermissionDenied, match="decided already"):
        reviewing.decide(state, here.rikard, "reject", seen=sent.latest_revision_id, words="Nej")
    assert now(sent).live
    assert Mail.objects.filter(address=here.samira.email, kind="reviewed").count() == 1


def test_what_was_taken_back_is_not_approved(here, sent):
    state = review_of(sent)
    sending.take_back(page=sent, by=here.samira)
    assert ReviewTaskState.objects.get(pk=state.pk).outcome == Outcome.TAKEN_BACK
    with pytest.raises(PermissionDenied, match="decided already"):
        reviewing.decide(state, here.rut, "approve", seen=sent.latest_revision_id)
    assert not now(sent).live


def test_a_newer_text_than_the_reviewer_read_is_not_approved(here, sent):
    seen = sent.latest_revision_id
    sending.take_back(page=sent, by=here.samira)
    newer = change(sent, here.open_door, here.samira, summary="Något helt annat.")
    page = sending.send(draft=newer, by=here.samira)
    with pytest.raises(PermissionDenied, match="newer than what you read"):
        decide(page, here.rut, seen=seen)
    assert not now(page).live
    decide(page, here.rut)
    assert now(page).summary == "Något helt annat."


def test_a_text_that_somebody_else_wrote_meanwhile_is_not_approved(here, sent):
    revision = edit_in_admin(sent, here.anna, summary="Smög in")
    with pytest.raises(PermissionDenied, match="does not review"):
        decide(now(sent), here.rut, seen=revision.pk)
    with pytest.raises(PermissionDenied, match="newer"):
        decide(now(sent), here.rut, seen=sent.latest_revision_id)
    with pytest.raises(PermissionDenied):
        review_of(sent).approve(user=here.rut)  # by code, past our service
    assert not now(sent).live


def test_what_a_reviewer_changes_is_published_and_told(here, sent):
    revision = edit_in_admin(sent, here.rikard, summary="Kortare.")
    with pytest.raises(PermissionDenied, match="newer"):
        decide(now(sent), here.rut, seen=sent.latest_revision_id)
    decide(now(sent), here.rut, seen=revision.pk)
    assert now(sent).summary == "Kortare."
    told = Mail.objects.get(address=here.samira.email, kind="reviewed").text
    assert "Sammanfattning" in told


def test_a_change_of_a_published_page_leaves_it_as_it_is_until_approved(here, sent):
    decide(sent, here.rut)
    page = sending.send(
        draft=change(sent, here.open_door, here.samira, summary="Nytt"), by=here.samira
    )
    assert (page.live, page.summary) == (True, "Vi har blivit trettio personer.")
    decide(page, here.rikard)
    assert now(page).summary == "Nytt"


def test_a_day_that_is_set_is_kept_and_only_what_was_reviewed_goes_out_then(here, sent):
    tomorrow = timezone.now() + timedelta(days=1)
    revision = edit_in_admin(sent, here.rut, go_live_at=tomorrow)
    decide(now(sent), here.rut, seen=revision.pk)
    page = now(sent)
    assert (page.live, page.approved_schedule) == (False, True)
    with pytest.raises(PermissionDenied, match="a day that is set"):
        drafts.begin_edit(page=page, actor=here.open_door, by=here.samira)
    page.revisions.filter(pk=revision.pk).update(approved_go_live_at=timezone.now())
    type(revision).objects.filter(pk=revision.pk).update(
        content={**revision.content, "go_live_at": timezone.now().isoformat()}
    )
    call_command("publish_scheduled", verbosity=0)
    assert now(page).live_revision_id == revision.pk


def test_a_move_publishes_nothing_and_the_review_goes_on(here, sent):
    other = here.start.add_child(
        instance=type(here.needs)(title="Fler behov", slug="fler", summary="Fler.")
    )
    sent.move(other, pos="last-child")
    assert not now(sent).live
    with pytest.raises(PermissionDenied, match="where the page is"):
        decide(now(sent), here.rut)
    now(sent).move(here.needs, pos="last-child")
    decide(now(sent), here.rut)
    assert now(sent).live


def test_an_alias_shows_only_what_was_approved(here, sent):
    decide(sent, here.rut)
    other = here.start.add_child(
        instance=type(here.needs)(title="Fler behov", slug="fler", summary="Fler.")
    )
    alias = now(sent).create_alias(parent=other)
    page = sending.send(
        draft=change(sent, here.open_door, here.samira, summary="Inte läst"), by=here.samira
    )
    assert now(alias).summary == "Vi har blivit trettio personer."
    with pytest.raises(PermissionDenied, match="follows another"):
        drafts.begin_edit(page=alias, actor=here.open_door, by=here.samira)
    decide(page, here.rut)
    assert now(alias).summary == "Inte läst"


def test_a_trusted_actor_publishes_at_once_and_is_read_afterwards(here):
    from civsam_pages.posting.models import DirectPublication
    from civsam_pages.posting.services import trust

    with pytest.raises(PermissionDenied):
        trust.give(actor=here.open_door, note="Känd", by=here.samira)
    trust.give(actor=here.open_door, note="Har skrivit länge.", by=here.rut)
    page = sending.send(draft=need_draft(here.open_door, here.samira), by=here.samira)
    assert now(page).live
    row = DirectPublication.objects.visible_to(here.rikard).unread().get()
    assert not DirectPublication.objects.visible_to(here.tove).exists()
    reviewing.read_afterwards(publication=row, by=here.rikard, words="Fint!")
    with pytest.raises(PermissionDenied, match="already"):
        reviewing.read_afterwards(publication=row, by=here.rut)
    trust.end(actor=here.open_door, by=here.rut)
    later = sending.send(
        draft=change(page, here.open_door, here.samira, summary="B"), by=here.samira
    )
    assert review_of(later)
