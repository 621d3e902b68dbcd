"""The search in Wagtail's admin: what the editors say of words, and what was searched in vain."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from . import own_words, synonyms
from .clock import today
from .common import is_held_back, often
from .engines import get_engine
from .engines.base import Found, Query
from .explaining import explain
from .failed import KEPT_DAYS
from .hits import Hit, load
from .models import (
    CommonSearch,
    CompoundWord,
    EditorsRule,
    FailedSearch,
    HeldBackSearch,
    Posting,
    SearchEntry,
    Synonym,
    default_site,
)
from .projection import term_id
from .swedish import clean_query, divided, stem, terms

SHOWN = 10
MENU_HOOK = "register_civsam_vocabulary_menu_item"


class _Signed:
    """Keeps who made the rule."""

    def save_instance(self) -> Any:
        self.form.instance.made_by = self.request.user  # type: ignore[attr-defined]
        return super().save_instance()  # type: ignore[misc]


class RuleCreateView(_Signed, CreateView):
    """A new rule; the address may say what words it is about."""

    def get_initial_form_instance(self) -> EditorsRule:
        instance: EditorsRule = super().get_initial_form_instance() or self.model()
        field = self.model._meta.get_field(self.model.about)
        given = self.request.GET.get(field.name, "").replace("\x00", "")
        setattr(instance, field.name, given[: field.max_length])
        return instance


class RuleEditView(_Signed, EditView):
    """An old rule."""


def _columns(*own: Any) -> list[Any]:
    """The columns of a list of rules: its own, and those that all have."""
    return [
        *own,
        BooleanColumn("active", label=gettext_lazy("In force")),
        Column("note", label=gettext_lazy("Note")),
        Column("made_by", label=gettext_lazy("By")),
        DateColumn("changed_at", label=gettext_lazy("Changed")),
    ]


class _RuleViewSet(SnippetViewSet):
    """What editors say of words, one rule a row."""

    menu_hook = MENU_HOOK
    add_view_class = RuleCreateView
    edit_view_class = RuleEditView
    copy_view_enabled = False
    inspect_view_enabled = False


class SynonymViewSet(_RuleViewSet):
    """The rules that the editors lay on top of the starting set."""

    model = Synonym
    icon = "sync"
    menu_label = gettext_lazy("Synonyms")
    menu_order = 80
    list_display = _columns(
        "written",
        Column("found", label=gettext_lazy("Looks for as well")),
        BooleanColumn("both_ways", label=gettext_lazy("Either way")),
    )
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


class CompoundWordViewSet(_RuleViewSet):
    """The compounds that the editors split themselves."""

    model = CompoundWord
    icon = "cut"
    menu_label = gettext_lazy("Compound words")
    menu_order = 81
    list_display = _columns("word", Column("parts", label=gettext_lazy("Parts")))
    list_filter = ["active"]
    list_export = ["word", "parts", "active", "note", "changed_at"]
    search_fields = ["word", "parts", "note"]
    panels = [
        FieldPanel("word"),
        FieldPanel("parts"),
        FieldPanel("active"),
        FieldPanel("note"),
        HelpPanel(
            template="civsam_search/admin/compound_preview_panel.html",
            heading=gettext_lazy("What it changes"),
        ),
    ]


class HeldBackSearchViewSet(_RuleViewSet):
    """What is not offered to visitors while they write."""

    model = HeldBackSearch
    icon = "no-view"
    menu_label = gettext_lazy("Not suggested")
    menu_order = 82
    list_display = _columns("text")
    list_filter = ["active"]
    list_export = ["text", "active", "note", "changed_at"]
    search_fields = ["text", "note"]
    panels = [FieldPanel("text"), FieldPanel("active"), FieldPanel("note")]


def _require_may_write(user: Any, model: type[EditorsRule] = Synonym) -> None:
    """Raise PermissionDenied unless somebody may add or change such rules."""
    may = (f"civsam_search.{right}_{model._meta.model_name}" for right in ("add", "change"))
    if not any(user.has_perm(right) for right in may):
        raise PermissionDenied


def _default_site() -> int:
    site = default_site()
    return site.pk if site else 0


@require_safe
def why(request: HttpRequest) -> HttpResponse:
    """What a question is read as, and what each of its first hits has of it.

    Raises:
        PermissionDenied: to who may neither add nor change synonyms.
    """
    _require_may_write(request.user)
    q = clean_query(request.GET.get("q", ""))
    found = explain(q, site_id=_default_site(), day=today(), number=SHOWN) if q else None
    return render(request, "civsam_search/admin/why.html", {"q": q, "found": found})


@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """What the hits of a rule's words are now, and what they would be with the rule.

    Raises:
        PermissionDenied: to who may neither add nor change synonyms.
    """
    _require_may_write(request.user)
    given = {name: request.GET.get(name, "")[:300] for name in ("written", "found")}
    rule = Synonym(**given, both_ways=request.GET.get("both_ways") == "true")
    problems = _problems(rule)
    if problems:
        return _preview(request, errors=problems)
    asked = [*rule.written.split(","), *(rule.found.split(",") if rule.both_ways else [])]
    after = synonyms.laid_on(synonyms.in_force(), [rule.line])
    return _preview(request, questions=[_compared(text, rules=after) for text in asked[:3]])


@require_safe
def compound_preview(request: HttpRequest) -> HttpResponse:
    """What the hits of a compound are now and with its row, and what its parts find then too.

    Nothing is indexed for it: of documents only those change that have the word.

    Raises:
        PermissionDenied: to who may neither add nor change compound words.
    """
    _require_may_write(request.user, CompoundWord)
    given = {name: request.GET.get(name, "")[:100] for name in ("word", "parts")}
    changed = request.GET.get("changed", "")
    rule = CompoundWord(pk=int(changed[:9]) if changed.isdecimal() else None, **given)
    problems = _problems(rule)
    if problems:
        return _preview(request, errors=problems)
    own = own_words.in_force()
    after = own_words.laid_on(own, [(rule.word, rule.parts)])
    splits = tuple(f" {own_words.JOIN} ".join(divided(rule.word, o)) for o in (own, after))
    gained = [_gained(rule.word, part) for part in divided(rule.word, after)]
    return _preview(
        request, splits=splits, questions=[_compared(rule.word, own=after)], gained=gained
    )


def _problems(rule: EditorsRule) -> list[str]:
    """What is wrong with a rule, in words."""
    try:
        rule.clean()
    except ValidationError as error:
        return list(error.messages)
    return []


def _preview(request: HttpRequest, **context: Any) -> HttpResponse:
    return render(request, "civsam_search/admin/preview.html", context)


def _compared(text: str, **after: Any) -> tuple[str, int, Iterable[Hit], int, list[Any]]:
    """A question, its hits now, and those with changes to the `Query`, each with if it is new."""
    question = Query(site_id=_default_site(), day=today(), text=text.strip(), per_page=SHOWN)
    old, new = (get_engine().search(q) for q in (question, replace(question, **after)))
    there = set(old.keys)
    hits = [(hit, hit.key not in there) for hit in _hits(new)]
    return text.strip(), old.total, _hits(old), new.total, hits


def _gained(word: str, part: str) -> tuple[str, int, Iterable[Hit]]:
    """What has a compound and is not found by one of its parts yet."""
    site = _default_site()
    with_word = [term_id(site, one) for one in own_words.stems_of(word, stem)]
    has = Posting.objects.filter(term_id__in=with_word).values("entry_id")
    had = Posting.objects.filter(term_id=term_id(site, terms(part)[0])).values("entry_id")
    found = SearchEntry.objects.filter(pk__in=has).exclude(pk__in=had).order_by("-pk")
    return part, found.count(), load(list(found.values_list("key", flat=True)[:SHOWN]))


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


def _new_rule(viewset: type[_RuleViewSet], row: Any) -> str:
    """The address of a new rule about a question."""
    address = reverse(viewset().get_url_name("add"))
    return f"{address}?{urlencode({viewset.model.about: row['text']})}"


class _QuestionColumn(TitleColumn):
    """The question, leading to a new synonym for it."""

    def get_link_url(self, instance: Any, _parent: Any) -> str:
        return _new_rule(SynonymViewSet, instance)


class _OfferedColumn(Column):
    """Whether the question is offered, and a way to stop that."""

    def get_value(self, instance: Any) -> str:
        if is_held_back(instance["text"]):
            return gettext("No")
        stop = gettext("Stop suggesting it")
        url = _new_rule(HeldBackSearchViewSet, instance)
        return format_html(
            '{} <a href="{}" aria-label="{}: {}">{}</a>',
            gettext("Yes."),
            url,
            stop,
            instance["text"],
            stop,
        )


class CommonSearchFilters(FailedSearchFilters):
    """The same of what was found."""

    class Meta:
        model = CommonSearch
        fields: list[str] = []


class _SearchesView(ReportView):
    """What people searched for, the most common first, for who may do something about it."""

    header_icon = "search"
    list_export = ["text", "total", "last"]
    export_headings = {
        "text": gettext_lazy("Searched for"),
        "total": gettext_lazy("Times"),
        "last": gettext_lazy("Last"),
    }
    columns = [
        Column("text", label=gettext_lazy("Searched for")),
        Column("total", label=gettext_lazy("Times")),
        DateColumn("last", label=gettext_lazy("Last")),
    ]

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
        rows = self.filterset_class.Meta.model._default_manager
        return rows.filter(day__gt=today() - timedelta(days=KEPT_DAYS))


class FailedSearchesView(_SearchesView):
    """What people searched for without finding."""

    page_title = gettext_lazy("Searches without hits")
    index_url_name = "civsam_search_admin:failed"
    index_results_url_name = "civsam_search_admin:failed_results"
    filterset_class = FailedSearchFilters
    columns = [
        _QuestionColumn("text", label=gettext_lazy("Searched for")),
        *_SearchesView.columns[1:],
    ]
    no_results_message = gettext_lazy("Nobody has searched for anything without finding it.")

    def filter_queryset(self, queryset: Any) -> Any:
        """One row for each question."""
        found = super().filter_queryset(queryset).order_by().values("text")
        return found.annotate(total=Sum("times"), last=Max("day")).order_by("-total", "text")


class CommonSearchesView(_SearchesView):
    """What many searched for and found: what is offered while others write."""

    page_title = gettext_lazy("Common searches")
    index_url_name = "civsam_search_admin:common"
    index_results_url_name = "civsam_search_admin:common_results"
    filterset_class = CommonSearchFilters
    columns = [
        *_SearchesView.columns,
        _OfferedColumn("offered", label=gettext_lazy("Suggested")),
    ]
    no_results_message = gettext_lazy("Nothing has been searched for often yet.")

    def filter_queryset(self, queryset: Any) -> Any:
        """One row for each question that came often."""
        return often(super().filter_queryset(queryset))
