"""The texts of a page made from a row: summary and body from a description, or from what it does.

They are content, so they are in Swedish whatever language the command speaks.
"""

import re
from collections.abc import Sequence
from html import escape

from civsam_pages.arena.rules import SUMMARY_LENGTH

from ..rules import ActorKind

SHORTEST_SUMMARY = 40
WRAPPED_LINE = 60
NAMED_ACTIVITIES = 4

NOUNS: dict[ActorKind, str] = {
    ActorKind.NETWORK: "Nätverk",
    ActorKind.FOUNDATION: "Stiftelse",
    ActorKind.FAITH_COMMUNITY: "Trossamfund",
    ActorKind.COOPERATIVE: "Ekonomisk förening",
    ActorKind.SOCIAL_ENTERPRISE: "Socialt företag",
    ActorKind.STUDY_ASSOCIATION: "Studieförbund",
    ActorKind.UMBRELLA: "Samorganisation",
}
CATEGORY_NOUNS = {
    "idrott": "Idrottsförening",
    "kultur": "Kulturförening",
    "friluftsliv": "Friluftsförening",
    "hembygd": "Hembygdsförening",
    "pensionar": "Pensionärsförening",
    "funktionsratt": "Funktionsrättsförening",
}
SINGULARS = (
    (r"föreningar$", "förening"),
    (r"klubbar$", "klubb"),
    (r"kårer$", "kår"),
    (r"organisationer$", "organisation"),
    (r"församlingar$", "församling"),
    (r"^(\w+)a förening$", r"\1 förening"),
)
A_NOUN = re.compile(
    r"(förening|klubb|kår|organisation|församling|förbund|byalag|sällskap)$|^förening \w"
)
GROUP_NOUNS = (
    ({"barn-0-6", "barn-7-12"}, "barn"),
    ({"unga"}, "unga"),
    ({"vuxna"}, "vuxna"),
    ({"aldre"}, "äldre"),
)

_SENTENCE_END = re.compile(r"[.!?][”\"')]?(?=\s+[A-ZÅÄÖÉ0-9”\"–-])")
_SHORTENED = re.compile(r"(^|\s)(\S*\.\S+|ca|kl|nr|st|tel|dvs|mfl|ex|resp)\.$", re.IGNORECASE)
# "På Frösön", but "i Malmö" and "i Svartsjö".
_ISLAND = re.compile(r"(?<!sj)(?<!malm)(?<!tyres)ön?$")


def split_description(text: str, limit: int = SUMMARY_LENGTH) -> tuple[str, str]:
    """A summary of at most `limit` characters, and what is left of the text for the body.

    The cut is after the last whole sentence that fits, or between two words where none fits.
    """

    flat = text.replace("\n", " ")
    if len(flat) <= limit:
        return " ".join(flat.split()), ""
    ends = [
        end
        for end in (
            *(m.end() for m in _SENTENCE_END.finditer(flat[: limit + 2])),
            *(m.start() for m in re.finditer(r"\n\n", text[: limit + 1])),
        )
        if SHORTEST_SUMMARY <= end <= limit and not _SHORTENED.search(flat[:end])
    ]
    if ends:
        cut = max(ends)
        return " ".join(flat[:cut].split()), text[cut:].strip()
    cut = flat.rfind(" ", 0, limit)
    if cut < SHORTEST_SUMMARY:
        cut = limit - 1
    summary = " ".join(flat[:cut].split()).rstrip(",;:–-")
    return f"{summary}…", f"… {text[cut:].strip()}"


def as_paragraphs(text: str) -> str:
    """`text` as safe HTML: an empty line parts paragraphs, and a line that was only wrapped is
    joined to the one before."""

    paragraphs = []
    for block in re.split(r"\n\s*\n", text):
        html = ""
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        for before, line in zip(["", *lines], lines, strict=False):
            if before:
                wrapped = len(before) > WRAPPED_LINE and before[-1] not in ".!?:"
                html += " " if wrapped else "<br/>"
            html += escape(line, quote=False)
        if html:
            paragraphs.append(f"<p>{html}</p>")
    return "".join(paragraphs)


def default_summary(
    *,
    kind: ActorKind,
    types: Sequence[str] = (),
    categories: Sequence[str] = (),
    activities: Sequence[str] = (),
    groups: Sequence[str] = (),
    city: str = "",
    municipality: str = "",
) -> str:
    """What an actor is, in a sentence or two, when nobody has said it.

    “Idrottsförening i Älvsunda. Fotboll och innebandy.”
    """

    what = _noun(kind, types, categories) + _place(city, municipality)
    doing = _series([_plain(activity) for activity in activities], what)
    if doing:
        return f"{what}. {doing}."
    whom = [noun for slugs, noun in GROUP_NOUNS if slugs.intersection(groups)]
    return f"{what} för {_joined(whom)}." if whom else f"{what}."


def _noun(kind: ActorKind, types: Sequence[str], categories: Sequence[str]) -> str:
    if kind in NOUNS:
        return NOUNS[kind]
    for text in types:
        word = _singular(text)
        if A_NOUN.search(word.casefold()) and not re.search(r"övrig|\(ej|ideell", word.casefold()):
            return word
    return next((CATEGORY_NOUNS[slug] for slug in categories if slug in CATEGORY_NOUNS), "Förening")


def _singular(text: str) -> str:
    """“Religiösa föreningar” as “Religiös förening”; other words as they are."""

    for many, one in SINGULARS:
        text = re.sub(many, one, text, flags=re.IGNORECASE)
    return text


def _place(city: str, municipality: str) -> str:
    if city:
        return f" {'på' if _ISLAND.search(city.casefold()) else 'i'} {city}"
    if municipality:
        owner = municipality if municipality[-1] in "sxz" else f"{municipality}s"
        return f" i {owner} kommun"
    return ""


def _plain(activity: str) -> str:
    """An activity without what follows a dash, a bracket or a comma."""

    return re.split(r"\s+[-–]\s+|\s*[(,/]", activity)[0].strip()


def _series(activities: Sequence[str], what: str) -> str:
    words = [
        word
        for word in dict.fromkeys(activities)
        if len(word) > 2 and word.casefold() not in what.casefold()
    ]
    if not words:
        return ""
    words = [words[0], *(_uncapitalised(word) for word in words[1:])]
    if len(words) > NAMED_ACTIVITIES:
        return f"{', '.join(words[: NAMED_ACTIVITIES - 1])} med mera"
    return _joined(words)


def _joined(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} och {words[-1]}" if len(words) > 1 else words[0]


def _uncapitalised(word: str) -> str:
    return word if any(char.isupper() for char in word[1:]) else word[0].lower() + word[1:]
