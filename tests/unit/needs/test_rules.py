"""The life of a need: every move between its states, allowed or not."""

from datetime import date
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from civsam_pages.needs import abstract
from civsam_pages.needs.models import NeedPage
from civsam_pages.needs.rules import (
    BADGES,
    ENDED,
    MOVES,
    SET_BY_EDITOR,
    NeedState,
    can_move,
    needs_outcome,
)
from tests.factories import unsaved

S = NeedState
ALLOWED = {
    (S.DRAFT, S.REVIEW),
    (S.DRAFT, S.OPEN),
    (S.REVIEW, S.DRAFT),
    (S.REVIEW, S.OPEN),
    (S.REVIEW, S.WITHDRAWN),
    (S.OPEN, S.DIALOGUE),
    (S.OPEN, S.MET),
    (S.OPEN, S.CLOSED),
    (S.OPEN, S.WITHDRAWN),
    (S.DIALOGUE, S.OPEN),
    (S.DIALOGUE, S.MET),
    (S.DIALOGUE, S.CLOSED),
    (S.DIALOGUE, S.WITHDRAWN),
    (S.MET, S.OPEN),
    (S.MET, S.DIALOGUE),
    (S.MET, S.CLOSED),
    (S.CLOSED, S.OPEN),
    (S.WITHDRAWN, S.OPEN),
}


@pytest.mark.parametrize(("before", "after"), list(product(S, S)))
def test_a_need_moves_only_along_its_table(before, after):
    assert can_move(before, after) is (before == after or (before, after) in ALLOWED)


def test_every_state_has_its_moves_and_a_word_and_an_icon():
    assert set(MOVES) == set(BADGES) == set(S)
    assert all(badge.label and badge.icon for badge in BADGES.values())


def test_editors_set_the_states_that_wagtail_does_not_tell():
    assert set(SET_BY_EDITOR) == set(S) - {S.DRAFT, S.REVIEW}


@pytest.fixture(autouse=True)
def only_our_own_rules(monkeypatch):
    """Wagtail's own checks ask the database."""

    monkeypatch.setattr(Page, "clean", lambda self: None)


@pytest.fixture
def published(monkeypatch):
    """Pretend that the need is published in a state."""

    def pretend(state):
        monkeypatch.setattr(NeedPage, "published_state", lambda self: state)

    return pretend


@pytest.mark.parametrize(("before", "after"), list(product(SET_BY_EDITOR, SET_BY_EDITOR)))
def test_the_form_refuses_what_the_table_does_not_have(published, before, after):
    published(before)
    need = unsaved(NeedPage, state=after, outcome="Kooperativet Verkstan lagade cyklarna.")
    if can_move(before, after):
        abstract.NeedFields.clean(need)
    else:
        with pytest.raises(ValidationError) as refusal:
            abstract.NeedFields.clean(need)
        assert "state" in refusal.value.message_dict


@pytest.mark.parametrize("outcome", ["", "   "])
def test_a_need_is_not_closed_without_telling_what_came_of_it(published, outcome):
    published(S.OPEN)
    assert [state for state in S if needs_outcome(state)] == [S.CLOSED]
    with pytest.raises(ValidationError) as refusal:
        abstract.NeedFields.clean(unsaved(NeedPage, state=S.CLOSED, outcome=outcome))
    assert "outcome" in refusal.value.message_dict


def test_the_day_a_need_ends_is_stamped_once_and_lifted_when_it_opens_again(published):
    published(S.OPEN)
    need = unsaved(NeedPage, state=S.WITHDRAWN)
    abstract.NeedFields.clean(need)
    assert need.closed_on == abstract.today()
    need.closed_on = date(2026, 1, 1)
    abstract.NeedFields.clean(need)
    assert need.closed_on == date(2026, 1, 1)
    need.state = S.OPEN
    abstract.NeedFields.clean(need)
    assert need.closed_on is None


@pytest.mark.parametrize("state", SET_BY_EDITOR)
def test_a_need_has_ended_when_it_is_closed_or_withdrawn(state):
    assert unsaved(NeedPage, state=state).has_ended is (state in ENDED)


def test_a_need_that_is_not_published_is_a_draft_whatever_its_field_says(monkeypatch):
    need = unsaved(NeedPage, state=S.OPEN, live=False)
    monkeypatch.setattr(NeedPage, "workflow_in_progress", False)
    assert need.current_state == S.DRAFT
    monkeypatch.setattr(NeedPage, "workflow_in_progress", True)
    assert need.current_state == S.REVIEW
    need.live = True
    assert need.current_state == S.OPEN
