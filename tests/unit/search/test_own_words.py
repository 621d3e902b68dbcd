"""What the editors say of compounds, as rows become what words are read with."""

import pytest

from civsam_search.own_words import NONE, laid_on, stranger
from civsam_search.swedish import folded, parts, query_terms, terms

OWN = laid_on(
    NONE,
    [
        ("föreningslots", "förening + lots"),
        ("fotboll", "fot + boll"),
        ("skolgård", "skolgård"),
        ("läxhjälp", "läxa+hjälp"),
    ],
)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("föreningslots", ("förening", "lots")),
        ("föreningslotsen", ("förening", "lots")),
        ("föreningslotsar", ("förening", "lots")),
        ("fotbollen", ("fot", "boll")),
        ("läxhjälpen", ("läx", "hjälp")),
        ("skolgårdar", ()),
        ("simhall", ("sim", "hall")),
    ],
)
def test_a_row_holds_for_all_forms_of_its_word_and_for_no_other(word, expected):
    assert parts(word, OWN) == expected


def test_a_word_with_one_part_is_found_by_itself_alone():
    assert len(terms("skolgård")) > 1
    assert terms("skolgård", OWN) == terms("skolgård")[:1]


def test_a_question_is_split_in_the_same_way():
    found = {term.text: term.origin for term in query_terms("fotboll", OWN)}
    assert found == {"fotboll": "word", "fot": "part", "boll": "part"}


def test_where_two_rows_share_a_form_the_word_itself_is_surest():
    own = laid_on(NONE, [("kassahem", "kassa + hem"), ("kassahemmet", "kassahemmet")])
    assert parts("kassahem", own) == ("kass", "hem")


@pytest.mark.parametrize(
    ("word", "given", "expected"),
    [
        ("föreningslots", ("förening", "lots"), ""),
        ("mödravård", ("moder", "vård"), ""),
        ("gatumusik", ("gata", "musik"), ""),
        ("föreningslots", ("förening", "banan"), "banan"),
        ("föreningslots", ("lots", "förening"), "forening"),
    ],
)
def test_a_part_that_does_not_stand_in_the_word_is_told(word, given, expected):
    assert stranger(folded(word), [folded(part) for part in given]) == expected
