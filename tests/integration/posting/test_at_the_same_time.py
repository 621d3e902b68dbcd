"""Many at the same time, each on a connection of its own, as behind a real server."""

from django.core.exceptions import PermissionDenied

from civsam_pages.needs.models import NeedPage
from civsam_pages.notifications.models import Mail
from civsam_pages.posting.models import Draft, ReviewTaskState
from civsam_pages.posting.pages import review_of
from civsam_pages.posting.rules import Outcome
from civsam_pages.posting.services import drafts, reviewing, sending
from tests.at_once import marks
from tests.posting import need_draft

pytestmark = marks
TIMES = 20


def went_well(answers):
    return [answer for answer in answers if not isinstance(answer, PermissionDenied)]


def test_twenty_sends_of_one_form_are_one_page_and_one_mail(here, draft, at_once):
    given = at_once(*[lambda: sending.send(draft=draft, by=here.samira).pk] * TIMES)
    assert len(set(given)) == 1
    assert at_once.then(NeedPage.objects.filter(owner_actor=here.open_door).count) == 1
    assert at_once.then(Mail.objects.filter(address=here.samira.email).count) == 1
    assert at_once.then(Mail.objects.filter(address=here.rut.email).count) == 1


def test_many_new_needs_at_once_each_have_a_place_in_the_tree(here, at_once):
    right = [need_draft(here.open_door, here.samira, title=f"Behov {n}") for n in range(4)]
    others = [need_draft(here.study, here.bosse, title=f"Behov {n}") for n in range(4)]
    for user in (here.samira, here.bosse):
        approved(here, user)
    calls = [lambda d=d: sending.send(draft=d, by=here.samira).path for d in right]
    calls += [lambda d=d: sending.send(draft=d, by=here.bosse).path for d in others]
    assert len(set(at_once(*calls))) == 8


def approved(here, user):
    """Something that somebody has had approved before: they are no new account any more."""
    actor = here.open_door if user == here.samira else here.study
    page = sending.send(draft=need_draft(actor, user, title="Första"), by=user)
    reviewing.decide(review_of(page), here.rut, "approve", seen=page.latest_revision_id)


def test_of_two_reviewers_one_decides(here, draft, at_once):
    page = sending.send(draft=draft, by=here.samira)
    state, seen = review_of(page), page.latest_revision_id

    def yes(by):
        return lambda: reviewing.decide(state, by, "approve", seen=seen).outcome

    def no(by):
        return lambda: reviewing.decide(state, by, "reject", seen=seen, words="Nej").outcome

    answers = at_once(*[yes(here.rut), no(here.rikard)] * 4)
    assert len(went_well(answers)) == 1
    [outcome] = went_well(answers)
    assert at_once.then(lambda: ReviewTaskState.objects.get().outcome) == outcome
    live = at_once.then(lambda: NeedPage.objects.get(pk=page.pk).live)
    assert live is (outcome == Outcome.APPROVED)
    told = Mail.objects.filter(address=here.samira.email, kind="reviewed")
    assert at_once.then(told.count) == 1


def test_taking_back_and_approving_do_not_both_win(here, draft, at_once):
    page = sending.send(draft=draft, by=here.samira)
    state, seen = review_of(page), page.latest_revision_id
    answers = at_once(
        lambda: reviewing.decide(state, here.rut, "approve", seen=seen).outcome,
        lambda: sending.take_back(page=page, by=here.samira).pk,
    )
    assert len(went_well(answers)) == 1
    live = at_once.then(lambda: NeedPage.objects.get(pk=page.pk).live)
    is_open = at_once.then(lambda: Draft.objects.open().exists())
    assert live is not is_open


def test_two_who_begin_to_change_a_page_write_on_one_draft(here, draft, at_once):
    page = sending.send(draft=draft, by=here.samira)
    reviewing.decide(review_of(page), here.rut, "approve", seen=page.latest_revision_id)
    given = at_once(
        *[
            lambda by=by: drafts.begin_edit(page=page, actor=here.open_door, by=by).pk
            for by in (here.samira, here.nadja) * 3
        ]
    )
    assert len(set(given)) == 1
