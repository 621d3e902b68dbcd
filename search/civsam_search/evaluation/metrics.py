"""Measures of a ranked list against judgements, and of one run against another.

As in TREC's `trec_eval`, which BEIR uses: the gain of a document is its grade, and the discount of
a place is the binary logarithm of the place plus one.
"""

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

DEPTH = 10
RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Scores:
    """What one question gave, each from 0 to 1; `hits` is how many documents were found."""

    ndcg: float
    reciprocal_rank: float
    recall: float
    first: float
    hits: int


def score(ranked: Sequence[str], grades: Mapping[str, int], hits: int) -> Scores:
    """Measure the first ten of a ranked list.

    Args:
        ranked: the keys that were found, the best first.
        grades: the grade of each relevant document by its key, above zero; not empty.
        hits: how many documents were found in all.
    """
    gains = [grades.get(key, 0) for key in ranked[:DEPTH]]
    best = sorted(grades.values(), reverse=True)[:DEPTH]
    places = [place for place, gain in enumerate(gains, 1) if gain]
    return Scores(
        ndcg=_discounted(gains) / _discounted(best),
        reciprocal_rank=1 / places[0] if places else 0.0,
        recall=len(places) / min(len(grades), DEPTH),
        first=float(places[:1] == [1]),
        hits=hits,
    )


def summary(scores: Sequence[Scores]) -> dict[str, float]:
    """The means over all questions, by the names that are printed.

    ``recall@10`` counts against the ten that could be shown where more are relevant.
    """
    return {
        "ndcg@10": _mean(s.ndcg for s in scores),
        "mrr": _mean(s.reciprocal_rank for s in scores),
        "recall@10": _mean(s.recall for s in scores),
        "p@1": _mean(s.first for s in scores),
        "zero_results": _mean(not s.hits for s in scores),
        "mean_hits": round(fmean(s.hits for s in scores), 1),
    }


def interval(differences: Sequence[float], seed: int = 1) -> tuple[float, float]:
    """The 95 % interval of the mean of paired differences, by the percentile bootstrap.

    Efron and Tibshirani, *An Introduction to the Bootstrap* (1993), chapter 13.
    """
    chance = random.Random(seed)
    means = sorted(fmean(chance.choices(differences, k=len(differences))) for _ in range(RESAMPLES))
    return means[int(RESAMPLES * 0.025)], means[int(RESAMPLES * 0.975)]


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, 1))


def _mean(values: Iterable[float]) -> float:
    return round(fmean(values), 4)
