"""Marks stand round whole words, and nothing but marks gets through as HTML."""

import pytest

from civsam_search.highlight import excerpt, mark, wanted
from civsam_search.swedish import query_terms


def stems(text):
    return wanted(query_terms(text))


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("Läxhjälp saknas", "läxhjälp", "<mark>Läxhjälp</mark> saknas"),
        ("Hjälp med läxorna", "läxhjälp", "<mark>Hjälp</mark> med <mark>läxorna</mark>"),
        ("Fotbollsföreningens dag", "fotboll", "<mark>Fotbollsföreningens</mark> dag"),
        ("Föreningar & förbund", "förening", "<mark>Föreningar</mark> &amp; förbund"),
        ("Lager", "läger", "Lager"),
        ("Ingen träff", "", "Ingen träff"),
        (
            "<script>alert(1)</script>",
            "alert",
            "&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt;",
        ),
        ('" onmouseover="x', "x", "&quot; onmouseover=&quot;<mark>x</mark>"),
    ],
)
def test_whole_words_are_marked(text, asked, expected):
    assert mark(text, stems(asked)) == expected


def test_an_excerpt_begins_where_it_is_short_enough():
    assert excerpt(["Kort text om läger."], stems("läger")) == "Kort text om <mark>läger</mark>."


def test_an_excerpt_shows_the_first_match_of_a_long_text():
    text = "ord " * 200 + "om läger vid älven " + "mer " * 200
    html = excerpt([text], stems("läger"))
    assert "<mark>läger</mark>" in html
    assert html.startswith("… ord")
    assert html.endswith(" …")
    assert len(html) < 260


def test_an_excerpt_is_taken_from_the_text_that_matches():
    assert "<mark>läger</mark>" in excerpt(["Ingressen", "Brödtext om läger"], stems("läger"))


def test_without_a_match_the_first_text_is_shown():
    assert excerpt(["Ingressen", "Brödtexten"], stems("läger")) == "Ingressen"
    assert excerpt(["", "Brödtexten"], frozenset()) == "Brödtexten"
    assert excerpt([], frozenset()) == ""


def test_a_long_word_is_cut_rather_than_lost():
    assert len(excerpt(["x" * 5000], frozenset())) < 240


def test_an_excerpt_puts_a_dot_between_words_that_are_no_sentence():
    body = "Vi ses.\nBarn och unga\nLäger\nHela kommunen"
    html = excerpt(["Kort", body], stems("läger"))
    assert html == "Vi ses. Barn och unga · <mark>Läger</mark> · Hela kommunen"
