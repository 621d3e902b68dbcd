"""The market's words in ours, where it is obvious. The tables are short on purpose.

This is the place for the mapping of all the market's spellings: the tables grow, or give way to
one that editors manage, and nothing else changes.
"""

import re
from collections.abc import Iterable

from ..rules import ActorKind

OTHER = "annat"

# What a type says of an actor's form, and, where it says nothing, the name. The first hit counts.
KINDS: tuple[tuple[str, ActorKind], ...] = (
    (r"\bstudieförbund", ActorKind.STUDY_ASSOCIATION),
    (r"trossamfund|församling|\bkyrk(a|an|lig)", ActorKind.FAITH_COMMUNITY),
    (r"\bstiftelse", ActorKind.FOUNDATION),
    (r"\bekonomisk förening|\bek\.? ?för", ActorKind.COOPERATIVE),
    (r"\bnätverk", ActorKind.NETWORK),
    (r"paraply|samorganisation|samarbetsorgan", ActorKind.UMBRELLA),
)
KINDS_BY_NAME: tuple[tuple[str, ActorKind], ...] = (
    (r"^stiftelsen?\b", ActorKind.FOUNDATION),
    (r"\bekonomisk förening\b|\bek\.? ?för\b", ActorKind.COOPERATIVE),
    (r"\w*nätverk(et)?\b", ActorKind.NETWORK),
    (r"paraplyorganisation|samorganisation", ActorKind.UMBRELLA),
)
# A congregation calls itself one; so do those who sing in it, so only religious rows are asked.
CONGREGATION = r"\w*(församling(en)?|kyrkan?|moskén?|synagoga(n)?|trossamfund(et)?)\b"

# Parts of the words for types and activities, and our category of each.
CATEGORIES: tuple[tuple[str, str], ...] = (
    (
        r"idrott|(?<!tran)sport(?!fiske)|\bboll|fotboll|innebandy|bandy|handboll|volleyboll|basket|"
        r"gymnastik|hockey|konståkning|\bsim|tennis|badminton|bowling|\bboule|golf|padel|squash|"
        r"orientering|löpning|skid|curling|karate|judo|budo|taekwondo|boxning|brottning|fäktning|"
        r"styrketräning|tyngdlyftning|motion|\brid|ryttar|skytte(?!l)|cykling|cricket|futsal|"
        r"parkour|klättring|segling|kanot",
        "idrott",
    ),
    (
        r"kultur|musik|teater|dans\b|\bdans|\bkör(?!k)|\bsång|konst(?!åkning|nad)|\bfilm|"
        r"litteratur|orkester|konsert|hantverk|slöjd|\bvävning|museum",
        "kultur",
    ),
    (r"friluft|fiske|\bjakt|\bjägar|\bbåt|vandring|skoter", "friluftsliv"),
    (
        r"hobby|bridge|schack|frimärk|filatel|\bfoto|brädspel|rollspel|\bspel(?!m)|modell|"
        r"motor(?!ik)|\bbil(?![djl])|släktforsk",
        "hobby",
    ),
    (r"hembygd|kulturarv|historia", "hembygd"),
    (
        r"\bbya?(?=verksamhet|förening|lag)|bygde(?!gård)|samhällsförening|\bväg(?!led|g)|"
        r"samfällighet|landsbygd",
        "bygd",
    ),
    (r"samlingslokal|bygdegård|bystuge|folkets hus|mötesplats", "samlingslokal"),
    (r"\bbarn|ungdom|scout|4h\b|\bunga\b", "barn-och-unga"),
    (
        r"\bsocial(?!demo|ist)|hjälporganisation|hjälpverksamhet|kvinno|gemenskap|röda kors",
        "gemenskap",
    ),
    (r"pensionär|senior|\bspf\b|\bpro\b", "pensionar"),
    (r"funktions(?!är)|handikapp|parasport", "funktionsratt"),
    (r"vård- och stöd|patient|nykterhet|folkhälso|friskvård|reumatiker|diabetes", "halsa"),
    (r"invandrar|integration|etnisk|minoritet", "integration"),
    (r"studie(?!resa)|folkbildning|utbildning|student|kursverksamhet", "utbildning"),
    (r"religi|trossamfund|församling|kyrk", "tro"),
    (r"miljö|natur(?!ist)|odling|trädgård|koloni", "miljo"),
    (r"\bdjur|\bhund|\bkatt", "djur"),
    (r"försvar|beredskap|räddning|hemvärn|\blottak", "trygghet"),
    (r"\bfreds|internationell|\bbistånd|vänort", "internationellt"),
    (r"politi[ks]|opinion|socialdemokrat|parti\b|partiet\b", "paverkan"),
    (r"fackförening|\bfacklig|företagar", "arbete"),
)
# The usual short words for a sports club, looked for in a name that comes without a type.
SPORTS_CLUB = r"\b(IF|IFK|IK|GIF|FF|A?FC|IBK|AIK|BTK|OK)\b"

