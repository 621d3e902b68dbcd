"""What a question is taken to mean: the same terms and the same worth on every engine.

An engine is asked for two things: how many documents have a term, and which terms there are.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from . import synonyms
from .own_words import OwnWords
from .rarity import Rarity
from .reading import Frequencies, Reader, Reading
from .spelling import Vocabulary
from .swedish import QueryTerm, add, clean_query, query_terms, words
from .synonyms import Rules
from .weights import idf

BREADTH_LIMIT = 0.25
BREADTH_FROM = 200
PARTS_FROM = 50
"""From this many documents words, and parts of words, can be too broad to choose hits by."""

SYNONYM_WEIGHT = 0.7


@dataclass(frozen=True, slots=True)
class Correction:
    """A word of the question, and the word that it was read as."""

    written: str
    read: str


@dataclass(frozen=True, slots=True)
class Understood:
    """How a question is looked for.

    Attributes:
        terms: what the documents are found by, to mark in the text.
        worth: what each term adds to a document, times the document's weight for it.
        selecting: the terms of which a hit has at least one. The others are in so many
            documents that they only tell hits apart.
        missing: the words that no document has in any form.
        corrections: the words that were read as others rather than as they stand.
    """

    terms: tuple[QueryTerm, ...] = ()
    worth: Mapping[str, float] = field(default_factory=dict)
    selecting: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()


def understand(
    text: str,
    frequencies: Frequencies,
    vocabulary: Callable[[], Vocabulary],
    *,
    rules: Rules | None = None,
    own: OwnWords | None = None,
    exact: bool = False,
    rare: Rarity | None = None,
) -> Understood:
    """Work out what to look for.

    Args:
        text: the question as it was written.
        frequencies: asks the index about terms.
        vocabulary: the terms of the index; called only where the words alone do not do.
        rules: the synonyms, else those in force.
        own: the editors' compounds, else those in force.
        exact: look for the words as they are, and read none as another.
        rare: what the process has been told of the index. What a word may be read as is asked
            for all the same: a word that has just been withdrawn must not be named.
    """
    rules = Rules() if exact else synonyms.in_force() if rules is None else rules
    ask = _Remembered(frequencies, rare or Rarity())
    asked = _asked(text, rules, own=own)
    frequency, documents = ask(asked)
    readings: list[Reading] = []
    if asked and documents and not exact:
        reader = Reader(text, asked.values(), frequency, ask.now, vocabulary, rules)
        readings = reader.readings()
    if readings:
        asked = _asked(text, rules, readings, own)
        frequency, documents = ask(asked)
    there = tuple(term for term in asked.values() if frequency.get(term.text))
    instead = (r for r in readings if r.certain or r.own < 1)
    corrections = tuple(Correction(r.word, r.candidate.word) for r in instead)
    corrected = {correction.written for correction in corrections}
    return Understood(
        terms=there,
        worth={t.text: t.weight * idf(frequency[t.text], documents) for t in there},
        selecting=frozenset(t.text for t in telling(there, frequency, documents)),
        missing=missing_words(
            (term for term in asked.values() if term.word not in corrected), frequency
        ),
        corrections=corrections,
    )


def telling(
    found: Sequence[QueryTerm], frequency: Mapping[str, int], documents: int
) -> tuple[QueryTerm, ...]:
    """The terms to choose hits by: those that occur, without the broad where a rarer one remains.

    A term in more than a quarter of the documents says little and costs much. In a small
    collection every word is kept, and in a very small one the parts of compounds too.
    """
    there = tuple(term for term in found if frequency.get(term.text))
    rare = tuple(
        term
        for term in there
        if frequency[term.text] <= documents * BREADTH_LIMIT
        or documents < (PARTS_FROM if term.origin == "part" else BREADTH_FROM)
    )
    return rare or there


def missing_words(found: Iterable[QueryTerm], frequency: Mapping[str, int]) -> tuple[str, ...]:
    """The words whose whole stem occurs nowhere, in the order they were written."""
    lost = (t.word for t in found if t.origin == "word" and not frequency.get(t.text))
    return tuple(dict.fromkeys(lost))


class _Remembered:
    """Asks the index about no term twice."""

    def __init__(self, frequencies: Frequencies, rare: Rarity) -> None:
        self._frequencies, self._rare = frequencies, rare
        self._known: dict[str, int] = {}
        self._documents: int | None = None

    def __call__(self, terms: Iterable[str]) -> tuple[Mapping[str, int], int]:
        """The counts, some of them as they were a while ago."""
        return self._told(terms, lambda new: self._rare.of(new, self._frequencies))

    def now(self, terms: Iterable[str]) -> tuple[Mapping[str, int], int]:
        """The counts as they are."""
        return self._told(terms, self._frequencies)

    def _told(self, terms: Iterable[str], ask: Frequencies) -> tuple[Mapping[str, int], int]:
        new = [term for term in terms if term not in self._known]
        if new or self._documents is None:
            counted, self._documents = ask(new)
            self._known |= {term: counted.get(term, 0) for term in new}
        return self._known, self._documents


def _asked(
    text: str, rules: Rules, readings: Sequence[Reading] = (), own: OwnWords | None = None
) -> dict[str, QueryTerm]:
    """The terms by their text: of the words, of what they are read as, and of the synonyms."""
    left = {reading.word: reading.own for reading in readings}
    asked = {
        term.text: replace(term, weight=term.weight * left.get(term.word, 1.0))
        for term in query_terms(text, own)
    }
    for reading in readings:
        for term in reading.terms():
            add(asked, term)
    read = {reading.word: reading.candidate.word for reading in readings}
    text = " ".join(read.get(word, word) for word in words(clean_query(text)))
    for term in synonyms.expand(text, SYNONYM_WEIGHT, rules):
        add(asked, term)
    return asked
