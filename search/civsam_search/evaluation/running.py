"""Asks an engine judged questions, in each spelling, and compares with an earlier run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from ..clock import today
from ..engines.base import Engine, Query
from ..synonyms import Rules
from .metrics import DEPTH, Scores, interval, score, summary
from .sets import Question
from .spellings import SPELLINGS


@dataclass(frozen=True, slots=True)
class Run:
    """What an engine gave for each question, by spelling and then by the question's code."""

    engine: str
    spellings: Mapping[str, Mapping[str, Scores]]

    def as_json(self) -> dict[str, Any]:
        """The means, those of the clean spelling on top, and the nDCG of each question."""
        means = {name: summary(list(scores.values())) for name, scores in self.spellings.items()}
        each = {
            name: {code: round(found.ndcg, 4) for code, found in scores.items()}
            for name, scores in self.spellings.items()
        }
        count = len(next(iter(self.spellings.values())))
        first = means[next(iter(means))]
        return {"engine": self.engine, "queries": count, **first, "spellings": means, "each": each}


def run(
    engine: Engine,
    questions: Sequence[Question],
    *,
    site_id: int,
    spellings: Iterable[str] = SPELLINGS,
    rules: Rules | None = None,
    progress: Any = iter,
) -> Run:
    """Ask all questions in these spellings of what the engine has for a site.

    Args:
        rules: the synonyms to read questions with; those in force if None.
        progress: wraps the questions of each spelling, to show how far it has come.
    """
    day = today()

    def ask(text: str) -> tuple[tuple[str, ...], int]:
        found = engine.search(
            Query(site_id=site_id, day=day, text=text, per_page=DEPTH, rules=rules)
        )
        return found.keys, found.total

    results: dict[str, dict[str, Scores]] = {}
    for name in spellings:
        results[name] = {}
        for question in progress(questions):
            keys, total = ask(SPELLINGS[name](question.text))
            results[name][question.code] = score(keys, question.grades, total)
    return Run(engine.name, results)


@dataclass(frozen=True, slots=True)
class Difference:
    """How the nDCG of a spelling differs from an earlier run over the same questions."""

    spelling: str
    mean: float
    low: float
    high: float
    questions: int


def compare(now: Mapping[str, Any], before: Mapping[str, Any]) -> list[Difference]:
    """The paired difference of two runs as `Run.as_json` gives them, with its 95 % interval.

    Questions that are not in both are left out, and so are spellings without any in both.
    """
    differences = []
    for name, scores in now["each"].items():
        earlier = before.get("each", {}).get(name, {})
        paired = [value - earlier[code] for code, value in scores.items() if code in earlier]
        if paired:
            low, high = interval(paired)
            differences.append(Difference(name, fmean(paired), low, high, len(paired)))
    return differences
