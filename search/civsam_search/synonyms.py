"""What else to look for when somebody writes an everyday word: on the side of the question only."""

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from importlib.resources import files

from .keeping import kept
from .spelling import Vocabulary
from .swedish import STOP_WORDS, QueryTerm, clean_query, stem, terms, words

ONE_WAY, BOTH_WAYS = ">", "="
KEPT_SECONDS = 5

Phrase = tuple[str, ...]


class Rules(dict[Phrase, tuple[str, ...]]):
    """The words to look for as well, by the stems of what was written.

    Made once and then only read: each question asks for what is worked out here.
    """

    @cached_property
    def longest(self) -> int:
        """The number of words in the longest phrase."""
        return max(map(len, self), default=0)

    @cached_property
    def stems(self) -> frozenset[str]:
        """All words of the phrases."""
        return frozenset(word for phrase in self for word in phrase)

    @cached_property
    def written(self) -> Vocabulary:
        """The words that there are rules for, to be found by those who slip on them."""
        return Vocabulary((word, "") for phrase in self for word in phrase)

    def add(self, phrase: Phrase, targets: Iterable[str]) -> None:
        """Lay a rule on those that the phrase has already."""
        self[phrase] = tuple(dict.fromkeys((*self.get(phrase, ()), *targets)))


def expand(text: str, weight: float, rules: Rules) -> list[QueryTerm]:
    """The terms of the synonyms for the words and phrases of a question.

    Where a phrase has a rule, its words have none of their own.
    """
    written = words(clean_query(text))
    stems = [stem(word) for word in written]
    found, at = [], 0
    while at < len(stems):
        for length in range(min(rules.longest, len(stems) - at), 0, -1):
            targets = rules.get(tuple(stems[at : at + length]))
            if targets:
                word = " ".join(written[at : at + length])
                found += [_term(target, weight, word) for target in targets]
                at += length
                break
        else:
            at += 1
    return [term for terms_ in found for term in terms_]


def parse(text: str) -> Rules:
    """The rules of a text, a line each; what begins with ``#`` is a note.

    Raises:
        ValueError: a line has neither ``>`` nor ``=`` between two lists of words; says which.
    """
    rules = Rules()
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            for phrase, targets in _rules(line):
                rules.add(phrase, targets)
    return rules


@lru_cache(maxsize=1)
def starting() -> Rules:
    """The rules that Civsam brings along."""
    return parse((files(__package__) / "starting_synonyms.txt").read_text(encoding="utf-8"))


@kept(KEPT_SECONDS)
def in_force() -> Rules:
    """The rules that questions are read with: those of the editors on top of the starting set.

    What an editor saves holds at once in the process that saved it, in others within seconds.
    """
    from .models import Synonym

    return laid_on(starting(), (rule.line for rule in Synonym.objects.filter(active=True)))


def laid_on(rules: Rules, lines: Iterable[str]) -> Rules:
    """The rules with further lines; one with nothing to the right takes the rule away."""
    changed = Rules(rules)
    for line in lines:
        written, _sign, found = line.partition(ONE_WAY)
        if not found.strip() and BOTH_WAYS not in line:
            for words_ in written.split(","):
                changed.pop(_key(words_), None)
            continue
        for phrase, targets in parse(line).items():
            changed.add(phrase, targets)
    return changed


def _rules(line: str) -> Iterator[tuple[Phrase, tuple[str, ...]]]:
    kind = ONE_WAY if ONE_WAY in line else BOTH_WAYS
    one, _kind, other = (
        [part.strip() for part in side.split(",")] for side in line.partition(kind)
    )
    if not all((*one, *other)) or kind not in line:
        raise ValueError(f"No rule: {line!r}")
    for side, targets in ((one, other), *(((other, one),) if kind == BOTH_WAYS else ())):
        for phrase in side:
            yield _key(phrase), tuple(targets)


def _key(phrase: str) -> Phrase:
    return tuple(stem(word) for word in words(phrase))


def _term(target: str, weight: float, word: str) -> Iterator[QueryTerm]:
    """The stem of a target; those of all its words, each for a share, where it is a phrase."""
    parts = [word for word in words(target) if word not in STOP_WORDS]
    for part in parts:
        yield QueryTerm(terms(part)[0], weight / len(parts), word, "synonym")
