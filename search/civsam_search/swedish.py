"""One Swedish analysis for every engine, the highlighting and the explanations.

Pure functions, but for the compounds that the editors split themselves (`own_words`).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from . import own_words
from .compounds import split
from .own_words import OwnWords

MAX_CHARACTERS = 200
MAX_WORDS = 12
LONGEST_TERM = 60
PART_WEIGHT = 0.6
"""How much a part of a compound in the question weighs beside the whole word."""

_WORD = re.compile(r"[^\W_]+")
_SPACE = re.compile(r"\s+")

STOP_WORDS = frozenset(
    """
    alla allt att av bara blev bli blir cirka de dem den denna deras dess dessa det detta dig
    din dina ditt du där efter ej eller en er era ert ett finns från för ha hade han har hennes
    hon hur här i icke in inte ja jag kan kunna man med mellan men mig min mina mitt mot mycket
    ni nu när någon något några och om oss på samt sig sin sina sitt själv ska skulle som så
    till under upp ut utan ungefär vad var vara vart varför vem vi vid vill vilka vilken vilket
    vår våra vårt än är åt över
    """.split()
)

_FOLDED = str.maketrans("åäöé", "aaoe")
_FOLDED_STOP_WORDS = frozenset(word.translate(_FOLDED) for word in STOP_WORDS)

# The Snowball stemmer takes a genitive s from these, but not from their inflected forms.
_ENDS_IN_S = tuple(
    "allians annons balans chans dans demens gäss insats kompetens krets kurs licens lots"
    " plats resurs skjuts vals".split()
)
# ... and it leaves the definite -an ("skolan", "ansökan"), which these words only look like.
_LOOKS_DEFINITE = tuple(
    "man plan organ vegan roman orkan slogan titan tulpan sedan innan utan medan redan annan"
    " mellan ovan samman stan japan iran jordan".split()
)
# ... and the definite -et after two consonants ("nätverket"), though not in "-het".
_DEFINITE_ET = re.compile(r"..(?:[^aeiouyåäöé]{2}|é)et$")
_IRREGULAR = {
    "lägret": "läg",
    "lägren": "läg",
    "föräldrar": "föräld",
    "föräldrarna": "föräld",
    "föräldrars": "föräld",
    "gamla": "gammal",
    "gamle": "gammal",
    "män": "man",
    "männen": "man",
    "böcker": "bok",
    "böckerna": "bok",
    "städer": "stad",
    "händer": "hand",
    "länder": "land",
    "bönder": "bond",
    "söner": "son",
    "mödrar": "mor",
    "fäder": "far",
    "dator": "dator",
    "datorn": "dator",
    "motor": "motor",
    "motorn": "motor",
    "sponsor": "sponsor",
    "sponsorn": "sponsor",
}

_snowball = snowballstemmer.stemmer("swedish")


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """One term to look for: what stands in the index, its weight and the word as it was written.

    `origin` tells how it came: it is the ``word``, a ``part`` of it, a ``synonym``, or what the
    word was read as in the ``spelling`` of the index.
    """

    text: str
    weight: float
    word: str
    origin: str = "word"


def normalise(text: str) -> str:
    """Unicode composed and in lower case. The letters å, ä and ö are letters, never folded."""
    return unicodedata.normalize("NFC", text).lower()


def words(text: str) -> list[str]:
    """The words and numbers of a text, in lower case and in order."""
    return _WORD.findall(normalise(text))


def folded(text: str) -> str:
    """Without dots and rings: "läger" gives "lager"."""
    return text.translate(_FOLDED)


def has_dots(text: str) -> bool:
    """Whether whoever wrote this has the letters å, ä and ö."""
    return folded(text) != text


def lacks_dots(text: str) -> bool:
    """Whether "for", "pa" and the like show that somebody writes without å, ä and ö."""
    written = words(text)
    shows = (word in _FOLDED_STOP_WORDS and word not in STOP_WORDS for word in written)
    return any(shows) and not any(map(has_dots, written))


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each word of a text stands: start, end and the word in lower case."""
    for match in _WORD.finditer(text):
        yield match.start(), match.end(), match.group().lower()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a word in lower case: "föreningarnas" gives "förening"."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith(_ENDS_IN_S):
        return word
    if word.endswith("an") and len(word) > 4 and not word.endswith(_LOOKS_DEFINITE):
        word = word[:-1]
    elif _DEFINITE_ET.search(word) and not word.endswith("het"):
        word = word[:-2]
    return str(_snowball.stemWord(word))


