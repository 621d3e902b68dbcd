"""What the dictionary says: which words there are, and which of them join."""

import os
import subprocess
import sys

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


# "ansvars-" may be "ansvar" and "ansvarig": which of them must not hang on the order of a set.
ANALYSED = """
from civsam_search.swedish import terms
print(terms("ansvarsnämnd"), terms("ansvarsfördelning"), terms("fritidsgård"))
"""


def test_every_process_reads_words_alike():
    def read(seed):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        env["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
        return subprocess.check_output([sys.executable, "-c", ANALYSED], env=env)

    assert len({read(seed) for seed in "12345"}) == 1
