"""Reads what the demo says from the TOML files beside it."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from .days import written

FOLDER = Path(__file__).parent / "content"
Row = dict[str, Any]


@dataclass(frozen=True)
class Content:
    """Everything in the files, with days in texts written out."""

    areas: list[Row] = field(default_factory=list)
    units: list[Row] = field(default_factory=list)
    actors: list[Row] = field(default_factory=list)
    needs: list[Row] = field(default_factory=list)
    initiatives: list[Row] = field(default_factory=list)
    grants: list[Row] = field(default_factory=list)
    pages: list[Row] = field(default_factory=list)
    lists: dict[str, Row] = field(default_factory=dict)
    pictures: dict[str, Row] = field(default_factory=dict)
    site: Row = field(default_factory=dict)
    start: Row = field(default_factory=dict)
    statement: Row = field(default_factory=dict)


def read(today: date) -> Content:
    """Read all files of the demo as they are on a day.

    Raises:
        tomllib.TOMLDecodeError: a file is not TOML.
    """
    website = _read("pages.toml", today)
    vocabulary = _read("vocabulary.toml", today)
    return Content(
        areas=vocabulary["area"],
        units=vocabulary["unit"],
        actors=_rows("actor", today),
        needs=_rows("need", today),
        initiatives=_rows("initiative", today),
        grants=_rows("grant", today),
        pages=website["page"],
        lists=website["index"],
        pictures=_read("pictures.toml", today),
        site=website["site"],
        start=website["start"],
        statement=website["statement"],
    )


def people_rows(today: date) -> Row:
    """Who acts for whom, as it is on a day.

    Raises:
        tomllib.TOMLDecodeError: the file is not TOML.
    """
    return _read("people.toml", today)


def post_rows(today: date) -> list[Row]:
    """What associations have written and sent, as it is on a day.

    Raises:
        tomllib.TOMLDecodeError: a file is not TOML.
    """
    return _rows("post", today)


def change_rows(today: date) -> list[Row]:
    """The changes of names that associations have asked for."""
    files = sorted(FOLDER.glob("posts-*.toml"))
    return [row for file in files for row in _read(file.name, today).get("change", [])]


def answer_rows(today: date) -> list[Row]:
    """How needs have been answered, as it is on a day."""
    found: list[Row] = _read("answers.toml", today)["answer"]
    return found


def report_rows(today: date) -> list[Row]:
    """What has been reported and decided, as it is on a day."""
    found: list[Row] = _read("reports.toml", today)["report"]
    return found


def _rows(kind: str, today: date) -> list[Row]:
    files = sorted(FOLDER.glob(f"{kind}s-*.toml"))
    return [row for file in files for row in _read(file.name, today)[kind]]


def _read(name: str, today: date) -> Row:
    with (FOLDER / name).open("rb") as file:
        found: Row = written(tomllib.load(file), today)
        return found
