"""The association and the municipality change the same page, and nobody's words disappear."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from civsam_pages.needs.models import NeedPage
from civsam_pages.notifications.models import Mail
from civsam_pages.posting import policies, selectors
from civsam_pages.posting.jobs import tidy
from civsam_pages.posting.models import (
    ChangeRequest,
    Draft,
    ReviewTaskState,
    SectionConfirmation,
)
from civsam_pages.posting.pages import review_of
from civsam_pages.posting.rules import ChangeState, Outcome, Section
from civsam_pages.posting.selectors import What
from civsam_pages.posting.services import (
    change_requests,
    confirmations,
    drafts,
    follow_ups,
    reviewing,
    sending,
    trust,
)
from civsam_pages.register.models import ActorPage
from civsam_search.api import today
from tests.posting import change, need_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def published(here, draft):
    """A need of Öppna dörren's that Rut has approved."""
    page = sending.send(draft=draft, by=here.samira)
    return approve(page, here.rut)


def approve(page, by):
    page = type(page).objects.get(pk=page.pk)
    reviewing.decide(review_of(page), by, "approve", seen=page.latest_revision_id)
    return type(page).objects.get(pk=page.pk)


def edit_and_publish(page, by, **fields):
    """As an editor does in the admin."""
    edited = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(edited, name, value)
    edited.save_revision(user=by, log_action=True).publish(user=by)
    return type(page).objects.get(pk=page.pk)


# --- at the same time ---------------------------------------------------------------------------


def test_a_draft_of_an_older_text_is_refused_with_what_is_new(here, published):
    draft = change(published, here.open_door, here.samira, summary="Föreningens ord")
    edit_and_publish(published, here.rut, summary="Kommunens ord", horizon="I maj")
    with pytest.raises(sending.Behind) as refused:
        sending.send(draft=draft, by=here.samira)
    behind = refused.value
    assert {found.field: found.after for found in behind.differences} == {
        "summary": "Kommunens ord",
        "horizon": "I maj",
    }
    assert [(one.code, one.mine, one.theirs) for one in behind.choices] == [
        ("what.summary", "Föreningens ord", "Kommunens ord")
    ]
    assert Draft.objects.get(pk=draft.pk).answers["what"]["summary"] == "Föreningens ord"


@pytest.mark.parametrize(
    ("kept", "said"), [("mine", "Föreningens ord"), ("theirs", "Kommunens ord")]
)
def test_the_writer_chooses_and_sends_again(here, published, kept, said):
    draft = change(published, here.open_door, here.samira, summary="Föreningens ord", title="Kök")
    edit_and_publish(published, here.rut, summary="Kommunens ord", horizon="I maj")
    with pytest.raises(sending.Behind) as refused:
        sending.send(draft=draft, by=here.samira)
    merged = drafts.merge(
        draft=draft, latest=refused.value.latest, keep={"what.summary": kept}, by=here.samira
    )
    page = sending.send(draft=merged, by=here.samira)
    text = page.get_latest_revision_as_object()
    assert (text.summary, text.horizon, text.title) == (said, "I maj", "Kök")


def test_a_merge_with_what_is_old_already_is_refused(here, published):
    draft = change(published, here.open_door, here.samira, summary="Föreningens ord")
    page = edit_and_publish(published, here.rut, summary="Kommunens ord")
    edit_and_publish(published, here.rut, summary="Kommunens andra ord")
    with pytest.raises(PermissionDenied, match="changed again"):
        drafts.merge(draft=draft, latest=page.latest_revision_id, keep={}, by=here.samira)


def test_what_was_saved_meanwhile_in_another_window_is_not_sent_unseen(here, draft):
    drafts.save_step(
        draft=draft,
        step="more",
        values={"text": "Nytt", "links": []},
        version=draft.version,
        by=here.nadja,
    )
    with pytest.raises(sending.Newer):
        sending.send(draft=draft, by=here.samira, version=draft.version)


def test_a_page_that_is_gone_leaves_the_words(here, published):
    draft = change(published, here.open_door, here.samira, summary="Föreningens ord")
    published.delete()
    draft = Draft.objects.get(pk=draft.pk)
    assert draft.answers["what"]["summary"] == "Föreningens ord"


# --- what the association is told ---------------------------------------------------------------


def test_a_change_by_the_municipality_is_told_with_what_is_changed(here, published):
    edit_and_publish(published, here.rut, summary="Kommunens ord")
    told = Mail.objects.get(address=here.samira.email, event__startswith="changed-")
    assert "Sammanfattning" in told.text
    assert "/admin/" not in told.text
    changed = next(
        one for one in selectors.history(published, here.open_door) if one.what == What.CHANGED
    )
    [difference] = changed.differences
    assert (difference.before, difference.after) == (
        "Vi har blivit trettio personer.",
        "Kommunens ord",
    )


