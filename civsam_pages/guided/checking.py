"""All answers on one page before they are sent: what was answered, what is wrong or missing."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from civsam_pages.arena.forms import Problem

from .forms import StepForm, unflat
from .rules import Answers, Field, GuidedForm, Kind, Step

Address = Callable[[str], str]  # where a step is answered, by its code


@dataclass(frozen=True, slots=True)
class Line:
    """One question with its answer; `url` is where it is changed."""

    label: str
    answer: list[str]
    url: str
    only_kommun: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    lines: list[Line]


def summary(
    form: GuidedForm,
    answers: Answers,
    address: Address,
    told: Mapping[str, list[str]] | None = None,
) -> list[Section]:
    """What was answered, in order, under the headings of the steps.

    `address` says where a step is answered.
    `told` are answers that a draft does not keep among the others, such as its pictures.
    """
    found: list[Section] = []
    for step in form.asked(answers):
        lines = list(_lines(step, answers, address(step.code), told or {}))
        title = str(step.section) or (found[-1].title if found else "")
        section = next((one for one in found if one.title == title), None)
        if section is None:
            found.append(section := Section(title, []))
        section.lines.extend(lines)
    return found


def _lines(step: Step, answers: Answers, url: str, told: Mapping[str, list[str]]) -> Iterator[Line]:
    values = answers.get(step.code, {})
    for field in step.fields_for(answers):
        anchor = f"id_{field.code}"
        if field.kind is Kind.ROWS:
            anchor = f"id_{field.code}-0-{field.columns[0].code}"
        elif field.kind in {Kind.CHOICE, Kind.CHOICES}:
            anchor = f"id_{field.code}_0"
        answer = told.get(field.code)
        if answer is None:
            answer = words_of(field, values.get(field.code), answers)
        yield Line(str(field.label or step.title), answer, f"{url}#{anchor}", field.only_kommun)


def words_of(field: Field, value: Any, answers: Answers) -> list[str]:
    """An answer as it is read."""
    if not value:
        return []
    if field.kind in {Kind.CHOICE, Kind.CHOICES}:
        labels = {one.value: str(one.label) for one in field.choices(answers)}
        chosen = [value] if isinstance(value, str) else value
        return [labels[one] for one in chosen if one in labels]
    if field.kind is Kind.ROWS:
        return [", ".join(str(part) for part in row.values() if part) for row in value]
    if field.kind is Kind.DATE:
        try:
            return [date_format(date.fromisoformat(str(value)))]
        except ValueError:
            return [str(value)]
    return [str(value)]


def problems(
    form: GuidedForm, answers: Answers, address: Address, known: Collection[str] = ()
) -> list[Problem]:
    """What stops the form from being sent, each with the way to its question."""
    found: list[Problem] = []
    for step in form.asked(answers):
        url = address(step.code)
        if step.code not in answers:
            if any(field.required for field in step.fields_for(answers)):
                text = _("Answer the question “%(question)s”.") % {"question": step.title}
                found.append(Problem(text, url))
            continue
        filled = filled_form(step, answers, known)
        if not filled.is_valid():
            found += [Problem(one.text, f"{url}{one.href}") for one in filled.problems]
        elif not filled.is_confirmed:
            found += [Problem(text, url) for text in filled.warnings]
    return found


def filled_form(step: Step, answers: Answers, known: Collection[str] = ()) -> StepForm:
    """The form of a step with its kept answers, to be checked as if they had just been sent."""
    empty = StepForm(step=step, answers=answers, version=0)
    return StepForm(unflat(empty), step=step, answers=answers, version=0, known=known)
