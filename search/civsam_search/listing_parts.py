"""The parts of a list that its templates show: plain data with addresses."""

from dataclasses import dataclass

SHOWN_OPTIONS = 8


@dataclass(frozen=True, slots=True)
class Option:
    """One check box of a facet. `url` puts it in or takes it out; `only_url` chooses it alone."""

    facet: str
    value: str
    label: str
    count: int
    checked: bool
    url: str
    only_url: str

    @property
    def id(self) -> str:
        """Unique on the page, for the label."""
        return f"filter-{self.facet}-{self.value}"


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet with the options that give something, or that are chosen."""

    name: str
    label: str
    options: tuple[Option, ...]
    heading: str = ""

    @property
    def shown(self) -> tuple[Option, ...]:
        """The options that are seen at once: the chosen and the most common, in their order."""
        if len(self.options) <= SHOWN_OPTIONS + 1:
            return self.options
        common = sorted(self.options, key=lambda o: (not o.checked, -o.count))[:SHOWN_OPTIONS]
        return tuple(option for option in self.options if option in common)

    @property
    def rest(self) -> tuple[Option, ...]:
        """The options behind "show more"."""
        shown = self.shown
        return tuple(option for option in self.options if option not in shown)


@dataclass(frozen=True, slots=True)
class Fieldset:
    """A group of check boxes under one legend: a facet, or several that share a heading."""

    legend: str
    shown: tuple[Option, ...]
    rest: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen filter, and the address without it."""

    label: str
    url: str
    facet: str
    value: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One kind of things among the hits."""

    code: str
    label: str
    icon: str
    count: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Sort:
    """An order to choose. `value` is "" for the order the list has of itself."""

    value: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page to go to; without an address it is a gap between pages."""

    number: int
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pagination:
    """The pages around the current one, with the first and the last."""

    pages: tuple[PageLink, ...]
    previous_url: str
    next_url: str
