"""How much a document is about each of its terms, worked out once when it is indexed.

The shape that measured best: one catch-all field (title twice, lead, body and the parts of
compounds) with BM25's saturation and length norm, and the title once more for itself.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from . import own_words
from .documents import SearchDocument
from .swedish import LONGEST_TERM, STOP_WORDS, terms, words

VERSION = 3
"""Raised when documents must be indexed again because this analysis changed."""

K1 = 1.4
B = 0.5
AVERAGE_ALL = 90
"""The length of documents where nothing is known of them (`scale`)."""
AVERAGE_TITLE = 5
TITLE_TIMES = 2
TITLE_SHARE = 0.65


@dataclass(frozen=True, slots=True)
class Analysis:
    """The weight of each term of a document, and the shortest word each was written as.

    `length` is how many terms it has, those of its title as often as they count.
    """

    weights: Mapping[str, float]
    shown: Mapping[str, str]
    length: int


def analyse(document: SearchDocument, average: int = AVERAGE_ALL) -> Analysis:
    """The terms of a document. Words that say nothing count in its title only.

    `average` is the length of documents beside which this one is long or short, in terms.
    """
    title: Counter[str] = Counter()
    everything: Counter[str] = Counter()
    shown: dict[str, str] = {}
    own = own_words.in_force()  # asked for once: a document has many words
    in_order = words(document.title)
    rest = [w for text in (document.lead, document.body) for w in words(text)]
    for word in (*in_order, *(w for w in rest if w not in STOP_WORDS)):
        found = terms(word, own)
        everything.update(found)
        if len(word) < len(shown.get(found[0], word + "x")):
            shown[found[0]] = word
    for word in in_order:
        title.update(terms(word, own))
    for term, times in title.items():
        everything[term] += times * (TITLE_TIMES - 1)
    in_title, in_all = _saturated(title, AVERAGE_TITLE), _saturated(everything, average)
    weights = {
        term: round(weight + TITLE_SHARE * in_title.get(term, 0.0), 4)
        for term, weight in in_all.items()
    }
    written = {term: word[:LONGEST_TERM] for term, word in shown.items()}
    return Analysis(weights, written, everything.total())


def idf(frequency: int, documents: int) -> float:
    """What a term is worth: the rarer, the more. Always above zero."""
    return math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))


def _saturated(counts: Counter[str], average: int) -> dict[str, float]:
    length = 1 - B + B * counts.total() / average
    return {term: n * (K1 + 1) / (n + K1 * length) for term, n in counts.items()}
