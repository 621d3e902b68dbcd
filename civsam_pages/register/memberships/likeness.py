"""How like two names of actors are: by groups of three letters, whatever kind they say they are."""

import re
import unicodedata

# Words that say what kind of actor it is, and nothing of which.
_KIND_WORDS = frozenset(
    "förening föreningen föreningens ideell ideella ek ekonomisk för i och the nätverk nätverket "
    "gruppen lokalförening lokalavdelning sverige svenska stiftelse stiftelsen".split()
)
ALIKE = 0.55


def normalised(name: str) -> str:
    """`name` as it is compared: small letters, words that tell which actor it is."""
    text = unicodedata.normalize("NFC", name).casefold()
    words = re.findall(r"\w+", text)
    return " ".join(word for word in words if word not in _KIND_WORDS) or " ".join(words)


def pieces(name: str) -> frozenset[str]:
    """The groups of three letters in a name, its ends included."""
    padded = f"  {normalised(name)} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0, nothing in common, to 1, the same; or 0.9 where one name is within the other."""
    if not one or not other:
        return 0.0
    shared = len(one & other)
    whole = 2 * shared / (len(one) + len(other))
    within = shared / min(len(one), len(other))
    return max(whole, 0.9 * within if within > 0.9 and min(len(one), len(other)) > 5 else 0.0)
