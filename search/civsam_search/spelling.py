"""What somebody meant who slipped on the keyboard, or has none with å, ä and ö."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product

from rapidfuzz import process
from rapidfuzz.distance import OSA

from . import compounds, dictionary
from .swedish import STOP_WORDS, stem, terms

SHORTEST = 4
LONG = 8
"""From so many letters two slips are forgiven, else one."""
MOST_DOTS = 2
"""So many letters of a word are tried with their dots and rings at a time."""
NO_DOTS = 0.1
"""What lacking dots counts as, beside a slip."""

READILY, FIRST_LETTER = 0.8, 0.4

_ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"
_DOTTED = {"a": "åä", "o": "ö", "e": "é"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may be what was meant: all that it is found by, and how many slips away it is."""

    word: str
    terms: tuple[str, ...]
    slips: float


class Vocabulary:
    """The terms that are known."""

    def __init__(self, known: Iterable[tuple[str, str]]) -> None:
        """`known` are terms, each with a word that it was written as, or "" where none was whole.

        Words that say nothing are left out: nobody means them who writes something else.
        """
        self._shown = {term: word or term for term, word in known if word not in STOP_WORDS}
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for term in self._shown:
            self._by_length[len(term)].append(term)

    def dotted(self, word: str) -> Iterator[Candidate]:
        """What a word without å, ä and ö may stand for, itself left out."""
        for other in _with_dots(word):
            whole, *parts = terms(other)
            if whole in self._shown or (parts and all(part in self._shown for part in parts)):
                yield Candidate(other, (whole, *parts), NO_DOTS)

    def nearest(self, word: str) -> list[Candidate]:
        """What is one slip away; else, of a compound, one slip in a half; else two, if it is long.

        A slip is a letter too few or too many, another letter, or two neighbours that have
        changed places (optimal string alignment).
        """
        if len(word) < SHORTEST or word.isdigit():
            return []
        return (
            [self._as_written(other, slip) for other, slip in self._one_slip(word)]
            or list(self._compounds(word))
            or list(self._two_slips(word))
        )

    def _one_slip(self, word: str) -> Iterator[tuple[str, float]]:
        return ((other, slip) for other, slip in _slips(word) if stem(other) in self._shown)

    def _as_written(self, other: str, slips: float) -> Candidate:
        """What is found by its stem: in the form it was tried in, if that is a word."""
        if not dictionary.load().has(other):
            other = self._shown[stem(other)]
        return Candidate(other, terms(other), slips)

    def _compounds(self, word: str) -> Iterator[Candidate]:
        for first, last, first_is_known in compounds.halves(word, stem):
            unknown = last if first_is_known else first
            for other, slip in self._one_slip(unknown):
                whole = first + other if first_is_known else other + last
                found = terms(whole)
                if len(found) > 1:
                    yield Candidate(whole, found, slip)

    def _two_slips(self, word: str) -> Iterator[Candidate]:
        text = stem(word)
        if len(text) >= LONG - 1:
            lengths = range(len(text) - 2, len(text) + 3)
            choices = [term for length in lengths for term in self._by_length.get(length, ())]
            near = process.extract(text, choices, scorer=OSA.distance, score_cutoff=2, limit=None)
            for term, _number, _at in near:
                shown = self._shown[term]
                yield Candidate(shown, (term, *terms(shown)[1:]), 2)


def _with_dots(word: str) -> Iterator[str]:
    """The word with dots and rings on one or two of its letters."""
    places = [at for at, letter in enumerate(word) if letter in _DOTTED]
    for number in range(1, MOST_DOTS + 1):
        for chosen in combinations(places, number):
            for letters in product(*(_DOTTED[word[at]] for at in chosen)):
                other = list(word)
                for at, letter in zip(chosen, letters, strict=True):
                    other[at] = letter
                yield "".join(other)


def _slips(word: str) -> Iterator[tuple[str, float]]:
    """All that is one slip away from a word, with how far away it counts as.

    Fingers repeat a letter, or two change places, a little more readily than a wrong one comes;
    and the first letter is seldom wrong.
    """
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        far = 0.0 if at else FIRST_LETTER
        for letter in _ALPHABET:
            yield before + letter + after, 1 + far
            if after[:1] not in ("", letter):
                yield before + letter + after[1:], 1 + far
        if after:
            yield before + after[1:], READILY if before.endswith(after[0]) else 1 + far
        if len(after) > 1 and after[0] != after[1]:
            yield before + after[1] + after[0] + after[2:], READILY + far
