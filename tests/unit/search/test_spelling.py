"""What is near a word."""

import pytest

from civsam_search.spelling import Vocabulary
from civsam_search.swedish import terms

WORDS = "fotboll förening läger lag resa matcher demens anhörig integration hjärta problem"


@pytest.fixture
def vocabulary():
    return Vocabulary((term, word) for word in WORDS.split() for term in terms(word))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("fotbol", "fotboll"),
        ("fotboltl", "fotboll"),
        ("fotbolll", "fotboll"),
        ("fobtoll", "fotboll"),
        ("föreninh", "förening"),
        ("föreningenn", "föreningen"),
        ("rseor", "resor"),
        ("anhröig", "anhörig"),
        ("integratoin", "integration"),
        ("demesn", "demens"),
    ],
)
def test_a_slip_is_mended(vocabulary, written, meant):
    assert meant in [candidate.word for candidate in vocabulary.nearest(written)]


def test_two_slips_are_forgiven_in_a_long_word_alone(vocabulary):
    assert [c.word for c in vocabulary.nearest("integrtoin")] == ["integration"]
    assert not list(vocabulary.nearest("dmnes"))


def test_half_a_compound_is_mended(vocabulary):
    [found] = [c for c in vocabulary.nearest("hjärtprvblem") if c.word == "hjärtproblem"]
    assert found.terms[1:] == ("hjärt", "problem")


@pytest.mark.parametrize("written", ["lgr", "2026", "1999", ""])
def test_short_words_and_numbers_are_left_alone(vocabulary, written):
    assert not list(vocabulary.nearest(written))


@pytest.mark.parametrize(
    ("written", "meant"), [("forening", "förening"), ("lager", "läger"), ("anhorig", "anhörig")]
)
def test_dots_and_rings_are_put_back(vocabulary, written, meant):
    assert meant in [candidate.word for candidate in vocabulary.dotted(written)]


def test_a_slip_of_two_neighbours_counts_less_than_a_wrong_first_letter(vocabulary):
    [swapped] = [c for c in vocabulary.nearest("fobtoll") if c.word == "fotboll"]
    [first] = [c for c in vocabulary.nearest("dotboll") if c.word == "fotboll"]
    assert swapped.slips < first.slips


def test_a_word_that_says_nothing_is_never_what_was_meant():
    vocabulary = Vocabulary([("också", "också"), ("mellan", "mellan"), ("mella", "mella")])
    assert [candidate.word for candidate in vocabulary.nearest("mellna")] == ["mella"]
