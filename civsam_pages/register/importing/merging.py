"""What a row changes on the page it became: only what is new in the register and untouched here.

Three versions of every field meet: what the register said last time (`imported`), what the page
says now (`current`), and what the register says today (`new`).
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from wagtail.rich_text import RichText

from ..models import ActorPage

SCALARS = (
    "title", "kind", "org_number", "founded_year", "umbrella", "activities", "leisure_card",
    "website", "contact_email", "postal_code", "city", "summary",
)  # fmt: skip
TERMS = ("categories", "target_groups", "areas")
BODY = "body"


class Merge(NamedTuple):
    """The fields to change with their new values, and those that an editor's hand has kept."""

    changes: dict[str, Any]
    kept: list[str]


def merge(
    *, imported: Mapping[str, Any], current: Mapping[str, Any], new: Mapping[str, Any]
) -> Merge:
    """What to change on a page, and what to leave since somebody has changed it by hand."""

    changes: dict[str, Any] = {}
    kept: list[str] = []
    for name, value in new.items():
        if name in imported and value == imported[name]:
            continue
        now = current[name]
        if now == value:
            continue
        if name in imported and now == imported[name]:
            changes[name] = value
        else:
            kept.append(name)
    return Merge(changes, kept)


def values_of(page: ActorPage) -> dict[str, Any]:
    """The fields of a page in the form that a record has them."""

    values = {name: getattr(page, name) for name in SCALARS}
    return {
        **{name: _lines(v) if isinstance(v, str) else v for name, v in values.items()},
        BODY: _html(page),
        **{name: sorted(term.slug for term in getattr(page, name).all()) for name in TERMS},
    }


def apply(
    page: ActorPage, values: Mapping[str, Any], terms: Mapping[str, Mapping[str, Any]]
) -> None:
    """Lay values on a page without saving it; `terms` has the vocabularies by field and slug."""

    for name, value in values.items():
        if name == BODY:
            page.body = [("paragraph", RichText(value))] if value else []
        elif name in TERMS:
            setattr(page, name, [terms[name][slug] for slug in value])
        else:
            setattr(page, name, value)


def _lines(text: str) -> str:
    """`text` with the line ends of a database, whichever a browser sent."""

    return text.replace("\r\n", "\n").strip()


def _html(page: ActorPage) -> str | None:
    """The one paragraph that an import writes; None where the body is anything else.

    The editor's rich text field adds keys and writes line breaks its own way, and neither is a
    change by hand.
    """

    blocks = list(page.body)
    if not blocks:
        return ""
    if len(blocks) > 1 or blocks[0].block_type != "paragraph":
        return None
    html = re.sub(r'\sdata-block-key="[^"]*"', "", blocks[0].value.source)
    return re.sub(r"<br\s*/?>", "<br/>", _lines(html))
