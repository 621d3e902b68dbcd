"""The Django form of one step, built from its data."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from civsam_pages.arena.guards import TrappedForm

from .fields import NEAR, field_for
from .private_details import WORDS, Detail, doubtful, personal_numbers
from .rules import CONFIRMED, Answers, Field, Kind, Step, content

WRITTEN = frozenset({Kind.TEXT, Kind.LONG_TEXT})


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a step with the controls that answer it; `rows` are those of `ROWS`."""

    field: Field
    bound: Any = None
    rows: tuple[tuple[Any, ...], ...] = ()
    is_heading: bool = False
    is_suggested: bool = False
    left: int | None = None

    @property
    def over(self) -> int:
        """How many characters too many there are."""
        return -(self.left or 0)

    @property
    def shown_rows(self) -> list[tuple[int, tuple[Any, ...]]]:
        """The rows to the last one in use, and one more to write in; each with its number."""
        return list(enumerate(self.rows, start=1))[: self._in_use + 1]

    @property
    def spare_rows(self) -> list[tuple[int, tuple[Any, ...]]]:
        """The rest, which is folded away until somebody needs it."""
        return list(enumerate(self.rows, start=1))[self._in_use + 1 :]

    @property
    def _in_use(self) -> int:
        used = (
            number
            for number, row in enumerate(self.rows, start=1)
            if any(control.value() or control.errors for control in row)
        )
        return max(used, default=0)


class StepForm(TrappedForm):
    """The questions of one step.

    `whole` is false where somebody saves to go on later: then nothing has to be answered, and
    only a person's number is refused.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    confirmed = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(
        self,
        *args: Any,
        step: Step,
        answers: Answers,
        version: int,
        prefilled: Mapping[str, Any] | None = None,
        known: Collection[str] = (),
        whole: bool = True,
        **kwargs: Any,
    ) -> None:
        self.step, self.answers, self.whole, self.known = step, answers, whole, known
        self.questions_of = step.fields_for(answers)
        self.suggested = self._suggested()
        kept = content(answers.get(step.code, {}))
        first_shown = {name: value for name, value in (prefilled or {}).items() if value}
        start = {**self.suggested, **first_shown, **kept}
        self.kept_confirmation = answers.get(step.code, {}).get(CONFIRMED, "")
        first = {"version": version, "confirmed": self.kept_confirmation}
        super().__init__(*args, initial={**first, **flat(self.questions_of, start)}, **kwargs)
        built = dict(self._built())
        for field in built.values():
            if not whole:
                field.required = False
            field.widget.attrs.setdefault("class", "ds-input")
        self.fields = {**built, **self.fields}

    def _suggested(self) -> dict[str, Any]:
        if self.step.code in self.answers:
            return {}
        found = {field.code: list(field.suggested(self.answers)) for field in self.questions_of}
        return {code: values for code, values in found.items() if values}

    def _built(self) -> Iterator[tuple[str, forms.Field]]:
        for field in self.questions_of:
            if field.kind is not Kind.ROWS:
                built = field_for(field, self.answers)
                built.label = field.label or self.step.title
                yield field.code, built
                continue
            for row in range(field.count):
                for column in field.columns:
                    built = field_for(column, self.answers)
                    built.required = False
                    yield f"{field.code}-{row}-{column.code}", built

    def clean(self) -> dict[str, Any]:
        super().clean()
        for field in self.questions_of:
            if field.kind is Kind.ROWS and self.whole:
                self._clean_rows(field)
        if not self.whole:
            self._keep_only_refusals()
        elif not self.errors:
            for code, text in self.step.check(self.values).items():
                self.add_error(code, str(text))
        return self.cleaned_data

    def _clean_rows(self, field: Field) -> None:
        """A row that is begun is answered whole, and there is a row where one is needed."""
        used = False
        for row in range(field.count):
            names = [f"{field.code}-{row}-{column.code}" for column in field.columns]
            begun = any(self.cleaned_data.get(name) or name in self.errors for name in names)
            used = used or begun
            for column, name in zip(field.columns, names, strict=True):
                is_empty = not self.cleaned_data.get(name) and name not in self.errors
                if begun and column.required and is_empty:
                    self.add_error(name, str(column.missing or _("Write an answer.")))
        if field.required and not used:
            self.add_error(
                f"{field.code}-0-{field.columns[0].code}",
                str(field.missing or _("Write an answer.")),
            )

    def _keep_only_refusals(self) -> None:
        """Saved for later, anything may be unfinished, but no person's number is kept."""
        for name in list(self.errors):
            codes = {error.code for error in self.errors[name].as_data()}
            if Detail.PERSONAL_NUMBER.value not in codes:
                del self.errors[name]
        for name, field in self.fields.items():
            typed = "" if field.widget.is_hidden else str(self._raw(name) or "")
            if personal_numbers(typed) and name not in self.errors:
                self.add_error(name, str(WORDS[Detail.PERSONAL_NUMBER]))

    def _raw(self, name: str) -> Any:
        return self[name].data

    def value_of(self, name: str) -> Any:
        """What is kept of a control: its checked value, or what was typed where it is none."""
        if name in self.cleaned_data:
            value = self.cleaned_data[name]
            if isinstance(value, date):
                return value.isoformat()
            return "" if value is None else value
        return self._raw(name) or ""

    @property
    def values(self) -> dict[str, Any]:
        """The answers of the step, as a draft keeps them."""
        found: dict[str, Any] = {}
        for field in self.questions_of:
            if field.kind is Kind.PICTURES:
                continue
            if field.kind is Kind.ROWS:
                rows = [
                    {
                        column.code: self.value_of(f"{field.code}-{row}-{column.code}")
                        for column in field.columns
                    }
                    for row in range(field.count)
                ]
                found[field.code] = [row for row in rows if any(row.values())]
            else:
                found[field.code] = self.value_of(field.code)
        return found

    @property
    def warnings(self) -> list[str]:
        """What the writer is asked about before the answers are kept."""
        return warnings_of(self.questions_of, self.values, self.known)

    @property
    def is_confirmed(self) -> bool:
        """Whether there is nothing to ask about, or the writer has said that it is right."""
        found = self.warnings
        said = self.cleaned_data.get("confirmed") or self.kept_confirmation
        return not found or said == confirmation(self.values)

    @property
    def opened_at_version(self) -> int:
        return int(self.cleaned_data.get("version") or 0)

    @property
    def questions(self) -> list[Question]:
        """The questions with their controls, for the page."""
        shown: list[Question] = []
        for field in self.questions_of:
            heading = not field.label and not shown
            if field.kind is Kind.ROWS:
                rows = tuple(
                    tuple(self[f"{field.code}-{row}-{column.code}"] for column in field.columns)
                    for row in range(field.count)
                )
                shown.append(Question(field, rows=rows, is_heading=heading))
                continue
            bound = self[field.code]
            shown.append(
                Question(
                    field,
                    bound,
                    is_heading=heading,
                    is_suggested=field.code in self.suggested and not self.is_bound,
                    left=_left(bound),
                )
            )
        return shown

    @property
    def has_heading_question(self) -> bool:
        return any(question.is_heading for question in self.questions)


