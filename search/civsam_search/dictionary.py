"""Which Swedish words there are and how they may join, from the dictionary that spylls carries.

The dictionary is Göran Andersson's for Hunspell (LGPL-3). It stays in its package: what it says is
worked out from there, once. The form of its files is told by ``man 5 hunspell``.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.abc import Traversable
from importlib.resources import files

BEGIN, MIDDLE, END, PERMIT, FORBIDDEN = "X", "U", "Y", "W", "%"
"""What the Swedish dictionary calls Hunspell's COMPOUNDBEGIN, -MIDDLE, -END and so on."""

LONGEST_ENDING = 6

_WORD = re.compile(r"[a-zåäöéèü]{3,}")


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Words, and what joins.

    Attributes:
        firsts: a form that may stand before another word ("familje") with its word ("familj").
        lasts: the words that may stand last.
        words: all words in their basic form, each with the flags of its rules.
        endings: what may stand at the end of a word, with the rules that put it there.
    """

    firsts: Mapping[str, str]
    lasts: frozenset[str]
    words: Mapping[str, str]
    endings: "Mapping[str, Sequence[_Rule]]"

    def has(self, word: str) -> bool:
        """Whether this is a word, in any of its forms."""
        return word in self.words or any(
            rule.flag in self.words.get(rule.base(word), "")
            for at in range(max(0, len(word) - LONGEST_ENDING), len(word) + 1)
            for rule in self.endings.get(word[at:], ())
        )


@dataclass(frozen=True, slots=True)
class _Rule:
    """A suffix: takes `strip` off and puts `add` on."""

    flag: str
    strip: str
    add: str
    condition: re.Pattern[str]
    joins: bool

    def form(self, word: str) -> str:
        """What a word becomes, "" where the rule does not concern it."""
        if not word.endswith(self.strip) or not self.condition.search(word):
            return ""
        return word[: len(word) - len(self.strip)] + self.add

    def base(self, word: str) -> str:
        """The basic form of a word that ends in `add`, "" where the rule does not concern it."""
        base = word[: len(word) - len(self.add)] + self.strip
        return base if self.condition.search(base) else ""


@lru_cache(maxsize=1)
def load() -> Dictionary:
    """The dictionary that spylls carries; a third of a second and some 30 MB, once a process."""
    source = files("spylls") / "hunspell" / "data" / "sv"
    return compiled(source / "sv_SE.aff", source / "sv_SE.dic")


def compiled(rules: Traversable, words: Traversable) -> Dictionary:
    """Work the dictionary out from Hunspell's two files."""
    suffixes = list(_suffixes(rules.read_text(encoding="utf-8").splitlines()))
    joining: dict[str, list[_Rule]] = defaultdict(list)
    endings: dict[str, list[_Rule]] = defaultdict(list)
    for rule in suffixes:
        (joining[rule.flag] if rule.joins else endings[rule.add]).append(rule)
    firsts: dict[str, str] = {}
    lasts: set[str] = set()
    there: dict[str, str] = {}
    for word, flags in _entries(words.read_text(encoding="utf-8").splitlines()[1:]):
        there[word] = there.get(word, "") + flags
        if END in flags:
            lasts.add(word)
        forms = [word] if BEGIN in flags or MIDDLE in flags else []
        forms += [rule.form(word) for flag in flags for rule in joining.get(flag, ())]
        for form in forms:
            if _WORD.fullmatch(form):
                firsts.setdefault(form, word)
    return Dictionary(firsts, frozenset(lasts), there, dict(endings))


def _suffixes(lines: Iterable[str]) -> Iterator[_Rule]:
    for line in lines:
        columns = line.split()
        if len(columns) < 5 or columns[0] != "SFX":
            continue
        _kind, flag, strip, added, condition = columns[:5]
        add, _slash, flags = added.partition("/")
        yield _Rule(
            flag,
            "" if strip == "0" else strip,
            "" if add == "0" else add,
            re.compile(f"{condition}$"),
            joins=PERMIT in flags and bool({BEGIN, MIDDLE} & set(flags)),
        )


def _entries(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The plain words with their flags: no names, abbreviations or forbidden words."""
    for line in lines:
        entry = line.split()[0] if line.strip() else ""
        word, _slash, flags = entry.partition("/")
        if FORBIDDEN not in flags and _WORD.fullmatch(word):
            yield word, flags
