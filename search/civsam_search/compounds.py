"""Swedish compounds: split with the words of civil society first, then with a whole dictionary."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from . import dictionary
from .lexicon import WORDS

SHORTEST = 3
LONGEST = 60
_LINKS = ("s", "e", "o", "u", "a")  # idrotts-, familje-, kyrko-, gatu-, barna-

# Before these a word is derived and not compounded: "underhåll" is not "under" and "håll".
_PARTICLES = frozenset(
    """
    an bak bort efter emot fram från för före genom hän igen in ihop innan inom kring med mellan
    mot ned ner om omkring på sam samman till ur upp under ut utan utom ute vid åter över
    """.split()
)
# ... and after these too: "ungdom" is no judgement.
_ENDINGS = frozenset("bar dom full het lig lös mässig sam skap vis värd".split())


@dataclass(frozen=True, slots=True)
class Joins:
    """What a compound may be made of.

    Attributes:
        firsts: the forms that may stand before another word, with their words.
        lasts: the stems that may stand last.
        whole: the stems that are never split.
    """

    firsts: Mapping[str, str]
    lasts: frozenset[str]
    whole: frozenset[str]


def split(word: str, stem: Callable[[str], str]) -> tuple[str, ...]:
    """The parts of a compound in lower case, () for a word that is not one.

    A word of the lexicon stays whole. Otherwise it is a compound where all its parts are known;
    the fewest parts win, and then the longest last part. The lexicon of civil society knows which
    of several ways is meant, so the dictionary is asked only where that finds none.
    """
    if not 2 * SHORTEST <= len(word) <= LONGEST or word.isdigit():
        return ()
    own = _lexicon(stem)
    if stem(word) in own.whole or word in own.firsts:
        return ()
    return _split(word, stem, own) or _split(word, stem, _all(stem))


def halves(word: str, stem: Callable[[str], str]) -> Iterator[tuple[str, str, bool]]:
    """The ways to cut a word in two of which one half can be part of a compound.

    Gives the first half, the last, and whether the first is the one that is known.
    """
    joins = _all(stem)
    for at in range(SHORTEST, min(len(word), LONGEST) - SHORTEST + 1):
        first, last = word[:at], word[at:]
        if first in joins.firsts:
            yield first, last, True
        if stem(last) in joins.lasts:
            yield first, last, False


def _split(word: str, stem: Callable[[str], str], joins: Joins) -> tuple[str, ...]:
    @cache
    def best(begin: int) -> tuple[str, ...]:
        rest = word[begin:]
        if begin and stem(rest) in joins.lasts:
            return (rest,)
        found: tuple[str, ...] = ()
        for end in range(begin + SHORTEST, len(word) - SHORTEST + 1):
            lemma = joins.firsts.get(word[begin:end])
            after = best(end) if lemma else ()
            if lemma and after and (not found or len(after) + 1 < len(found)):
                found = (lemma, *after)
        return found

    return best(0)


@lru_cache(maxsize=1)
def _lexicon(stem: Callable[[str], str]) -> Joins:
    """The words of civil society, with all the letters that may link them."""
    firsts: dict[str, str] = {}
    for word in sorted(WORDS):  # the same in every process
        base = stem(word)
        for form in (word, base, *(w + link for link in _LINKS for w in (base, word))):
            firsts.setdefault(form, word)
    for word in WORDS:
        firsts[word] = word
    stems = frozenset(stem(word) for word in WORDS)
    return Joins(firsts, stems, stems)


@lru_cache(maxsize=1)
def _all(stem: Callable[[str], str]) -> Joins:
    """The lexicon, and what the dictionary adds to it."""
    own, known = _lexicon(stem), dictionary.load()
    firsts = {f: w for f, w in known.firsts.items() if f not in _PARTICLES} | dict(own.firsts)
    lasts = {stem(word) for word in known.lasts if len(word) >= SHORTEST}
    return Joins(firsts, (own.lasts | lasts) - _ENDINGS, own.whole)
