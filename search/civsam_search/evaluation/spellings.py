"""How people write a question on a phone: with a slip of the finger, and without å, ä and ö."""

import random
import re

SHORTEST = 4
_WORD = re.compile(r"[^\W\d_]+")
_ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"
_FOLDED = str.maketrans("åäöÅÄÖéÉ", "aaoAAOeE")


def clean(text: str) -> str:
    """As it was written."""
    return text


def without_dots(text: str) -> str:
    """As on a keyboard without å, ä and ö: "stöd till läger" gives "stod till lager"."""
    return text.translate(_FOLDED)


def one_typo(text: str) -> str:
    """With one slip in one of the longest words: a letter left out, doubled, changed or swapped.

    The same question always gets the same slip. The first letter stays: so most slips are.
    """
    chance = random.Random(text)
    words = [match for match in _WORD.finditer(text) if len(match.group()) >= SHORTEST]
    if not words:
        return text
    longest = sorted(words, key=lambda match: -len(match.group()))[:2]
    word = chance.choice(longest)
    return text[: word.start()] + _slip(word.group(), chance) + text[word.end() :]


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    kind = chance.choice(("leave out", "double", "change", "swap"))
    if kind == "leave out":
        return before + after
    if kind == "double":
        return before + letter * 2 + after
    if kind == "swap" and after[0] != letter:
        return before + after[0] + letter + after[1:]
    other = chance.choice([char for char in _ALPHABET if char != letter.lower()])
    return before + other + after


SPELLINGS = {"clean": clean, "typo": one_typo, "no_aao": without_dots}
"""Each way to write by its name in the results."""
