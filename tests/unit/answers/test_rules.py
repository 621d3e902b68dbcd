"""The states of an answer, and who may say what when."""

import pytest

from civsam_pages.answers.rules import (
    DECISIONS,
    MOVES,
    READY_WORDS,
    TO_INITIATIVE,
    TO_NEED,
    TONES,
    AnswerState,
    can_move,
    is_open,
)


def test_every_state_has_its_moves_and_its_look():
    assert set(MOVES) == set(TONES) == set(AnswerState)


def test_what_is_not_confirmed_only_becomes_new():
    assert MOVES[AnswerState.UNCONFIRMED] == {AnswerState.NEW}
    assert not any(AnswerState.UNCONFIRMED in to for to in MOVES.values())


@pytest.mark.parametrize("state", DECISIONS)
def test_nothing_leaves_a_settled_answer(state):
    assert not any(can_move(state, to) for to in AnswerState)


def test_the_two_sides_write_until_it_has_become_a_no():
    assert [state for state in AnswerState if not is_open(state)] == [
        AnswerState.UNCONFIRMED,
        AnswerState.DECLINED,
    ]


def test_every_kind_has_words_to_begin_with():
    assert set(TO_NEED) | set(TO_INITIATIVE) == set(READY_WORDS)