def test_what_an_editor_only_saves_is_not_told(here, published):
    edited = published.get_latest_revision_as_object()
    edited.summary = "Hemligt utkast"
    edited.save_revision(user=here.anna)
    assert all(one.what != What.CHANGED for one in selectors.history(published, here.open_door))


def test_the_history_tells_who_sent_what_came_back_and_in_which_words(here, draft):
    page = sending.send(draft=draft, by=here.samira)
    reviewing.decide(
        review_of(page), here.rut, "reject", seen=page.latest_revision_id, words="Ta bort namnet."
    )
    page = sending.send(
        draft=change(page, here.open_door, here.nadja, summary="Utan namn"), by=here.nadja
    )
    approve(page, here.rikard)
    told = selectors.history(page, here.open_door)
    assert [one.what for one in reversed(told)] == [
        What.SENT,
        What.RETURNED,
        What.SENT,
        What.PUBLISHED,
    ]
    assert told[2].words == "Ta bort namnet."
    assert [one.by for one in told if one.what == What.SENT] == [here.nadja, here.samira]
    assert all(one.by is None for one in told if one.what == What.RETURNED)


def test_the_answer_goes_to_the_administrators_when_the_author_has_left(here, draft):
    page = sending.send(draft=draft, by=here.nadja)
    here.nadja_right.delete()
    approve(page, here.rut)
    assert not Mail.objects.filter(address=here.nadja.email, kind="reviewed").exists()
    assert Mail.objects.filter(address=here.samira.email, kind="reviewed").exists()


# --- is it still current? -----------------------------------------------------------------------


def test_yes_is_one_click_that_visitors_see(here, published):
    NeedPage.objects.filter(pk=published.pk).update(last_confirmed_at=None)
    before = published.revisions.count()
    follow_ups.answer(page=published, choice="yes", by=here.nadja)
    page = NeedPage.objects.get(pk=published.pk)
    assert (page.last_confirmed_at, page.revisions.count()) == (today(), before)


def test_an_update_waits_for_review(here, published):
    with pytest.raises(ValidationError, match="few words"):
        follow_ups.answer(page=published, choice="update", text=" ", by=here.samira)
    page = follow_ups.answer(
        page=published, choice="update", text="Vi har fått ett kök.", by=here.samira
    )
    assert not page.updates.exists()
    page = approve(page, here.rut)
    assert page.updates.get().text == "Vi har fått ett kök."


def test_closing_tells_what_came_of_it(here, published):
    page = follow_ups.answer(
        page=published, choice="close", text="Kyrkan lånar ut sitt.", by=here.samira
    )
    assert page.state == "open"
    page = approve(page, here.rut)
    assert (page.state, page.outcome) == ("closed", "Kyrkan lånar ut sitt.")


@pytest.mark.parametrize("who", ["bosse", "ingrid", "carin", "rut"])
def test_nobody_else_answers_for_the_association(here, published, who):
    with pytest.raises(PermissionDenied):
        follow_ups.answer(page=published, choice="yes", by=getattr(here, who))


# --- the profile --------------------------------------------------------------------------------


def profile(here, **steps):
    draft = drafts.begin(form="profile", actor=here.open_door, by=here.samira)
    for step, values in steps.items():
        said = {**draft.answers.get(step, {}), **values}
        said = {code: value for code, value in said.items() if not code.startswith("_")}
        draft = drafts.save_step(
            draft=draft, step=step, values=said, version=draft.version, by=here.samira
        )
    return sending.send(draft=draft, by=here.samira)


def test_a_new_name_is_asked_for_and_the_rest_is_reviewed(here):
    page = profile(
        here,
        name={"title": "Öppna dörren i norr", "reason": "Årsmötet"},
        what={"summary": "Ny text"},
    )
    wish = ChangeRequest.objects.get()
    assert (wish.field, wish.new_value, wish.reason) == ("title", "Öppna dörren i norr", "Årsmötet")
    assert page.get_latest_revision_as_object().title == here.open_door.title
    page = approve(page, here.rut)
    assert (page.title, page.summary) == (here.open_door.title, "Ny text")
    change_requests.approve(request=wish, by=here.rikard)
    assert ActorPage.objects.get(pk=page.pk).title == "Öppna dörren i norr"
    assert Mail.objects.filter(address=here.samira.email, event=f"change-{wish.pk}-approved")


def test_a_name_is_not_changed_past_a_review(here):
    page = profile(here, name={"title": "Nytt namn"}, what={"summary": "Ny text"})
    with pytest.raises(PermissionDenied, match="Decide on that first"):
        change_requests.approve(request=ChangeRequest.objects.get(), by=here.rut)
    assert ActorPage.objects.get(pk=page.pk).summary != "Ny text"


