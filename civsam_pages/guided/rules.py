"""A form in steps, as data: what is asked, in which order, and when."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

# What has been answered: the values of each step's fields, by their codes. Names that begin with
# an underscore are the form's own notes.
Answers = Mapping[str, Mapping[str, Any]]

VERSION = "_version"  # the version of the draft in which a step was last saved
CONFIRMED = "_confirmed"  # the warnings that the writer has read and stands by
OWN_NOTES = frozenset({VERSION, CONFIRMED})


class Kind(StrEnum):
    """What an answer is."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    DATE = "date"
    ROWS = "rows"
    PICTURES = "pictures"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers to choose among, with a line of help where it needs one."""

    value: str
    label: Any
    hint: Any = ""


def nothing(answers: Answers) -> Sequence[Any]:
    return ()


def always(answers: Answers) -> bool:
    return True


def all_fits(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Field:
    """One question.

    Attributes:
        label: empty where the step's own title asks.
        help, example: read before the answer is given; the example is a whole good answer.
        missing: what is said where an answer is needed and there is none.
        not_a_person: what is said where a person's number stands; else as of any text.
        choices: the answers to choose among, given what has been answered before.
        suggested: the values that are ticked until the question has been answered.
        columns, count: of `ROWS`: the questions of each row, and how many rows there are.
        most: of `CHOICES` and `PICTURES`: at most so many.
        only_kommun: no visitor sees the answer.
        autocomplete: the browser's own name of the answer.
    """

    code: str
    label: Any = ""
    kind: Kind = Kind.TEXT
    help: Any = ""
    example: Any = ""
    missing: Any = ""
    not_a_person: Any = ""
    required: bool = True
    limit: int = 0
    lines: int = 6
    choices: Callable[[Answers], Sequence[Choice]] = nothing
    suggested: Callable[[Answers], Collection[str]] = nothing
    columns: tuple["Field", ...] = ()
    count: int = 3
    most: int = 0
    only_kommun: bool = False
    autocomplete: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the form: a question, or a small group of them.

    Attributes:
        title: the page's heading; it asks where the first field has no label.
        fields: fixed, or what follows from what has been answered before.
        section: the heading that its answers stand under where they are checked.
        asked: whether the step is asked at all.
        check: what is wrong with the answers taken together, in words by the field's code.
        also_shown: the name of a template with more to read under the questions.
    """

    code: str
    title: Any
    fields: tuple[Field, ...] | Callable[[Answers], tuple[Field, ...]]
    help: Any = ""
    example: Any = ""
    section: Any = ""
    asked: Callable[[Answers], bool] = always
    check: Callable[[Mapping[str, Any]], Mapping[str, Any]] = all_fits
    also_shown: str = ""

    def fields_for(self, answers: Answers) -> tuple[Field, ...]:
        """The questions of the step, given what has been answered before."""
        return self.fields(answers) if callable(self.fields) else self.fields


@dataclass(frozen=True, slots=True)
class GuidedForm:
    """A whole form. `after` says what happens when it has been sent, line by line."""

    code: str
    title: Any
    steps: tuple[Step, ...]
    check_title: Any
    check_intro: Any
    send: Any
    after: tuple[Any, ...] = ()

    def asked(self, answers: Answers) -> list[Step]:
        """The steps that are asked, in order."""
        return [step for step in self.steps if step.asked(answers)]

    def step(self, code: str, answers: Answers) -> Step | None:
        """The step of this code, where it is asked."""
        return next((step for step in self.asked(answers) if step.code == code), None)

    def after_step(self, code: str, answers: Answers) -> Step | None:
        """The step that follows; None where the check does."""
        steps = self.asked(answers)
        following = _place(steps, code) + 1
        return steps[following] if following < len(steps) else None

    def before_step(self, code: str, answers: Answers) -> Step | None:
        """The step before; None for the first."""
        steps = self.asked(answers)
        place = _place(steps, code)
        return steps[place - 1] if place else None

    def first_unanswered(self, answers: Answers) -> Step | None:
        """Where to go on: the first step that has not been saved; None when all have."""
        return next((step for step in self.asked(answers) if step.code not in answers), None)


def _place(steps: Sequence[Step], code: str) -> int:
    return [step.code for step in steps].index(code)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one has come; the check is the last step. `strips` are "done", "now" or empty."""

    number: int
    total: int
    strips: list[str] = field(default_factory=list)


def progress(form: GuidedForm, answers: Answers, code: str = "") -> Progress:
    """Where the step `code` stands among the steps; without a code, where the check stands."""
    steps = form.asked(answers)
    total = len(steps) + 1
    number = _place(steps, code) + 1 if code else total
    strips = ["done" if n < number else "now" if n == number else "" for n in range(1, total + 1)]
    return Progress(number, total, strips)


def given(answers: Answers, step: str, code: str, default: Any = "") -> Any:
    """An answer, or `default` where there is none."""
    return answers.get(step, {}).get(code, default)


def content(values: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of a step, without the form's own notes."""
    return {name: value for name, value in values.items() if name not in OWN_NOTES}
