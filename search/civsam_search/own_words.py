"""How the editors split compounds: laid on top of the lexicon and the dictionary."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .keeping import kept

KEPT_SECONDS = 5
JOIN = "+"
ENDINGS = ("", "en", "et")
"""A row holds for all forms of its word, and a stem may be another before these ("lots")."""

_WORD = re.compile(r"[^\W\d_]{2,}")

Stem = Callable[[str], str]
Rows = Iterable[tuple[str, str]]
"""Words with their parts, as they are written."""


@dataclass(frozen=True, slots=True, eq=False)
class OwnWords:
    """The words of the editors. Each reading of them is another key for what is remembered.

    Attributes:
        splits: the parts by the stem of the word; none for a word that is to stay whole.
    """

    splits: Mapping[str, tuple[str, ...]]


NONE = OwnWords({})


@kept(KEPT_SECONDS)
def in_force() -> OwnWords:
    """The words that documents and questions are read with.

    What an editor saves holds at once in the process that saved it, in others within seconds.
    """
    return _read(tuple(_source()))


def read_from(source: Callable[[], Rows]) -> None:
    """Say where the rows are; without a database nobody has written any."""
    global _source
    _source = source


_source: Callable[[], Rows] = tuple


@lru_cache(maxsize=1)
def _read(rows: tuple[tuple[str, str], ...]) -> OwnWords:
    """One and the same while the rows are: what is remembered of words holds on."""
    return laid_on(NONE, rows)


def laid_on(own: OwnWords, rows: Rows) -> OwnWords:
    """The words with further ones, each with its parts as they are written."""
    from .swedish import stem

    said = [(word, parts_of(parts)) for word, parts in rows]
    splits = dict(own.splits)
    for endings in (ENDINGS[1:], ENDINGS[:1]):  # the stem of a word itself is surest
        for word, parts in said:
            for ending in endings:
                splits[stem(word + ending)] = () if parts == (word,) else parts
    return OwnWords(splits)


def parts_of(text: str) -> tuple[str, ...]:
    """The parts as an editor writes them."""
    return tuple(part.strip() for part in text.split(JOIN))


def stems_of(word: str, stem: Stem) -> frozenset[str]:
    """The stems that a row for this word holds for."""
    return frozenset(stem(word + ending) for ending in ENDINGS)


def is_word(text: str) -> bool:
    """Whether this is one word, of letters alone."""
    return bool(_WORD.fullmatch(text))


def stranger(word: str, parts: Iterable[str]) -> str:
    """The first of the parts that does not begin anywhere in the word, in order; "" if all do.

    Both are given without dots and rings, which come and go: "moder" begins in "mödravård".
    """
    at = 0
    for part in parts:
        found = word.find(part[:3], at)
        if found < 0:
            return part
        at = found + len(part[:3])
    return ""
