"""Judged questions from files: with grades, with rules, or in the form of BEIR."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from ..documents import Card, Period, SearchDocument

ALWAYS = (Period(Card("", "")),)
"""The one period of a document that has no state, and is shown nowhere."""


class Unreadable(Exception):
    """A file of questions or documents is not what it should be; says where and why."""


@dataclass(frozen=True, slots=True)
class Item:
    """A document with the texts that rules of relevance look in: `strong` gives 2, `weak` 1."""

    document: SearchDocument
    strong: str = ""
    weak: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the grade of each document that answers it, by the document's key."""

    code: str
    text: str
    grades: Mapping[str, int]


def by_rules(rows: Sequence[Mapping[str, Any]], items: Sequence[Item]) -> list[Question]:
    """Questions whose ``relevance_regex`` tells what answers: 2 in the strong text, 1 in the weak.

    The expression is matched without regard to case. A row with a ``kind`` concerns the documents
    of that kind alone. Questions that nothing answers are left out: no ranking is right for them.

    Raises:
        Unreadable: a row lacks its ``query``, or its expression is none.
    """
    questions = []
    for number, row in enumerate(rows, 1):
        text, pattern = _text(row, "query", number), _text(row, "relevance_regex", number)
        try:
            rule = re.compile(pattern, re.IGNORECASE)
        except re.error as error:
            raise Unreadable(_("Row %(row)d: %(why)s") % {"row": number, "why": error}) from error
        kind = row.get("kind")
        among = [item for item in items if not kind or item.document.kind == kind]
        grades = {
            i.document.key: 2 if rule.search(i.strong) else 1 for i in among if _hits(rule, i)
        }
        questions.append(Question(str(row.get("id", number)), text, grades))
    return [question for question in questions if question.grades]


def by_address(rows: Sequence[Mapping[str, Any]], keys: Mapping[str, str]) -> list[Question]:
    """Questions whose ``relevant`` gives a grade to addresses on the site.

    Args:
        rows: the questions as they stand in the file.
        keys: the key of each document by its address.

    Raises:
        Unreadable: an address is not in the index, or a row lacks something.
    """
    questions = []
    for number, row in enumerate(rows, 1):
        relevant = row.get("relevant")
        if not isinstance(relevant, dict) or not relevant:
            raise Unreadable(
                _('Row %(row)d lacks "%(name)s".') % {"row": number, "name": "relevant"}
            )
        missing = [address for address in relevant if address not in keys]
        if missing:
            why = _("Not in the index: %(addresses)s.") % {"addresses": ", ".join(missing)}
            raise Unreadable(_("Row %(row)d: %(why)s") % {"row": number, "why": why})
        grades = {keys[address]: int(grade) for address, grade in relevant.items()}
        code = str(row.get("id", number))
        questions.append(Question(code, _text(row, "query", number), grades))
    return questions


def rows(path: Path) -> list[dict[str, Any]]:
    """The questions of a JSON file: a list of objects.

    Raises:
        Unreadable: the file is not there, or holds something else.
    """
    try:
        found = json.loads(_read(path))
    except ValueError as error:
        raise Unreadable(
            _("%(path)s is not JSON: %(why)s") % {"path": path, "why": error}
        ) from error
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found) or not found:
        raise Unreadable(_("%(path)s should be a list of questions.") % {"path": path})
    return found


def beir(prefix: str) -> tuple[list[Item], list[Question]]:
    """The documents and questions of `prefix`_corpus.jsonl, _queries.jsonl and _qrels.tsv.

    Raises:
        Unreadable: a file is not there, or a line of it is not what it should be.
    """
    grades: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_read(Path(f"{prefix}_qrels.tsv")).splitlines(), 1):
        query, _tab, rest = line.partition("\t")
        document, _tab, grade = rest.partition("\t")
        if number == 1 and not grade.strip().isdigit():
            continue
        if not grade.strip().isdigit():
            why = _("three columns were expected")
            raise Unreadable(_("Row %(row)d: %(why)s") % {"row": number, "why": why})
        if int(grade):
            grades.setdefault(query, {})[f"beir:{document}"] = int(grade)
    items = [
        Item(SearchDocument(f"beir:{_id(row)}", "text", row.get("title", ""), ALWAYS, row["text"]))
        for row in _lines(Path(f"{prefix}_corpus.jsonl"))
    ]
    questions = [
        Question(_id(row), row["text"], grades[_id(row)])
        for row in _lines(Path(f"{prefix}_queries.jsonl"))
        if _id(row) in grades
    ]
    if not questions:
        raise Unreadable(_("No question of %(path)s has an answer.") % {"path": prefix})
    return items, questions


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(_read(path).splitlines(), 1):
        try:
            row = json.loads(line)
            row["text"], _id(row)
        except (ValueError, KeyError, TypeError) as error:
            where = _("%(path)s, row %(row)d") % {"path": path, "row": number}
            raise Unreadable(f"{where}: {error}") from error
        yield row


def _id(row: Mapping[str, Any]) -> str:
    return str(row["_id"] if "_id" in row else row["id"])


def _hits(rule: re.Pattern[str], item: Item) -> bool:
    return bool(rule.search(item.strong) or rule.search(item.weak))


def _text(row: Mapping[str, Any], name: str, number: int) -> str:
    text = row.get(name)
    if not isinstance(text, str) or not text.strip():
        raise Unreadable(_('Row %(row)d lacks "%(name)s".') % {"row": number, "name": name})
    return text


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(
            _("%(path)s cannot be read: %(why)s") % {"path": path, "why": error}
        ) from error


def on_site(items: Iterable[Item], site_id: int) -> Iterator[SearchDocument]:
    """The documents, as things of one site."""
    for item in items:
        yield replace(item.document, site_id=site_id)
