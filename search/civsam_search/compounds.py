"""Swedish compounds, split with a small lexicon of the words of civil society."""

from collections.abc import Callable
from functools import cache, lru_cache

from .lexicon import WORDS

SHORTEST = 3
LONGEST = 60
_LINKS = ("s", "e", "o", "u", "a")  # idrotts-, familje-, kyrko-, gatu-, barna-


def split(word: str, stem: Callable[[str], str]) -> tuple[str, ...]:
    """The parts of a compound in lower case, () for a word that is not one.

    A word of the lexicon stays whole. Otherwise it is a compound where all its parts are in the
    lexicon, the parts before the last with a linking letter or without; the fewest parts win, and
    then the longest last part.
    """
    if not 2 * SHORTEST <= len(word) <= LONGEST or word.isdigit():
        return ()
    whole, firsts = _lexicon(stem)
    if stem(word) in whole or word in firsts:
        return ()

    @cache
    def best(begin: int) -> tuple[str, ...]:
        rest = word[begin:]
        if begin and stem(rest) in whole:
            return (rest,)
        found: tuple[str, ...] = ()
        for end in range(begin + SHORTEST, len(word) - SHORTEST + 1):
            lemma = firsts.get(word[begin:end])
            after = best(end) if lemma else ()
            if lemma and after and (not found or len(after) + 1 < len(found)):
                found = (lemma, *after)
        return found

    return best(0)


@lru_cache(maxsize=1)
def _lexicon(stem: Callable[[str], str]) -> tuple[frozenset[str], dict[str, str]]:
    """The stems that may stand last, and the forms that may stand first with their words."""
    firsts: dict[str, str] = {}
    for word in WORDS:
        base = stem(word)
        for form in (word, base, *(w + link for link in _LINKS for w in (base, word))):
            firsts.setdefault(form, word)
    for word in WORDS:
        firsts[word] = word
    return frozenset(stem(word) for word in WORDS), firsts
