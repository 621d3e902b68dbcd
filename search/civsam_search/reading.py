"""Which words of a question are read as others: slips of the finger, and å, ä and ö left out."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from . import dictionary, synonyms
from .spelling import LONG, NO_DOTS, Candidate, Vocabulary
from .swedish import PART_WEIGHT, QueryTerm, has_dots, lacks_dots, stem
from .synonyms import Rules

MOST_WORDS = 4
"""So many words of a question are looked into."""
A_SLIP = 0.02
"""How likely a slip is: of two words the one is meant that is likelier, slips and all."""
A_WORD = 5
"""So much likelier is what the dictionary has than a name."""
A_RULE_LEADS_TO = 0.01
"""The share of the documents that a word with a rule of its own is taken to lead to."""

MUCH_MORE_OFTEN = 5
"""A word that is one without dots is read with dots too where that is so much commoner."""
AS_OFTEN = 0.1
"""... and where this often, if other words show that somebody writes without å, ä and ö."""
RARE, FAR_MORE_OFTEN = 3, 100
"""A word of no dictionary that so few documents have is read as one so much commoner as well."""
DOTTED_WEIGHT = 0.8
OWN_WEIGHT = 0.4
"""What a word is left with that is read with its dots, where somebody writes without."""

Frequencies = Callable[[Iterable[str]], tuple[Mapping[str, int], int]]
"""In how many documents each of these terms stands, and how many documents there are."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A word of the question read as another.

    Attributes:
        certain: the word itself is nowhere, so that it is the other that is looked for. Else both
            are: the other weighs `weight`, and the word is left with `own`.
    """

    word: str
    candidate: Candidate
    certain: bool
    weight: float = 1.0
    own: float = 1.0

    def terms(self) -> Iterator[QueryTerm]:
        """What the other word is found by."""
        whole, *parts = self.candidate.terms
        yield QueryTerm(whole, self.weight, self.word, "spelling")
        for part in parts:
            yield QueryTerm(part, self.weight * PART_WEIGHT, self.word, "spelling")


@dataclass(slots=True)
class Reader:
    """Reads one question.

    Attributes:
        asked: the terms that it has as it is written, with the synonyms.
        frequency: in how many documents each of them stands.
        frequencies: asks the index for those of others.
        vocabulary: the terms of the index; called only where it is needed.
        rules: the synonyms: what they are written for is known too.
    """

    text: str
    asked: Iterable[QueryTerm]
    frequency: Mapping[str, int]
    frequencies: Frequencies
    vocabulary: Callable[[], Vocabulary]
    rules: Rules
    known: dictionary.Dictionary = field(default_factory=dictionary.load)

    def readings(self) -> list[Reading]:
        """What to read as something else, at most one reading of a word."""
        own = {t.word: self.frequency.get(t.text, 0) for t in self.asked if t.origin == "word"}
        undotted = not has_dots(self.text.lower())
        lost = self._lost(own)
        rare = [w for w, number in own.items() if 0 < number <= RARE and not self.known.has(w)]
        found = {word: self._candidates(word, undotted) for word in (lost + rare)[:MOST_WORDS]}
        if undotted:
            found |= {word: self._dotted(word) for word in own if word not in found}
        common, likely = self._judges(found)
        best = {word: max(few, key=likely) for word, few in found.items() if few}
        best = {word: candidate for word, candidate in best.items() if common(candidate)}
        slipped = {
            word
            for word, candidate in best.items()
            if word in lost and (candidate.slips == NO_DOTS or not self.known.has(word))
        }
        certain = [Reading(word, best[word], True) for word in sorted(slipped)]
        deprived = undotted and (
            lacks_dots(self.text)
            or any(has_dots(reading.candidate.word) for reading in certain)
            or any(self._shows_it(word, candidate) for word, candidate in best.items())
        )

        def enough(word: str, candidate: Candidate) -> bool:
            number = common(candidate)
            if candidate.slips > NO_DOTS:
                return word in lost or number >= FAR_MORE_OFTEN * own[word]
            if deprived:
                return number >= AS_OFTEN * own[word]
            return number >= MUCH_MORE_OFTEN * own[word] and self.known.has(candidate.word)

        weights = (1.0, OWN_WEIGHT) if deprived else (DOTTED_WEIGHT, 1.0)
        return certain + [
            Reading(word, candidate, False, *weights)
            for word, candidate in best.items()
            if word not in slipped and enough(word, candidate)
        ]

    def _lost(self, own: Mapping[str, int]) -> list[str]:
        """The words that nothing is found by, and that no rule knows."""
        matched = {term.word for term in self.asked if self.frequency.get(term.text)}
        return [word for word in own if word not in matched and stem(word) not in self.rules.stems]

    def _judges(
        self, found: Mapping[str, Iterable[Candidate]]
    ) -> tuple[Callable[[Candidate], float], Callable[[Candidate], float]]:
        """How many documents a candidate leads to, and how likely it is what was meant."""
        every = {candidate for few in found.values() for candidate in few}
        asked = {term for candidate in every for term in candidate.terms}
        # What they stand for is asked about too: whichever is chosen, nothing is left to ask.
        asked |= {t.text for c in every for t in synonyms.expand(c.word, 1.0, self.rules)}
        counted, documents = self.frequencies(sorted(asked)) if asked else ({}, 0)

        def common(candidate: Candidate) -> float:
            whole, *parts = (counted.get(term, 0) for term in candidate.terms)
            by_rule = documents * A_RULE_LEADS_TO if (candidate.terms[0],) in self.rules else 0
            return max(whole, min(parts, default=0), by_rule)

        def likely(candidate: Candidate) -> float:
            word = A_WORD if self.known.has(candidate.word) else 1
            return word * common(candidate) * math.pow(A_SLIP, candidate.slips)

        return common, likely

    def _candidates(self, word: str, undotted: bool) -> list[Candidate]:
        found = self._dotted(word) if undotted else []
        if not self.known.has(word) or len(word) >= LONG:
            for vocabulary in self._vocabularies():
                found += vocabulary.nearest(word)
        return found

    def _dotted(self, word: str) -> list[Candidate]:
        return [candidate for each in self._vocabularies() for candidate in each.dotted(word)]

    def _vocabularies(self) -> tuple[Vocabulary, Vocabulary]:
        return self.vocabulary(), self.rules.written

    def _shows_it(self, word: str, candidate: Candidate) -> bool:
        """Whether a word that there is not, and one that there is with dots, give somebody away."""
        dotted = candidate.slips == NO_DOTS and self.known.has(candidate.word)
        return dotted and not self.known.has(word)
