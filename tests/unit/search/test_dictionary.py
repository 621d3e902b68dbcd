"""What the dictionary says: which words there are, and which of them join."""

import pytest

from civsam_search import dictionary
from civsam_search.swedish import parts


@pytest.mark.parametrize(
    "word", ["utflykt", "utflykter", "barnens", "hotade", "indelad", "länge", "omhändertagna"]
)
def test_it_has_words_in_all_their_forms(word):
    assert dictionary.load().has(word)


@pytest.mark.parametrize("word", ["utflytk", "skidoor", "vadra", "kvantx", "", "jäga"])
def test_it_has_no_slips(word):
    assert not dictionary.load().has(word)


@pytest.mark.parametrize(
    ("compound", "expected"),
    [
        ("familjefrukost", ("familj", "frukost")),
        ("sommarkollo", ("somm", "kollo")),
        ("kyrkogårdsvandring", ("kyrk", "gård", "vandring")),
        ("tolkhjälp", ("tolk", "hjälp")),
        ("simklubben", ("sim", "klubb")),
        ("förening", ()),
        ("underhåll", ()),
        ("ungdom", ()),
        ("2026", ()),
    ],
)
def test_compounds_are_split_where_both_halves_may_join(compound, expected):
    assert parts(compound) == expected
