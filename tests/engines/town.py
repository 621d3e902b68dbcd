"""The things of one small town, and how an engine is asked about them."""

from datetime import UTC, date, datetime

from civsam_search.documents import Badge, Card, Period, SearchDocument
from civsam_search.engines.base import Query

TODAY = date(2026, 3, 18)
CARD = Card("Need", "need", Badge("Open", "success", "open"))
ALWAYS = (Period(CARD, status="open"),)
SITE, OTHER_SITE = 1, 2


def thing(key, title, *, kind="need", site=SITE, periods=ALWAYS, day=1, **more):
    return SearchDocument(
        key=key,
        kind=kind,
        site_id=site,
        title=title,
        url=f"/{key}/",
        periods=periods,
        published_at=datetime(2026, 1, day, tzinfo=UTC),
        **more,
    )


GRANT_ROUND = (
    Period(CARD, "upcoming", ends=date(2026, 3, 1), deadline=date(2026, 3, 31)),
    Period(CARD, "open", date(2026, 3, 1), date(2026, 4, 1), deadline=date(2026, 3, 31)),
    Period(CARD, "closed", date(2026, 4, 1)),
)
TOWN = [
    thing(
        "laxhjalp",
        "Läxhjälp saknas i Norrstrand",
        lead="Ett fyrtiotal elever har ingen att fråga om läxorna.",
        facets={"theme": ("skola",), "group": ("unga", "barn"), "area": ("norrstrand",)},
        day=4,
    ),
    thing(
        "fotboll",
        "Norrstrands fotbollsförening",
        kind="actor",
        lead="Vi spelar på gräs hela sommaren.",
        facets={"theme": ("idrott",), "group": ("barn",), "area": ("norrstrand",)},
        day=3,
    ),
    thing(
        "lager",
        "Läger vid älven",
        kind="initiative",
        body="En idrottsförening och en scoutkår ordnar läger för barn. Föreningar hjälps åt.",
        facets={"theme": ("idrott", "natur"), "group": ("barn",)},
        day=2,
    ),
    thing(
        "bidrag",
        "Projektbidrag för integration",
        kind="grant",
        lead="För projekt där nya och gamla älvsundabor möts.",
        body="Pengarna räcker till lokal, fika och läxhjälp.",
        facets={"theme": ("integration", "skola")},
        periods=GRANT_ROUND,
        day=1,
    ),
    thing("oppna", "Föreningen Öppna dörren", kind="actor", day=5),
    thing("angen", "Ängens odlare", kind="actor", day=6),
    thing("annan", "Fotboll i en annan kommun", kind="actor", site=OTHER_SITE),
]


def ask(engine, text="", **changes):
    return engine.search(Query(**{"site_id": SITE, "day": TODAY, "text": text, **changes}))