def divided(word: str, own: OwnWords | None = None) -> tuple[str, ...]:
    """The parts of a compound, () for a word that is not one.

    This is the one place that knows how compounds are found: the editors' own words (`own`, else
    those in force) go before lexicon and dictionary.
    """
    own = own_words.in_force() if own is None else own
    said = own.splits.get(stem(word))
    return _split(word) if said is None else said


def parts(word: str, own: OwnWords | None = None) -> tuple[str, ...]:
    """The stems of a compound's parts: "fotbollsföreningen" gives ("fotboll", "förening")."""
    return tuple(stem(part) for part in divided(word, own))


def terms(word: str, own: OwnWords | None = None) -> tuple[str, ...]:
    """All that a word in lower case is found by: its own stem first, then those of its parts."""
    return _terms(word, own_words.in_force() if own is None else own)


@lru_cache(maxsize=65536)
def _terms(word: str, own: OwnWords) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term[:LONGEST_TERM] for term in (stem(word), *parts(word, own))))


@lru_cache(maxsize=65536)
def _split(word: str) -> tuple[str, ...]:
    return split(word, stem)


def rewritten(text: str, read: Mapping[str, str]) -> str:
    """The text with the words that `read` has, in lower case, as what they are read as."""
    begin, pieces = 0, []
    for start, end, word in spans(text):
        pieces += [text[begin:start], read.get(word, text[start:end])]
        begin = end
    return "".join([*pieces, text[begin:]])


def all_begin(written: Iterable[str], there: Sequence[str]) -> bool:
    """Whether each of the words that were written begins one of those that are there."""
    return all(any(word.startswith(one) for word in there) for one in written)


def clean_query(text: str) -> str:
    """What a visitor wrote, made safe: no control characters, 200 characters, 12 words."""
    text = unicodedata.normalize("NFC", text[: MAX_CHARACTERS * 4])
    text = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in text)
    text = _SPACE.sub(" ", text).strip()[:MAX_CHARACTERS].rstrip()
    found = list(_WORD.finditer(text))
    return text[: found[MAX_WORDS - 1].end()] if len(found) > MAX_WORDS else text


def query_terms(text: str, own: OwnWords | None = None) -> tuple[QueryTerm, ...]:
    """The terms to look for, without words that say nothing, unless there are no others.

    `own` are the editors' compounds, else those in force.
    """
    written = list(dict.fromkeys(words(clean_query(text))))
    silent = STOP_WORDS if any(map(has_dots, written)) else STOP_WORDS | _FOLDED_STOP_WORDS
    telling = [word for word in written if word not in silent] or written
    found: dict[str, QueryTerm] = {}
    for word in telling:
        whole, *rest = terms(word, own)
        add(found, QueryTerm(whole, 1.0, word))
        for part in rest:
            add(found, QueryTerm(part, PART_WEIGHT, word, "part"))
    return tuple(found.values())


def add(found: dict[str, QueryTerm], term: QueryTerm) -> None:
    """Put a term among those that are looked for, unless it weighs more there already."""
    if term.text not in found or found[term.text].weight < term.weight:
        found[term.text] = term


_SORT = {"z": "za", "å": "zb", "ä": "zc", "æ": "zc", "ö": "zd", "ø": "zd", " ": "0"}
_SORT |= {digit: f"1{digit}" for digit in "0123456789"}


def sort_key(title: str) -> str:
    """A title as a text that every database puts in Swedish order: å, ä and ö after z.

    Only a-z and 0-9 are left, so that no collation can put it otherwise. A leading "Föreningen"
    does not count, as in any printed register.
    """
    text = " ".join(words(title))
    text = text.removeprefix("föreningen ") or text
    plain = "".join(_unaccented(char) for char in text)
    return "".join(_SORT.get(char, char) for char in plain)[:250]


def initial(title: str) -> str:
    """The capital a title is sorted under, "#" where it does not begin with a letter."""
    text = " ".join(words(title))
    first = _unaccented((text.removeprefix("föreningen ") or text)[:1]).upper()
    return first if first.isalpha() else "#"


def _unaccented(char: str) -> str:
    """é as e, but å, ä and ö as they are."""
    return char if char in "åäöæø" else unicodedata.normalize("NFKD", char)[:1]
