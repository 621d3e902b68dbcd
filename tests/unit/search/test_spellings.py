"""How people write on a phone."""

import pytest

from civsam_search.evaluation.spellings import one_typo, without_dots

QUESTIONS = ["pengar till läger", "hjälp för missbrukare", "stöd till anhöriga demens", "rida häst"]


def distance(one, other):
    """Damerau-Levenshtein with whole strings: one swap of neighbours is one step."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        rows.append([i])
        for j, b in enumerate(other, 1):
            step = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                step = min(step, rows[i - 2][j - 2] + 1)
            rows[i].append(step)
    return rows[-1][-1]


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_slip_is_one_step_in_one_word_and_always_the_same(text):
    slipped = one_typo(text)
    assert distance(text, slipped) == 1
    assert slipped == one_typo(text)
    assert [word[:1] for word in slipped.split()] == [word[:1] for word in text.split()]


def test_words_too_short_to_slip_in_are_left():
    assert one_typo("i år på 2") == "i år på 2"


def test_the_dots_and_rings_are_left_out():
    assert without_dots("Åka till lägret i Öst, café") == "Aka till lagret i Ost, cafe"
