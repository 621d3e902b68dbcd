"""The lists of pages in the admin: their columns, filters, search and export, the same for all."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from operator import attrgetter
from typing import NamedTuple

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Site

from civsam_search.api import today

from .models import Area, Theme
from .waiting import past_review, statuses

# A cell that begins with one of these is a formula to a spreadsheet.
FORMULA_SIGNS = tuple("=+-@\t\r\n")
MENU_HOOK = "register_civsam_arena_menu_item"


def harmless(value):
    """A cell's value that no spreadsheet takes for a formula: text that could be one is quoted."""

    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_SIGNS) else value


def having_words(queryset: QuerySet, query: str, fields: Iterable[str]) -> QuerySet:
    """The rows in which every word of `query` occurs in at least one field.

    Asks the database itself: Wagtail's search on SQLite fails on a quotation mark and finds no
    beginning of a word with å, ä or ö. SQLite folds the case of a–z only, hence the spellings.
    """

    for word in query.split()[:12]:
        spellings = {word, word.lower(), word.upper(), word.capitalize()}
        queryset = queryset.filter(
            Q(
                *(
                    Q((f"{field}__icontains", spelling))
                    for field in fields
                    for spelling in spellings
                ),
                _connector=Q.OR,
            )
        )
    return queryset


def term_names(page, field: str) -> str:
    return ", ".join(str(term) for term in getattr(page, field).all())


def words_column(label, *fields: str) -> Column:
    """The page's words of some vocabularies, short: a place without its district."""

    def words(page):
        return ", ".join(term.name for field in fields for term in getattr(page, field).all())

    return Column(fields[0], label=label, accessor=words, width="16%")


def badge_column(badge: Callable, sort_key: str | None = None) -> StatusTagColumn:
    """The page's own state in words, as `badge` (page -> Badge or None) gives it."""

    return StatusTagColumn(
        "state",
        label=_("State"),
        accessor=lambda page: getattr(badge(page), "label", ""),
        primary=lambda page: getattr(badge(page), "tone", "") == "success",
        sort_key=sort_key,
        width="9%",
    )


class DayColumn(Column):
    """A day; `is_late` (page -> bool) marks it in words."""

    cell_template_name = "civsam_pages/admin/day_cell.html"

    def __init__(self, name, *, is_late=lambda page: False, **kwargs):
        super().__init__(name, width="9%", classname="civsam-day", **kwargs)
        self.is_late = is_late

    def get_value(self, instance):
        day = super().get_value(instance)
        return date_format(day, "SHORT_DATE_FORMAT") if isinstance(day, date) else ""

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "is_late": self.is_late(instance)}


def columns(*own: Column) -> list[Column]:
    """The columns of a list: what the page is, the room's own, and what holds for all."""

    return [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn(
            "title", label=_("Title"), sort_key="title", classname="title civsam-title", width="30%"
        ),
        *own,
        DayColumn("last_confirmed_at", label=_("Confirmed"), sort_key="last_confirmed_at"),
        DayColumn(
            "review_due_at",
            label=_("Review by"),
            sort_key="review_due_at",
            is_late=lambda page: page.live and page.is_past_review,
        ),
        PageStatusColumn("status", label=_("Status"), sort_key="live", width="10%"),
    ]


class OneOf(django_filters.ChoiceFilter):
    """A choice among conditions: `conditions(model)` maps each value to its Q."""

    def __init__(self, conditions: Callable[[type], Mapping[str, Q]], **kwargs):
        super().__init__(widget=forms.RadioSelect, empty_label=_("All"), **kwargs)
        self.conditions = conditions

    def filter(self, queryset, value):
        return queryset.filter(self.conditions(queryset.model)[value]) if value else queryset


