"""Reads files of grants and registers as documents, without making pages of them.

Grants are JSON, a list of kommuner with their ``bidrag``. A register is CSV or JSON Lines, an actor
a row, where several values of a cell are joined with ``|``. Any of them may be packed with gzip.
"""

import csv
import gzip
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from civsam_search.documents import SearchDocument
from civsam_search.evaluation.sets import ALWAYS, Item, Unreadable

LISTS = ("types", "activities", "areas", "target_groups", "age_ranges")


def read(path: Path) -> Iterator[Item]:
    """The grants or actors of a file, with the texts that rules of relevance look in.

    Of a grant the name is the strong text and whom it is for the weak one; of an actor its name,
    types and activities, and its description.

    Raises:
        Unreadable: the file is not there, or is of no form that is known here.
    """
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise Unreadable(f"{path} cannot be read: {error}") from error
    try:
        yield from _read(text)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(f"{path} is no file of grants or actors: {error!r}") from error


def _read(text: str) -> Iterator[Item]:
    if text.lstrip().startswith("["):
        for kommun in json.loads(text):
            for grant in kommun["bidrag"]:
                yield _grant(grant)
    elif text.lstrip().startswith("{"):
        for line in text.splitlines():
            yield _actor(json.loads(line))
    else:
        for row in csv.DictReader(io.StringIO(text)):
            lists = {name: [p for p in row[name].split("|") if p] for name in LISTS}
            yield _actor({**row, **lists})


def _grant(grant: dict[str, Any]) -> Item:
    body = [
        *grant["krav"],
        grant["belopp"],
        grant["sen_ansokan"],
        *grant["kategori"],
        *(grant.get("foreningstyp") or ()),
    ]
    document = SearchDocument(
        f"grant:{grant['id']}",
        "grant",
        grant["namn"],
        ALWAYS,
        lead=grant["malgrupp"],
        body=_joined(body),
    )
    return Item(document, grant["namn"], grant["malgrupp"])


def _actor(row: dict[str, Any]) -> Item:
    types, activities = row.get("types") or (), row.get("activities") or ()
    description = row.get("description") or ""
    body = [*types, *(row.get("target_groups") or ()), *(row.get("areas") or ())]
    document = SearchDocument(
        f"actor:{row['id']}",
        "actor",
        row["name"].strip(),
        ALWAYS,
        lead=description,
        body=_joined([*activities, *body, row.get("city")]),
    )
    return Item(document, _joined([row["name"].strip(), *activities, *types]), description)


def _joined(texts: Iterable[Any]) -> str:
    return " · ".join(str(text) for text in texts if text)
