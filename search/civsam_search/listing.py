"""A list of things with its filters, chips, order and pages: what every room's list shows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import address, open_on
from .address import Address
from .clock import today
from .engines.base import CLOSING, NEWEST, RELEVANCE, TITLE, Engine, Found, Query, last_page
from .engines.embedded import EmbeddedEngine
from .help import EmptyHelp, empty_help
from .hits import Hit, load
from .labels import facet_labels
from .listing_parts import Chip, FacetView, Fieldset, Option, PageLink, Pagination, Sort, Tab
from .models import Site
from .open_on import DayField
from .registry import KIND, OPEN_ON, STATUS, get_facet, status_labels
from .registry import kinds as registered
from .swedish import rewritten, words

SORT_LABELS = {
    RELEVANCE: gettext_lazy("Best match first"),
    NEWEST: gettext_lazy("Newest first"),
    CLOSING: gettext_lazy("Closing soon first"),
    TITLE: gettext_lazy("A to Ö"),
}


class Listing:
    """A list as its address asks for it. The index is not asked before something is used.

    Args:
        request: the request, for its address, parameters and Wagtail site.
        kinds: the codes of the kinds to list; all that are registered when None. Of several, the
            visitor can choose one (`kind_tabs`).
        facets: the facets to filter by, ``status`` and `OPEN_ON` among them, in the order they
            are shown.
        sorts: the orders to choose from, of "newest", "title" and "closing". "relevance" is added
            by itself, and is the order, where something is asked for.
        default_sort: the order where nothing is asked for.
        day: whose states hold; today.
        engine: searches; the embedded one, which always answers.
        path: the address of the list, where the request is for something made from it.
    """

    def __init__(
        self,
        request: Any,
        kinds: Sequence[str] | None = None,
        facets: Sequence[str] = (),
        sorts: Sequence[str] = (NEWEST, TITLE),
        default_sort: str = NEWEST,
        per_page: int = 20,
        *,
        day: date | None = None,
        engine: Engine | None = None,
        path: str = "",
    ) -> None:
        self.kinds = registered(kinds)
        self.frame = tuple(kinds or ())
        self.day = day or today()
        self.facet_names = tuple(n for n in facets if n == STATUS or get_facet(n) is not None)
        days = request.GET.getlist(OPEN_ON)
        self._days = open_on.labels(days, self.day) if OPEN_ON in facets else None
        self.sorts, self.default_sort, self.per_page = tuple(sorts), default_sort, per_page
        self.engine: Engine = engine or EmbeddedEngine()
        site = Site.find_for_request(request)
        self.site_id: int = site.pk if site else 0
        self.has_tabs = len(self.kinds) > 1
        self._left_out: frozenset[int | None] = frozenset()
        sorts_ = (RELEVANCE, *self.sorts)
        self._asked = address.read(path or request.path, request.GET, self.labels, sorts_)
        if self._asked.sort == self.usual_sort or (self._asked.sort == RELEVANCE and not self.q):
            self._asked = self._asked.sorted_by("").at_page(self._asked.page)

    # What was asked for

    @property
    def q(self) -> str:
        """The words asked for, cleaned."""
        return self._asked.q

    @property
    def usual_sort(self) -> str:
        """The order where the visitor has not chosen one."""
        return RELEVANCE if self._asked.q else self.default_sort

    @property
    def sort(self) -> str:
        """The order that holds."""
        return self._asked.sort or self.usual_sort

    @property
    def filters(self) -> Mapping[str, tuple[str, ...]]:
        """The chosen values by facet name, the kind among them."""
        return self._asked.filters

    @property
    def is_filtered(self) -> bool:
        """Whether anything, words or filters, leaves things out."""
        return bool(self.q or self.filters)

    @property
    def query_string(self) -> str:
        """The state of the list as parameters, in the one way it is written."""
        return self.address.query_string

    @property
    def url(self) -> str:
        """The address of this list, in the one way it is written."""
        return str(self.address)

    @property
    def feed_url(self) -> str:
        """The address of the feed of this search, for the search page."""
        asked = self._asked.sorted_by("").query_string
        return reverse("civsam_search:feed") + (f"?{asked}" if asked else "")

    @property
    def path(self) -> str:
        """The address without parameters."""
        return self._asked.path

    @property
    def clear_url(self) -> str:
        """The address without filters, with the words and the kind."""
        return str(self._asked.bare(KIND))

    def url_for(self, q: str) -> str:
        """The address of all that these words give, without filters."""
        return str(self._asked.bare().asking(q))

    @property
    def address(self) -> Address:
        """The state of the list at the page that is shown."""
        return self._asked.at_page(self.page)

    @cached_property
    def notices(self) -> list[str]:
        """What was repaired in the address, in words for the visitor."""
        notices = []
        if self._asked.shortened:
            notices.append(_("The question was long. We searched for its first words."))
        if OPEN_ON in self._asked.dropped:
            notices.append(_("We know what can be applied for a year ahead. Choose another day."))
        if set(self._asked.dropped) - {OPEN_ON}:
            notices.append(_("A filter in the address does not exist any more. We left it out."))
        if self._asked.q and not words(self._asked.q):
            notices.append(_("There was no word to search for, so here is everything."))
        if self._asked.page > self.page:
            notices.append(_("There are not that many pages. This is the last one."))
        if self.found.reserve:
            notices.append(
                _("The search is running on its reserve just now. Everything is here as usual.")
            )
        return notices

    # What was found

    @property
    def total(self) -> int:
        """How many there are."""
        return self.found.total

    @property
    def page(self) -> int:
        """The page that is shown."""
        return self.found.page

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return last_page(self.total, self.per_page)

    @cached_property
    def results(self) -> list[Hit]:
        """The things on this page, as they stand today."""
        hits = load(self.found.keys, day=self.day, found_by=self.found.terms)
        return [hit for hit in hits if not hit.page_id or hit.page_id not in self._left_out]

    def leave_out(self, page_ids: Iterable[int | None]) -> None:
        """Do not show these pages among the results: they stand above them, and are counted."""
        self._left_out = frozenset(page_ids)

    @property
    def partly(self) -> str:
        """The words that no page has, where the hits only have a part of them."""
        return ", ".join(self.found.missing) if self.total and self.q else ""

    @property
    def read_as(self) -> str:
        """The question as it was read, where some word was read as another."""
        read = {c.written: c.read for c in self.found.corrections}
        return rewritten(self.q, read) if read else ""

    @property
    def exact_url(self) -> str:
        """The address of what the words give exactly as they are written."""
        return str(self._asked.exactly())

    @cached_property
    def empty(self) -> EmptyHelp:
        """Help for a list without hits."""
        return empty_help(self)

    @cached_property
    def found(self) -> Found:
        """The engine's answer."""
        return self.ask()

    def ask(self, **changes: Any) -> Found:
        """The engine's answer to the same question with `changes` to the `Query`."""
        counted = (*self.facet_names, *((KIND,) if self.has_tabs else ()))
        question = {
            "site_id": self.site_id,
            "day": self.day,
            "text": self.q,
            "exact": self._asked.exact,
            "kinds": self.frame,
            "filters": self.filters,
            "facets": counted,
            "sort": self.sort,
            "page": self._asked.page,
            "per_page": self.per_page,
        }
        asked = {**question, **changes}
        return self.engine.search(Query(**{**asked, **open_on.apart(asked["filters"])}))

    def newest(self, number: int) -> Found:
        """The newest of all that is found, whatever the order and the page."""
        return self.ask(facets=(), sort=NEWEST, page=1, per_page=number)

    # What the templates show

    @cached_property
    def facets(self) -> list[FacetView]:
        """The facets that have something to choose."""
        views = (self._facet(name) for name in self.facet_names)
        return [view for view in views if view.options]

    @property
    def fieldsets(self) -> list[Fieldset]:
        """The facets as groups of check boxes; those that share a heading in one group."""
        groups: dict[str, list[FacetView]] = {}
        for view in self.facets:
            if view.name in self.hidden_facets:
                continue
            groups.setdefault(view.heading or f" {view.name}", []).append(view)
        return [
            Fieldset(views[0].label, views[0].shown, views[0].rest)
            if legend.startswith(" ")
            else Fieldset(legend, tuple(o for view in views for o in view.options))
            for legend, views in groups.items()
        ]

    @property
    def day_field(self) -> DayField | None:
        """The field for a day, where all kinds that are shown know what can be applied for then."""
        listed = [kind for kind in self.kinds if kind.code in self.filters.get(KIND, (kind.code,))]
        known = self._days is not None and all(OPEN_ON in kind.facets for kind in listed)
        chosen = self.filters.get(OPEN_ON, ())
        return open_on.field(chosen, self.day) if known or chosen else None

    def facet(self, name: str) -> FacetView | None:
        """One facet of the list, if it has something to choose."""
        return next((view for view in self.facets if view.name == name), None)

    @cached_property
    def chips(self) -> list[Chip]:
        """The chosen filters. The kind is not among them where it has its own tabs."""
        return [
            Chip(self.labels[name][value], str(self._asked.toggling(name, value)), name, value)
            for name, values in self.filters.items()
            if name != KIND
            for value in values
        ]

    @cached_property
    def kind_tabs(self) -> list[Tab]:
        """All kinds, and each kind that has something; empty where there is but one."""
        if not self.has_tabs:
            return []
        counts = self.found.facets.get(KIND, {})
        chosen = self.filters.get(KIND, ())
        everything = Tab(
            "", _("Everything"), "", sum(counts.values()), self._kind_url(()), not chosen
        )
        return [everything] + [
            Tab(
                code=kind.code,
                label=str(kind.plural),
                icon=kind.icon,
                count=counts.get(kind.code, 0),
                url=self._kind_url((kind.code,)),
                current=chosen == (kind.code,),
            )
            for kind in self.kinds
            if counts.get(kind.code) or kind.code in chosen
        ]

    @cached_property
    def sort_options(self) -> list[Sort]:
        """The orders to choose from."""
        orders = (RELEVANCE, *self.sorts) if self.q else self.sorts
        return [
            Sort("" if o == self.usual_sort else o, str(SORT_LABELS[o]), o == self.sort)
            for o in dict.fromkeys(orders)
        ]

    @property
    def hidden_facets(self) -> tuple[str, ...]:
        """The facets that are chosen by other things than check boxes, such as tabs."""
        facets = ((name, get_facet(name)) for name in self.facet_names)
        return tuple(name for name, facet in facets if facet and facet.hidden)

    @property
    def hidden_for_filters(self) -> list[tuple[str, str]]:
        """What the filter form sends along: words, kind, order and what has no check box."""
        kept = self._asked.bare(KIND, *self.hidden_facets).sorted_by(self._asked.sort)
        return kept.pairs()

    @property
    def hidden_for_sort(self) -> list[tuple[str, str]]:
        """What the sort form sends along: words and filters."""
        return self._asked.sorted_by("").pairs()

    @cached_property
    def pagination(self) -> Pagination | None:
        """The pages to go to; None where there is but one."""
        last, at = self.pages, self.page
        if last < 2:
            return None
        near = sorted({1, *range(max(1, at - 1), min(last, at + 1) + 1), last})
        links: list[PageLink] = []
        for number in near:
            if links and number - links[-1].number == 2:
                links.append(self._page_link(number - 1))
            elif links and number - links[-1].number > 2:
                links.append(PageLink(number - 1, ""))
            links.append(self._page_link(number))
        return Pagination(
            tuple(links),
            str(self._asked.at_page(at - 1)) if at > 1 else "",
            str(self._asked.at_page(at + 1)) if at < last else "",
        )

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """The texts of all values, by facet name."""
        labels: dict[str, dict[str, str]] = {}
        if self.has_tabs:
            labels[KIND] = {kind.code: str(kind.plural) for kind in self.kinds}
        if self._days is not None:
            labels[OPEN_ON] = self._days
        for name in self.facet_names:
            if name == STATUS:
                labels[name] = status_labels(kind.code for kind in self.kinds)
            else:
                labels[name] = facet_labels(name)
        return labels

    def _facet(self, name: str) -> FacetView:
        facet = get_facet(name)
        counts, chosen = self.found.facets.get(name, {}), self.filters.get(name, ())
        options = tuple(
            Option(
                facet=name,
                value=value,
                label=label,
                count=counts.get(value, 0),
                checked=value in chosen,
                url=str(self._asked.toggling(name, value)),
                only_url=str(self._asked.choosing(name, (value,))),
            )
            for value, label in self._labels_for(name).items()
            if counts.get(value) or value in chosen
        )
        label = str(facet.label) if facet else _("State")
        return FacetView(name, label, options, str(facet.heading) if facet else "")

    def _labels_for(self, name: str) -> dict[str, str]:
        """The texts to show: with a kind chosen, the states have the names that kind gives them."""
        labels = self.labels[name]
        if name != STATUS or KIND not in self.filters:
            return labels
        chosen = {value: labels[value] for value in self.filters.get(STATUS, ())}
        return {**chosen, **status_labels(self.filters[KIND])}

    def _kind_url(self, codes: tuple[str, ...]) -> str:
        return str(self._asked.choosing(KIND, codes))

    def _page_link(self, number: int) -> PageLink:
        return PageLink(number, str(self._asked.at_page(number)), number == self.page)
