"""The page of numbers in the admin: pictures, a table, and the same as a file."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from civsam_pages.arena import seeing
from civsam_pages.arena.admin_listing import Cell, ExportsCells
from civsam_pages.arena.admin_pages import AdminPage
from civsam_pages.arena.models import Theme
from civsam_search.api import today

from .charts import Chart, chart
from .numbers import Numbers, Question, Row, numbers
from .rules import REVIEW_DAYS, FormCode

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
POSTED, ANSWERED = ("sent", "published", "returned"), ("answers", "agreed", "met")
PERIODS = (3, 6, 12, 24, 36)
COUNTED = (
    ("sent", gettext_lazy("Sent in")),
    ("published", gettext_lazy("Came out")),
    ("returned", gettext_lazy("Returned")),
    ("answers", gettext_lazy("Answers")),
    ("agreed", gettext_lazy("Agreed")),
    ("met", gettext_lazy("Needs met")),
    ("closed", gettext_lazy("Needs closed")),
    ("seen", gettext_lazy("Seen")),
)


class NumbersForm(forms.Form):
    """What is asked, in the address. What makes no sense is left out."""

    months = forms.TypedChoiceField(label=gettext_lazy("Period"), coerce=int, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("", gettext_lazy("All")), *FormCode.choices],
        required=False,
    )
    theme = forms.ModelChoiceField(
        label=gettext_lazy("Theme"),
        queryset=Theme.objects.order_by("name"),
        to_field_name="slug",
        empty_label=gettext_lazy("All"),
        required=False,
    )
    by = forms.ChoiceField(
        label=gettext_lazy("Show by"),
        choices=[("month", gettext_lazy("Month")), ("theme", gettext_lazy("Theme"))],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["months"].choices = [
            (count, _("%(count)d months") % {"count": count}) for count in PERIODS
        ]

    def question(self) -> Question:
        """The question, with what was chosen and made sense."""
        self.is_valid()
        chosen = self.cleaned_data
        return Question(
            months=chosen.get("months") or 12,
            kind=FormCode(chosen["kind"]) if chosen.get("kind") else None,
            theme=chosen.get("theme"),
            by_theme=chosen.get("by") == "theme",
        )


def in_words(time: timedelta | None) -> str:
    """A time as people say it: hours at first, then days with one decimal."""
    if time is None:
        return "–"
    if time < 2 * DAY:
        hours = max(1, round(time / HOUR))
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return _("%(days)s days") % {"days": number_format(time / DAY, 1)}


def hours(time: timedelta | None) -> float | None:
    """A time as a spreadsheet counts with it."""
    return None if time is None else round(time / HOUR, 1)


def since_something(rows: list[Row], codes: Iterable[str]) -> list[Row]:
    """The rows from the first that has one of some numbers; all, where none has."""
    wanted = list(codes)
    has_some = (n for n, row in enumerate(rows) if any(row.counts[one] for one in wanted))
    return rows[next(has_some, 0) :]


def _count(code: str) -> Any:
    return lambda row: row.counts[code]


def _median_hours(row: Row) -> float | None:
    return hours(row.median)


def _ninetieth_hours(row: Row) -> float | None:
    return hours(row.ninetieth)


class NumbersView(ExportsCells, SpreadsheetExportMixin, AdminPage):
    """Open to all who come into the admin: it tells of things, never of people."""

    template_name = "civsam_pages/admin/review/numbers.html"
    page_title = gettext_lazy("Numbers")
    header_icon = "history"

    @property
    def cells(self) -> tuple[Cell, ...]:  # type: ignore[override]
        first = _("Theme") if self.question.by_theme else _("Month")
        counted = [Cell(code, label, _count(code)) for code, label in self.counted]
        times = (
            Cell("median", _("Time to answer, median (hours)"), _median_hours),
            Cell("nine", _("Time to answer, nine of ten (hours)"), _ninetieth_hours),
        )
        return (Cell("label", first, lambda row: row.label), *counted[:3], *times, *counted[3:])

    @property
    def counted(self) -> list[tuple[str, Any]]:
        """What is counted here; visits only where the site counts them."""
        return [one for one in COUNTED if one[0] != "seen" or seeing.is_counted()]

    @cached_property
    def form(self) -> NumbersForm:
        chosen = {"months": 12, "by": "month", **self.request.GET.dict()}
        return NumbersForm(chosen)

    @cached_property
    def question(self) -> Question:
        return self.form.question()

    @cached_property
    def found(self) -> Numbers:
        return numbers(self.question)

    def get(self, request, *args, **kwargs):
        if self.is_export:
            return self.as_spreadsheet([*self.found.rows, self.found.total], request.GET["export"])
        return super().get(request, *args, **kwargs)

    def get_filename(self) -> str:
        by = _("theme") if self.question.by_theme else _("month")
        name = _("numbers-by-%(by)s-%(day)s") % {"by": by, "day": today().isoformat()}
        return slugify(name)  # no header of HTTP has room for å, ä and ö

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found, asked = self.found, self.request.GET.copy()
        exports = []
        for code in self.FORMATS:
            asked["export"] = code
            exports.append((f"?{asked.urlencode()}", code.upper()))
        return super().get_context_data(
            form=self.form,
            found=found,
            columns=[label for _code, label in self.counted],
            rows=[self.shown(row) for row in found.rows],
            total=self.shown(found.total),
            key_facts=self.key_facts(found.total),
            charts=self.charts(found) if not found.is_empty else [],
            exports=exports,
            is_filtered=bool(self.question.kind or self.question.theme),
            target=REVIEW_DAYS,
            **kwargs,
        )

    def shown(self, row: Row) -> dict[str, Any]:
        """A row of the table."""
        counts = [row.counts[code] for code, _label in self.counted]
        times = (in_words(row.median), in_words(row.ninetieth))
        return {"label": row.label, "values": [*counts[:3], *times, *counts[3:]]}

    def key_facts(self, total: Row) -> list[tuple[str, Any]]:
        """What most want to know first."""
        return [
            (_("Sent in"), total.counts["sent"]),
            (_("Time to answer, median"), in_words(total.median)),
            (_("Time to answer, nine of ten within"), in_words(total.ninetieth)),
            (_("Returned"), total.counts["returned"]),
            (_("Answers"), total.counts["answers"]),
            (_("Needs met"), total.counts["met"]),
        ]

    def charts(self, found: Numbers) -> list[Chart]:
        """The pictures. The table and the list below say the same."""
        by = _("by theme") if self.question.by_theme else _("by month")
        posted = since_something(found.rows, POSTED)
        answered = since_something(found.rows, ANSWERED)
        pictures = [
            self.counts("posted", _("Sent, published and returned, %(by)s"), by, POSTED, posted)
        ]
        if found.total.times:
            pictures.append(self.times(by, posted))
        title = _("Answers, agreed and needs met, %(by)s")
        return [*pictures, self.counts("answered", title, by, ANSWERED, answered)]

    def counts(
        self, code: str, title: str, by: str, codes: tuple[str, ...], rows: list[Row]
    ) -> Chart:
        """How many of some things."""
        labels = dict(COUNTED)
        groups = [
            (row.label, [(row.counts[one], str(row.counts[one])) for one in codes]) for row in rows
        ]
        series = [str(labels[one]) for one in codes]
        return chart(code, title % {"by": by}, _("The table says the same."), series, groups)

    def times(self, by: str, rows: list[Row]) -> Chart:
        """How long the associations waited."""
        groups = [
            (
                row.label,
                [
                    (time / HOUR if time else 0, in_words(time))
                    for time in (row.median, row.ninetieth)
                ],
            )
            for row in rows
        ]
        series = [_("Median"), _("Nine of ten within")]
        title = _("Time to the municipality’s answer, %(by)s") % {"by": by}
        return chart("time", title, _("The table says the same."), series, groups)