def flat(fields: tuple[Field, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    """Kept answers by the names of the form's controls."""
    found: dict[str, Any] = {}
    for field in fields:
        if field.kind is not Kind.ROWS:
            found[field.code] = values.get(field.code)
            continue
        for number, row in enumerate(values.get(field.code) or ()):
            for column in field.columns:
                found[f"{field.code}-{number}-{column.code}"] = row.get(column.code)
    return found


def unflat(form: StepForm) -> dict[str, Any]:
    """The data of a form with the values that a draft has, as a browser would send them."""
    values = {name: value for name, value in form.initial.items() if value not in (None, "")}
    return {**values, "confirmed": form.kept_confirmation}


def warnings_of(
    fields: tuple[Field, ...], values: Mapping[str, Any], known: Collection[str] = ()
) -> list[str]:
    """What in the answers of a step its writer is asked about, in words, each once."""
    found: set[Detail] = set()
    for field in fields:
        if field.only_kommun:
            continue
        value = values.get(field.code)
        if field.kind in WRITTEN or field.kind is Kind.PHONE:
            found |= doubtful(str(value or ""), known)
        elif field.kind is Kind.ROWS:
            written = [column.code for column in field.columns if column.kind in WRITTEN]
            for row in value or ():
                for code in written:
                    found |= doubtful(str(row.get(code) or ""), known)
    return [str(WORDS[detail]) for detail in Detail if detail in found]


def confirmation(values: Mapping[str, Any]) -> str:
    """What stands for a writer's word that these answers are right: other answers, another word."""
    written = json.dumps(values, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(written.encode()).hexdigest()


def _left(bound: Any) -> int | None:
    """How many characters are left of a text that nears its limit."""
    limit = getattr(bound.field, "limit", 0)
    written = len(str(bound.value() or ""))
    return limit - written if limit and written >= limit * NEAR else None
