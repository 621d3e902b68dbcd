"""What the rooms register: the kinds of things there are, and the facets they are filtered by."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from django.apps import apps

from .documents import SearchDocument

Labels: TypeAlias = Callable[[], Mapping[str, Any]]
"""Gives an ordered mapping from a slug in the address to the text that people read."""

STATUS = "status"
KIND = "kind"
OPEN_ON = "open_on"
"""What can be applied for on a day, as `YYYY-MM-DD`: a filter without values to count."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of public thing, such as a need.

    Attributes:
        code: stands in addresses and in `data-kind`.
        label: what one is called. `plural`: what many are called. Lazy texts.
        icon: the name of a symbol in the icon sprite.
        model: the page model, as a callable that returns it or as ``"app_label.Model"``.
        document: maps a page to its search document.
        queryset: the pages with all that `document` reads prefetched; default all of `model`.
        related: for a changed page of any kind, the pages of this kind that show something of it.
        facets: the names of the facets that things of this kind have, `OPEN_ON` among them where
            its documents tell the state of each day for a year to come.
        statuses: the states it can be searched by, in order.
        order: where it stands among the kinds, lowest first.
    """

    code: str
    label: Any
    plural: Any
    icon: str
    model: Callable[[], type[Any]] | str
    document: Callable[[Any], SearchDocument]
    queryset: Callable[[], Any] | None = None
    related: Callable[[Any], Iterable[Any]] | None = None
    facets: tuple[str, ...] = ()
    statuses: Labels | None = None
    order: int = 50

    def model_class(self) -> type[Any]:
        """The page model of this kind."""
        return apps.get_model(self.model) if isinstance(self.model, str) else self.model()

    def pages(self) -> Any:
        """All pages of this kind as a queryset, published or not."""
        return self.queryset() if self.queryset else self.model_class()._default_manager.all()


@dataclass(frozen=True, slots=True)
class Facet:
    """Something to filter by.

    Attributes:
        name: the key in the address, such as ``theme``.
        label: the heading over its options. A lazy text.
        labels: slug to text, in the order the options are shown.
        hidden: has no check boxes; for links between things, and for tabs and letters.
        heading: facets with one and the same heading, such as two of "yes or no", share one
            group of check boxes under it.
        likeness: how much alike two things are that share one of its values, beside other
            facets; not at all when 0 (`alike`).
    """

    name: str
    label: Any
    labels: Labels
    hidden: bool = False
    heading: Any = ""
    likeness: float = 0.0


_kinds: dict[str, Kind] = {}
_facets: dict[str, Facet] = {}


def register_kind(kind: Kind, *, statuses: Labels | None = None) -> Kind:
    """Add a kind, or put a new one in the place of the kind with the same code."""
    if statuses is not None:
        kind = replace(kind, statuses=statuses)
    _kinds[kind.code] = kind
    return kind


def register_facet(facet: Facet) -> Facet:
    """Add a facet, or put a new one in the place of the facet with the same name.

    Raises:
        ValueError: the name is one that the search keeps for itself.
    """
    if facet.name in {STATUS, KIND, OPEN_ON, "q", "sort", "page"}:
        raise ValueError(f"The facet name {facet.name!r} is taken by the search itself")
    _facets[facet.name] = facet
    return facet


def unregister_kind(code: str) -> None:
    """Forget a kind; for benchmarks."""
    _kinds.pop(code, None)


def kinds(codes: Iterable[str] | None = None) -> tuple[Kind, ...]:
    """The registered kinds in their order, or those of `codes` that exist."""
    if codes is None:
        return tuple(sorted(_kinds.values(), key=lambda kind: kind.order))
    return tuple(_kinds[code] for code in codes if code in _kinds)


def get_kind(code: str) -> Kind | None:
    """The kind with this code, if there is one."""
    return _kinds.get(code)


def get_facet(name: str) -> Facet | None:
    """The facet with this name, if there is one."""
    return _facets.get(name)


def status_labels(codes: Iterable[str] | None = None) -> dict[str, str]:
    """The states of these kinds, in order; where two kinds share a state the first label stands."""
    labels: dict[str, str] = {}
    for kind in kinds(codes):
        for status, label in (kind.statuses() if kind.statuses else {}).items():
            labels.setdefault(status, str(label))
    return labels
