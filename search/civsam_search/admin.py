"""The search in Wagtail's admin: the editors' synonyms, and what was searched for in vain."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from . import synonyms
from .clock import today
from .engines import get_engine
from .engines.base import Found, Query
from .explaining import explain
from .failed import KEPT_DAYS
from .hits import Hit, load
from .models import FailedSearch, Site, Synonym
from .swedish import clean_query

SHOWN = 10
MENU_HOOK = "register_civsam_vocabulary_menu_item"


class _Signed:
    """Keeps who made the rule."""

    def save_instance(self) -> Any:
        self.form.instance.made_by = self.request.user  # type: ignore[attr-defined]
        return super().save_instance()  # type: ignore[misc]


class SynonymCreateView(_Signed, CreateView):
    """A new rule; the address may say what was written."""

    def get_initial_form_instance(self) -> Synonym:
        instance: Synonym = super().get_initial_form_instance() or Synonym()
        instance.written = self.request.GET.get("written", "")[:200].replace("\x00", "")
        return instance


class SynonymEditView(_Signed, EditView):
    """An old rule."""


class SynonymViewSet(SnippetViewSet):
    """The rules that the editors lay on top of the starting set."""

    model = Synonym
    icon = "sync"
    menu_label = gettext_lazy("Synonyms")
    menu_hook = MENU_HOOK
    menu_order = 80
    add_view_class, edit_view_class = SynonymCreateView, SynonymEditView
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = [
        "written",
        Column("found", label=gettext_lazy("Looks for as well")),
        BooleanColumn("both_ways", label=gettext_lazy("Either way")),
        BooleanColumn("active", label=gettext_lazy("In force")),
        Column("note", label=gettext_lazy("Note")),
        Column("made_by", label=gettext_lazy("By")),
        DateColumn("changed_at", label=gettext_lazy("Changed")),
    ]
    list_filter = ["active", "both_ways"]
    list_export = ["written", "found", "both_ways", "active", "note", "changed_at"]
    search_fields = ["written", "found", "note"]
    panels = [
        FieldPanel("written"),
        FieldPanel("found"),
        FieldRowPanel([FieldPanel("both_ways"), FieldPanel("active")]),
        FieldPanel("note"),
        HelpPanel(
            template="civsam_search/admin/preview_panel.html",
            heading=gettext_lazy("What it changes"),
        ),
    ]


def _may_write(user: Any) -> bool:
    may = (f"civsam_search.{right}_synonym" for right in ("add", "change"))
    return any(user.has_perm(right) for right in may)


def _default_site() -> int:
    return next(iter(Site.objects.filter(is_default_site=True).values_list("pk", flat=True)), 0)


@require_safe
def why(request: HttpRequest) -> HttpResponse:
    """What a question is read as, and what each of its first hits has of it.

    Raises:
        PermissionDenied: to who may neither add nor change synonyms.
    """
    if not _may_write(request.user):
        raise PermissionDenied
    q = clean_query(request.GET.get("q", ""))
    found = explain(q, site_id=_default_site(), day=today(), number=SHOWN) if q else None
    return render(request, "civsam_search/admin/why.html", {"q": q, "found": found})


@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """What the hits of a rule's words are now, and what they would be with the rule.

    Raises:
        PermissionDenied: to who may neither add nor change synonyms.
    """
    if not _may_write(request.user):
        raise PermissionDenied
    given = {name: request.GET.get(name, "")[:300] for name in ("written", "found")}
    rule = Synonym(**given, both_ways=request.GET.get("both_ways") == "true")
    context: dict[str, Any] = {"errors": [], "questions": []}
    try:
        rule.clean()
    except ValidationError as error:
        context["errors"] = error.messages
        return render(request, "civsam_search/admin/preview.html", context)
    site = _default_site()
    asked = [*rule.written.split(","), *(rule.found.split(",") if rule.both_ways else [])]
    before = synonyms.in_force()
    after = synonyms.laid_on(before, [rule.line])
    for text in asked[:3]:
        old, new = (_ask(text.strip(), site, rules) for rules in (before, after))
        there = set(old.keys)
        hits = [(hit, hit.key not in there) for hit in _hits(new)]
        context["questions"].append((text.strip(), old.total, _hits(old), new.total, hits))
    return render(request, "civsam_search/admin/preview.html", context)


def _ask(text: str, site_id: int, rules: synonyms.Rules) -> Found:
    question = Query(site_id=site_id, day=today(), text=text, per_page=SHOWN, rules=rules)
    return get_engine().search(question)


def _hits(found: Found) -> Iterable[Hit]:
    return load(found.keys, day=today())


class FailedSearchFilters(WagtailFilterSet):
    """How far back to look."""

    days = django_filters.ChoiceFilter(
        label=gettext_lazy("Period"),
        method="since",
        empty_label=None,
        choices=[
            ("90", gettext_lazy("90 days")),
            ("30", gettext_lazy("30 days")),
            ("7", gettext_lazy("7 days")),
        ],
    )

    class Meta:
        model = FailedSearch
        fields: list[str] = []

    def since(self, rows: QuerySet[FailedSearch], _name: str, days: str) -> QuerySet[FailedSearch]:
        """The searches of the last `days` days."""
        return rows.filter(day__gt=today() - timedelta(days=int(days)))


class _QuestionColumn(TitleColumn):
    """The question, leading to a new synonym for it."""

    def get_link_url(self, instance: Any, _parent: Any) -> str:
        address = reverse(SynonymViewSet().get_url_name("add"))
        return f"{address}?{urlencode({'written': instance['text']})}"


class FailedSearchesView(ReportView):
    """What people searched for without finding, the most common first."""

    page_title = gettext_lazy("Searches without hits")
    header_icon = "search"
    index_url_name = "civsam_search_admin:failed"
    index_results_url_name = "civsam_search_admin:failed_results"
    filterset_class = FailedSearchFilters
    list_export = ["text", "total", "last"]
    export_headings = {
        "text": gettext_lazy("Searched for"),
        "total": gettext_lazy("Times"),
        "last": gettext_lazy("Last"),
    }
    columns = [
        _QuestionColumn("text", label=gettext_lazy("Searched for")),
        Column("total", label=gettext_lazy("Times")),
        DateColumn("last", label=gettext_lazy("Last")),
    ]
    no_results_message = gettext_lazy("Nobody has searched for anything without finding it.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only for who may do something about it.

        Raises:
            PermissionDenied: to others.
        """
        if not request.user.has_perm("civsam_search.add_synonym"):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_queryset(self) -> Any:
        """The searches of the time that is kept."""
        return FailedSearch.objects.filter(day__gt=today() - timedelta(days=KEPT_DAYS))

    def filter_queryset(self, queryset: Any) -> Any:
        """One row for each question."""
        found = super().filter_queryset(queryset).order_by().values("text")
        return found.annotate(total=Sum("times"), last=Max("day")).order_by("-total", "text")
