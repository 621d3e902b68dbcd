"""How long the documents of this installation are: what the weights measure a long text by.

BM25 compares each text with the average one. That is taken from the documents when all are indexed,
and kept until they are again: the weight of a document does not change because another came.
"""

import math
from collections.abc import Iterable

from .documents import SearchDocument
from .models import IndexState
from .weights import AVERAGE_ALL, analyse

SAMPLE = 500
"""So many documents tell the average well enough."""
_STEP = 1.05
"""Averages closer than this are taken for the same, so that they seldom change."""


def average_length() -> int:
    """The average in terms that documents are weighed by now."""
    kept = IndexState.objects.values_list("average_length", flat=True).first()
    return kept or AVERAGE_ALL


def measure(documents: Iterable[SearchDocument]) -> int:
    """The average length of documents, in steps of 5 %."""
    lengths = [analyse(document).length for document in documents]
    if not any(lengths):
        return AVERAGE_ALL
    steps = round(math.log(sum(lengths) / len(lengths) / AVERAGE_ALL, _STEP))
    return max(1, round(AVERAGE_ALL * _STEP**steps))


def keep(average: int) -> None:
    """Weigh documents by this average from now on."""
    if not IndexState.objects.update(average_length=average):
        IndexState.objects.create(average_length=average)
