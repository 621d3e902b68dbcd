"""The words of the vocabularies as answers, and those that a text seems to be about."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from civsam_pages.arena.models import Area, TargetGroup, Theme
from civsam_pages.arena.rules import Wanted
from civsam_pages.guided.rules import Answers, Choice
from civsam_search.api import STOP_WORDS, stem, words

MOST_SUGGESTED = 3

# Words that say what a text is about, where the vocabulary's own word does not stand in it.
KEYWORDS: Mapping[str, str] = {
    "utbildning": "läxa läxor läxhjälp skola plugga studier kurs lärare elever betyg",
    "gemenskap": "ensam ensamhet ensamma gemenskap träffas umgås isolerad fika sällskap",
    "halsa": "hälsa oro stress ångest psykisk mår sömn terapi friskvård",
    "omsorg-och-anhoriga": "anhörig anhöriga demens omsorg vårdar hemtjänst",
    "integration": "språk språkkafé svenska nyanländ nyanlända flykting tolk integration",
    "idrott-och-rorelse": "idrott fotboll träning gympa simning löpning motion cykel dans",
    "kultur": "musik teater konst kör bibliotek film scen konsert hantverk slöjd",
    "natur-och-miljo": "odla odling natur miljö skog skräp klimat återbruk trädgård",
    "landsbygd": "by byn bygd bygdegård landsbygd lantlig",
    "arbete-och-forsorjning": "jobb arbete praktik arbetslös sysselsättning cv anställning",
    "digitalt": "dator datorer mobil internet digital bankid surfplatta app",
    "tillganglighet": "rullstol hörslinga ramp hiss tillgänglig syntolk teckenspråk",
    "trygghet": "trygg otrygg beredskap kris grannsamverkan vandring nattvandra",
    "lokaler": "lokal lokaler kök hall förråd mötesplats träffpunkt replokal",
    "demokrati": "demokrati inflytande delaktighet möte val medborgare",
    "barn-och-unga": "barn unga ungdom ungdomar fritidsgård tonåring förskola",
    "barn-0-6": "bebis småbarn förskola babysång",
    "barn-7-12": "lågstadiet mellanstadiet skolbarn fritids",
    "unga": "unga ungdom ungdomar tonåring tonåringar gymnasiet högstadiet",
    "aldre": "äldre pensionär pensionärer senior seniorer äldreboende",
    "familjer": "familj familjer förälder föräldrar mamma pappa",
    "funktionsnedsattning": "funktionsnedsättning rullstol autism adhd npf funkis",
    "nyanlanda": "nyanländ nyanlända flykting flyktingar asyl sfi",
    "anhoriga": "anhörig anhöriga närstående",
    "langt-fran-arbete": "arbetslös arbetslösa långtidsarbetslös försörjningsstöd",
    "nationella-minoriteter": "samisk sverigefinsk tornedaling romsk judisk minoritet",
}
WHAT_IS_WANTED: Mapping[Wanted, str] = {
    Wanted.PARTNER: "tillsammans samarbeta samarbete någon",
    Wanted.PREMISES: "lokal kök hall rum plats förråd",
    Wanted.SKILLS: "kunskap kunna lära språk juridik bokföring hjälp",
    Wanted.VOLUNTEERS: "volontär volontärer frivillig frivilliga ledare vuxna",
    Wanted.MONEY: "pengar bidrag kostar hyra råd",
    Wanted.IDEAS: "idé idéer förslag tips",
}


def themes(answers: Answers) -> list[Choice]:
    return _terms(Theme.objects.all())


def target_groups(answers: Answers) -> list[Choice]:
    return _terms(TargetGroup.objects.all())


def areas(answers: Answers) -> list[Choice]:
    return _terms(Area.objects.all())


def _terms(found: Iterable[Any]) -> list[Choice]:
    return [Choice(term.slug, str(term)) for term in found]


def suggested_themes(answers: Answers) -> list[str]:
    """The themes that what has been written seems to be about, at most three."""
    return suggested(Theme.objects.all(), written(answers))


def suggested_groups(answers: Answers) -> list[str]:
    return suggested(TargetGroup.objects.all(), written(answers))


def suggested_areas(answers: Answers) -> list[str]:
    """The places that are named in what has been written."""
    said = stems(written(answers))
    return [area.slug for area in Area.objects.all() if stems(area.name) <= said]


def suggested(terms: Iterable[Any], text: str) -> list[str]:
    """The slugs of the terms that a text is most about: the term's own words, and its keywords."""
    said = stems(text)
    weights = {}
    for term in terms:
        own = stems(term.name) - stems("personer alla år")
        if hits := len((own | stems(KEYWORDS.get(term.slug, ""))) & said):
            weights[term.slug] = hits
    return sorted(weights, key=lambda slug: -weights[slug])[:MOST_SUGGESTED]


def suggested_wants(answers: Answers) -> list[str]:
    """The kinds of things that seem to be looked for."""
    said = stems(written(answers))
    return [kind.value for kind, keys in WHAT_IS_WANTED.items() if stems(keys) & said]


def written(answers: Answers) -> str:
    """All free text that has been answered so far, in one."""
    return " ".join(
        value
        for values in answers.values()
        for name, value in values.items()
        if isinstance(value, str) and not name.startswith("_") and "@" not in value
    )


def stems(text: str) -> set[str]:
    """The stems of the words of a text that say something."""
    return {stem(word) for word in words(text) if word not in STOP_WORDS and not word.isdigit()}


def in_order(model: Any, slugs: Collection[str]) -> list[Any]:
    """The terms of these slugs; those that are no longer there are left out."""
    return list(model.objects.filter(slug__in=list(slugs)))
