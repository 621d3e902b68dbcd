"""The files that registers come in, and the manners of the systems behind them, as data.

A further layout is one more entry in `LAYOUTS`, a further system one more in `SYSTEMS`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of file.

    Attributes:
        code: a short name.
        columns: our name of each thing that is read, and the column that holds it.
        unused: columns that such a file also has. They must be there, since they tell the
            layouts apart, but nothing is read from them.
        separator: stands between the values of a cell that holds several.
    """

    code: str
    columns: Mapping[str, str]
    unused: tuple[str, ...] = ()
    separator: str = "|"

    @property
    def header(self) -> tuple[str, ...]:
        """Every column that the file must have, in no order."""
        return (*self.columns.values(), *self.unused)


@dataclass(frozen=True, slots=True)
class System:
    """One register system, and what its files do that others do not.

    Attributes:
        code: as the files write it; part of each actor's identity.
        name: what people call the system.
        placeholders: words that it writes where there is nothing to say.
        ages_among_activities: it lists ages as if they were activities.
        cut_mark: what it ends a word with when the list goes on.
        short_forms: what it shortens, and what that stands for.
    """

    code: str
    name: str
    placeholders: tuple[str, ...] = ()
    ages_among_activities: bool = False
    cut_mark: str = ""
    short_forms: tuple[tuple[str, str], ...] = ()


HARMONISED = Layout(
    code="harmonised",
    columns={
        "source_id": "id",
        "municipality": "kommun",
        "source_system": "source_system",
        "title": "name",
        "org_number": "org_number",
        "types": "types",
        "activities": "activities",
        "areas": "areas",
        "target_groups": "target_groups",
        "age_ranges": "age_ranges",
        "website": "homepage_url",
        "contact_email": "email",
        "postal_code": "postal_code",
        "city": "city",
        "founded_year": "founded_year",
        "umbrella": "national_affiliation",
        "leisure_card": "leisure_activity_card",
        "description": "description",
    },
    unused=("kommunkod", "retrieved", "fiscal_year_start"),
)

LAYOUTS: tuple[Layout, ...] = (HARMONISED,)

SYSTEMS: dict[str, System] = {
    system.code.casefold(): system
    for system in (
        System(
            "FRI",
            "FRI Webb-förening",
            placeholders=("(saknas)",),
            cut_mark="...",
            short_forms=(("Sv. ", "Svenska "), ("Sv.", "Svenska ")),
        ),
        System("IBGO", "Interbook GO", placeholders=("verksamhetsuppgift saknas",)),
        System("RBOK", "Rbok"),
        System("ActorSmartbook", "Actor Smartbook", ages_among_activities=True),
    )
}


def system_of(text: str) -> System:
    """The system that a file calls `text`; one without manners of its own if it is a new one."""
    return SYSTEMS.get(text.casefold(), System(text, text))


def column_names(header: Iterable[str]) -> list[str]:
    """The columns of a header, without spaces around them and in lower case."""
    return [name.strip().strip("\ufeff").casefold() for name in header]


def nearest(header: Sequence[str]) -> tuple[Layout, int]:
    """The layout that shares most columns with a header, and how many it shares."""
    names = set(column_names(header))
    counts = [(len(names.intersection(layout.header)), layout) for layout in LAYOUTS]
    shared, layout = max(counts, key=lambda pair: pair[0])
    return layout, shared


def missing(header: Sequence[str], layout: Layout) -> list[str]:
    """The columns of `layout` that a header lacks."""
    names = set(column_names(header))
    return [name for name in layout.header if name not in names]


def repeated(header: Sequence[str], layout: Layout) -> list[str]:
    """The columns of `layout` that a header has more than once."""
    names = column_names(header)
    return [name for name in layout.header if names.count(name) > 1]