class AnyTerm(django_filters.ModelMultipleChoiceFilter):
    """Pages with at least one of the ticked words; one row a page, however many fit."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)

    def filter(self, queryset, value):
        if not value:
            return queryset
        found = queryset.model._base_manager.filter(**{f"{self.field_name}__in": value})
        return queryset.filter(pk__in=found.values("pk"))


class AnyArea(AnyTerm):
    """Areas, where a district means its places too."""

    def filter(self, queryset, value):
        parts = [*value, *Area.objects.filter(parent__in=value)] if value else value
        return super().filter(queryset, parts)


def fresh_conditions(model) -> dict[str, Q]:
    return {
        "past": past_review(),
        "current": Q(review_due_at__gte=today()),
        "none": Q(review_due_at__isnull=True) & ~past_review(),
    }


class ArenaFilterSet(WagtailFilterSet):
    """The filters that every list has. A room adds its own before them."""

    themes = AnyTerm(field_name="themes", label=_("Themes"), queryset=Theme.objects.all())
    areas = AnyArea(field_name="areas", label=_("Areas"), queryset=Area.objects.all())
    status = OneOf(
        statuses,
        label=_("Status"),
        choices=[
            ("live", _("Published")),
            ("changed", _("Published, with changes that are not")),
            ("draft", _("Draft")),
            ("review", _("In review")),
            ("unpublished", _("Taken down")),
        ],
    )
    fresh = OneOf(
        fresh_conditions,
        label=_("Review date"),
        choices=[("past", _("Gone by")), ("current", _("To come")), ("none", _("Not set"))],
    )
    created_by = django_filters.ChoiceFilter(
        label=_("Created by"),
        method="filter_created_by",
        widget=forms.RadioSelect,
        empty_label=_("All"),
        choices=[("me", _("Me")), ("others", _("Others"))],
    )
    site = django_filters.ModelChoiceFilter(
        label=_("Site"), method="filter_site", queryset=Site.objects.all(), empty_label=_("All")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if Site.objects.count() < 2:
            del self.filters["site"]

    def filter_created_by(self, queryset, name, value):
        mine = Q(owner=self.request.user)
        return queryset.filter(mine if value == "me" else ~mine)

    def filter_site(self, queryset, name, value):
        return queryset.filter(path__startswith=value.root_page.path)


class Cell(NamedTuple):
    """A column of an export."""

    name: str
    heading: str
    get: Callable


FIRST_CELLS = (
    Cell("title", _("title"), attrgetter("title")),
    Cell("status", _("status"), lambda page: str(page.status_string)),
)
LAST_CELLS = (
    Cell("summary", _("summary"), attrgetter("summary")),
    Cell("themes", _("themes"), lambda page: term_names(page, "themes")),
    Cell("target_groups", _("target groups"), lambda page: term_names(page, "target_groups")),
    Cell("areas", _("areas"), lambda page: term_names(page, "areas")),
    Cell("contact_role", _("contact"), attrgetter("contact_role")),
    Cell("contact_email", _("e-mail"), attrgetter("contact_email")),
    Cell("contact_phone", _("phone"), attrgetter("contact_phone")),
    Cell("last_confirmed_at", _("last confirmed"), attrgetter("last_confirmed_at")),
    Cell("review_due_at", _("review by"), attrgetter("review_due_at")),
    Cell("published", _("published"), attrgetter("last_published_at")),
    Cell("url", _("address"), lambda page: page.full_url or ""),
)


class ExportsCells:
    """A list of the admin that is taken home as a file: what its `cells` tell, one column each."""

    cells: tuple[Cell, ...] = ()

    @cached_property
    def exported(self) -> dict[str, Cell]:
        return {cell.name: cell for cell in self.cells}

    @property
    def list_export(self):
        return list(self.exported)

    def get_heading(self, queryset, field):
        return capfirst(str(self.exported[field].heading))

    def to_row_dict(self, item):
        return {name: cell.get(item) for name, cell in self.exported.items()}

    def preprocess_field_value(self, field, value, export_format):
        return harmless(super().preprocess_field_value(field, value, export_format))

    def stream_csv(self, queryset):
        """The rows, after the mark by which Excel knows that å, ä and ö are UTF-8."""

        yield "\ufeff".encode()
        yield from super().stream_csv(queryset)


class ArenaIndexView(ExportsCells, IndexView):
    """A list of pages of one type."""

    search_fields = ("title", "draft_title", "summary", "contact_email")
    prefetch: tuple[str, ...] = ("themes", "target_groups", "areas")
    cells: tuple[Cell, ...] = ()
    default_ordering = "-latest_revision_created_at"
    paginate_by = 50

    def annotate_queryset(self, pages):
        return super().annotate_queryset(pages).prefetch_related(*self.prefetch)

    def get_ordering(self):
        asked = self.request.GET.get("ordering")
        return asked if asked in self.get_valid_orderings() else self.default_ordering

    def order_queryset(self, queryset):
        """Order by the column asked for, also in a search; empty cells come last both ways."""

        field = F(self.ordering.removeprefix("-"))
        first = field.desc if self.ordering.startswith("-") else field.asc
        return queryset.order_by(first(nulls_last=True), "title", "pk")

    def search_queryset(self, queryset):
        return having_words(queryset, self.search_query, self.search_fields)

    @cached_property
    def exported(self) -> dict[str, Cell]:
        return {cell.name: cell for cell in (*FIRST_CELLS, *self.cells, *LAST_CELLS)}


class ArenaListing(PageListingViewSet):
    """A room's list of pages in the menu of the arena."""

    index_view_class = ArenaIndexView
    menu_hook = MENU_HOOK