# What an association's target groups and ages are called, and the groups that we have for them.
# A group is chosen by age when the ages cover at least half of its own, or lie within them.
AGES: tuple[tuple[str, int, int], ...] = (
    ("barn-0-6", 0, 6),
    ("barn-7-12", 7, 12),
    ("unga", 13, 25),
    ("vuxna", 26, 64),
    ("aldre", 65, 110),
)
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"pensionär|senior|äldre", ("aldre",)),
    (r"funktions|handikapp", ("funktionsnedsattning",)),
    (r"famil|förälder|föräldr", ("familjer",)),
    (r"nyanländ|invandrar", ("nyanlanda",)),
    (r"anhörig", ("anhoriga",)),
    (r"minoritet", ("nationella-minoriteter",)),
    (r"\balla\b", ("alla",)),
    (r"barn.*ungdom", ("barn-0-6", "barn-7-12", "unga")),
    (r"\bbarn", ("barn-0-6", "barn-7-12")),
    (r"ungdom|\bunga", ("unga",)),
    (r"vuxn|vuxen", ("vuxna",)),
)
_AGES = re.compile(r"(\d{1,3})\s*(?:[-–]\s*(\d{1,3})\b|\+|år och (?:äldre|uppåt))")


def kind_of(types: Iterable[str], name: str) -> ActorKind:
    """The form of an actor; an association unless a word says otherwise."""

    said = "|".join(types).casefold()
    for pattern, kind in KINDS:
        if re.search(pattern, said):
            return kind
    for pattern, kind in KINDS_BY_NAME:
        if re.search(pattern, name.casefold()):
            return kind
    if (not said or "relig" in said) and re.fullmatch(CONGREGATION, _last_noun(name)):
        return ActorKind.FAITH_COMMUNITY
    return ActorKind.ASSOCIATION


def categories_of(types: Iterable[str], activities: Iterable[str], name: str = "") -> list[str]:
    """Our categories, in our order. A name is only asked where no type is given."""

    types = [_without_asides(text) for text in types]
    said = "|".join([*(types or [name.casefold()]), *(_without_asides(a) for a in activities)])
    found = [slug for pattern, slug in CATEGORIES if re.search(pattern, said)]
    if not types and "idrott" not in found and re.search(SPORTS_CLUB, name):
        found.insert(0, "idrott")
    return found or [OTHER]


def groups_of(words: Iterable[str]) -> tuple[list[str], list[str]]:
    """Our target groups for words and ages, and the words that say nothing to us.

    Ages are surer than words, so they decide where both stand in one text.
    """

    found: set[str] = set()
    unknown: list[str] = []
    for word in words:
        groups = _by_word(word, only_surest=True) or _by_age(word) or _by_word(word)
        found.update(groups)
        if not groups:
            unknown.append(word)
    by_age = [slug for slug, _low, _high in AGES if slug in found]
    return by_age + sorted(found.difference(by_age)), unknown


def is_age(text: str) -> bool:
    """Whether a word is about ages, not about something people do."""

    return "år" in text and bool(_AGES.search(text))


def _by_age(text: str) -> tuple[str, ...]:
    found = _AGES.search(text)
    if not found:
        return ()
    low = int(found[1])
    high = int(found[2]) if found[2] else AGES[-1][2]
    if high > AGES[-2][2] and low < AGES[-1][1] - 10:
        high = AGES[-2][2]  # "from 21" is a way to say adults, not to call for the old
    return tuple(
        slug
        for slug, first, last in AGES
        if min(high, last) - max(low, first) + 1 >= (last - first + 1) / 2
        or first <= low <= high <= last
    )


def _by_word(text: str, *, only_surest: bool = False) -> tuple[str, ...]:
    groups = GROUPS[:2] if only_surest else GROUPS
    return next((slugs for pattern, slugs in groups if re.search(pattern, text.casefold())), ())


def _without_asides(text: str) -> str:
    return re.sub(r"\([^)]*\)", "", text).casefold()


def _last_noun(name: str) -> str:
    """The word of a name that says what it is: “Korskyrkan” in “Korskyrkan i Älvsunda”."""

    return re.split(r"\s+(?:i|på|vid|för)\s+|\s*[,(/]", name.casefold())[0].split(" ")[-1]
