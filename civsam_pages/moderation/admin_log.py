"""The log of decisions, with their grounds: read, filtered and taken home as a file."""

import django_filters
from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.log_actions import log

from civsam_pages.arena.admin_listing import Cell, ExportsCells, OneOf, having_words
from civsam_pages.arena.admin_pages import LinkColumn, name_of

from . import things
from .admin_base import NAMESPACE, ModerationList
from .models import Ruling
from .rules import Act, Ground

EXPORT = "civsam.moderation.export"


def days(ruling: Ruling) -> str:
    """On which days a block counts; nothing of other decisions."""
    return things.days_of(ruling.block) if hasattr(ruling, "block") else ""


def objected(ruling: Ruling) -> str:
    """Whether it was objected to, and what came of that."""
    objection = getattr(ruling, "objection", None)
    if objection is None:
        return ""
    return str(objection.get_outcome_display() or _("Objection to read"))


def grounds(ruling: Ruling) -> str:
    """What it rests on, in words."""
    return f"{ruling.get_ground_display()}: {ruling.law}" if ruling.ground else "–"


class LogFilterSet(WagtailFilterSet):
    act = django_filters.ChoiceFilter(
        label=_("Decision"), choices=Act, widget=forms.RadioSelect, empty_label=_("All")
    )
    ground = django_filters.ChoiceFilter(
        label=_("Ground"), choices=Ground, widget=forms.RadioSelect, empty_label=_("All")
    )
    counts = OneOf(
        lambda model: {"yes": Q(pk__in=Ruling.objects.in_force().values("pk"))},
        label=_("Counts"),
        choices=[("yes", _("Counts today or later"))],
    )
    objection = OneOf(
        lambda model: {"yes": Q(objection__isnull=False)},
        label=_("Objection"),
        choices=[("yes", _("Objected to"))],
    )

    class Meta:
        model = Ruling
        fields = ["act", "ground", "counts", "objection"]


class LogReport(ExportsCells, ModerationList):
    """All decisions, the latest first."""

    name = "log"
    page_title = _("Decisions on reports")
    header_icon = "history"
    filterset_class = LogFilterSet
    no_results_message = _("Nothing has been decided yet.")
    export_filename = "beslut"
    columns = [
        DateColumn("at", label=_("Decided")),
        LinkColumn(
            "title",
            label=_("About"),
            accessor="matter.title",
            get_url=lambda row: reverse(f"{NAMESPACE}:matter", args=[row.matter_id]),
            width="26%",
        ),
        StatusTagColumn(
            "act",
            label=_("Decision"),
            accessor="get_act_display",
            primary=lambda row: row.restricts,
        ),
        Column("whom", label=_("Concerns"), accessor=lambda row: things.whom(row) or "–"),
        Column("ground", label=_("Ground"), accessor=grounds),
        Column("by", label=_("Decided by"), accessor=lambda row: name_of(row.by) or "–"),
        Column("objection", label=_("Objection"), accessor=lambda row: objected(row) or "–"),
    ]
    cells = (
        Cell("at", _("decided"), lambda row: row.at),
        Cell("matter", _("about"), lambda row: row.matter.title),
        Cell("act", _("decision"), lambda row: row.get_act_display()),
        Cell("whom", _("concerns"), things.whom),
        Cell("ground", _("ground"), lambda row: row.get_ground_display()),
        Cell("law", _("law or rule"), lambda row: row.law),
        Cell("words", _("reasons"), lambda row: row.words),
        Cell("days", _("days"), days),
        Cell("by", _("decided by"), lambda row: name_of(row.by)),
        Cell("objection", _("objection"), objected),
        Cell("answer", _("answer"), lambda row: getattr(objection_of(row), "words", "")),
    )

    def get_queryset(self):
        rows = Ruling.objects.select_related(
            "matter", "user", "actor", "by", "block", "objection"
        ).order_by("-at", "-pk")
        rows = self.filter_queryset(rows)
        words = ("matter__title", "words", "law", "actor__title")
        return having_words(rows, self.search_query, words) if self.is_searching else rows

    def order_queryset(self, queryset):
        return queryset

    def as_spreadsheet(self, queryset, spreadsheet_format):
        """A file with personal data leaves the house: who took it, and how many rows."""
        log(
            instance=self.request.user,
            action=EXPORT,
            user=self.request.user,
            data={"format": spreadsheet_format, "rows": queryset.count()},
        )
        return super().as_spreadsheet(queryset, spreadsheet_format)


def objection_of(ruling: Ruling):
    """The objection to a decision, if there is one."""
    return getattr(ruling, "objection", None)