@pytest.mark.parametrize("who", ["samira", "bosse", "anna", "tove"])
def test_only_those_who_decide_change_a_name(here, who):
    by = getattr(here, who)
    wish = change_requests.ask(actor=here.open_door, field="title", value="Nytt", by=here.samira)
    if not policies.may_decide_changes(by):
        with pytest.raises(PermissionDenied):
            change_requests.approve(request=wish, by=by)
        assert ActorPage.objects.get(pk=here.open_door.pk).title == here.open_door.title


def test_a_no_has_words_and_comes_once(here):
    wish = change_requests.ask(
        actor=here.open_door, field="org_number", value="802999-0127", by=here.samira
    )
    with pytest.raises(PermissionDenied, match="words"):
        change_requests.refuse(request=wish, by=here.rut, words=" ")
    change_requests.refuse(request=wish, by=here.rut, words="Numret är ett annats.")
    with pytest.raises(PermissionDenied, match="already"):
        change_requests.approve(request=wish, by=here.rikard)
    assert ChangeRequest.objects.get().state == ChangeState.REFUSED


def test_an_older_wish_gives_way_to_a_newer(here):
    for value in ("Ett", "Två"):
        change_requests.ask(actor=here.open_door, field="title", value=value, by=here.samira)
    assert ChangeRequest.objects.get().new_value == "Två"


def test_a_trusted_actor_changes_its_profile_at_once_but_not_its_name(here):
    trust.give(actor=here.open_door, note="Känd sedan länge.", by=here.rut)
    page = profile(here, name={"title": "Annat"}, what={"summary": "Ny text"})
    assert (page.live, page.summary, page.title) == (True, "Ny text", here.open_door.title)


def test_each_section_is_confirmed_in_one_click(here):
    ActorPage.objects.filter(pk=here.open_door.pk).update(last_confirmed_at=None)
    for section in Section:
        confirmations.confirm(actor=here.open_door, section=section, by=here.nadja)
        confirmations.confirm(actor=here.open_door, section=section, by=here.nadja)
    assert SectionConfirmation.objects.count() == len(Section)
    assert ActorPage.objects.get(pk=here.open_door.pk).last_confirmed_at == today()


def test_a_text_from_before_does_not_undo_a_confirmation(here):
    ActorPage.objects.filter(pk=here.open_door.pk).update(
        last_confirmed_at=today() - timedelta(days=400)
    )
    page = profile(here, what={"summary": "Ny text"})
    for section in Section:
        confirmations.confirm(actor=here.open_door, section=section, by=here.samira)
    assert approve(page, here.rut).last_confirmed_at == today()


# --- the rest -----------------------------------------------------------------------------------


def test_how_long_it_usually_takes_is_told_when_it_is_known(here):
    assert selectors.usual_time() is None
    for number in range(3):
        draft = need_draft(here.open_door, here.samira, title=f"Behov {number}")
        approve(sending.send(draft=draft, by=here.samira), here.rut)
    assert selectors.usual_time() < timedelta(minutes=1)


def test_what_came_back_is_listed_until_it_is_sent_again(here, draft):
    page = sending.send(draft=draft, by=here.samira)
    assert [row.outcome for row in selectors.in_review(here.open_door)] == [Outcome.WAITING]
    reviewing.decide(
        review_of(page), here.rut, "ask", seen=page.latest_revision_id, words="Hur många?"
    )
    assert [row.comment for row in selectors.with_author(here.open_door)] == ["Hur många?"]
    draft = drafts.begin_edit(page=page, actor=here.open_door, by=here.samira)
    sending.send(draft=draft, by=here.samira)
    assert selectors.with_author(here.open_door) == []


def test_old_sent_drafts_are_tidied_and_open_ones_stay(here, published):
    need_draft(here.open_door, here.samira, title="Inte sänt")
    sent = Draft.objects.get(page=published.pk)
    Draft.objects.filter(pk=sent.pk).update(sent_at=sent.sent_at - timedelta(days=91))
    assert tidy() == 1
    assert [draft.answers["what"]["title"] for draft in Draft.objects.all()] == ["Inte sänt"]


def test_a_late_review_is_known_by_its_day(here, draft):
    page = sending.send(draft=draft, by=here.samira)
    assert review_of(page).due_on > today()
    assert ReviewTaskState.objects.visible_to(here.rut).waiting().count() == 1
    assert not ReviewTaskState.objects.visible_to(here.tove).exists()
    assert not ReviewTaskState.objects.visible_to(here.samira).exists()
