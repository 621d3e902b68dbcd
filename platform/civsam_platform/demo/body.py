"""From the simple markup of the demo's files to the blocks of a page."""

import json
import re
from collections.abc import Callable, Iterator
from html import escape
from uuid import NAMESPACE_URL, uuid5

LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
ITEM = re.compile(r"(?:- |\d+\. )")
Block = tuple[str, str | dict[str, str]]


def blocks(text: str, page_id: Callable[[str], int]) -> list[Block]:
    """The blocks of a text. Paragraphs are parted by an empty line.

    Args:
        text: ``## `` begins a heading, ``> `` a quote, ``- `` and ``1. `` items of a list.
        page_id: gives the primary key of the page at an address that begins with a slash.

    Raises:
        LookupError: what `page_id` raised for a page that there is not.
    """
    return list(_joined(_block(part.strip(), page_id) for part in text.strip().split("\n\n")))


def as_json(parts: list[Block], name: str) -> str:
    """The blocks as a StreamField stores them, with the same ids every time for the same name."""
    return json.dumps(
        [
            {"type": kind, "value": value, "id": str(uuid5(NAMESPACE_URL, f"{name}#{number}"))}
            for number, (kind, value) in enumerate(parts)
        ],
        ensure_ascii=False,
    )


def _block(part: str, page_id: Callable[[str], int]) -> Block:
    if part.startswith("## "):
        return "heading", part[3:]
    if part.startswith("> "):
        text, _dash, source = part[2:].partition(" — ")
        return "quote", {"text": text, "source": source}
    lines = part.splitlines()
    if all(ITEM.match(line) for line in lines):
        tag = "ul" if part.startswith("- ") else "ol"
        items = (_inline(ITEM.sub("", line, count=1), page_id) for line in lines)
        return "paragraph", f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"
    return "paragraph", f"<p>{_inline(' '.join(lines), page_id)}</p>"


def _inline(text: str, page_id: Callable[[str], int]) -> str:
    def link(found: re.Match[str]) -> str:
        words, address = found[1], found[2]
        if address.startswith("/"):
            return f'<a linktype="page" id="{page_id(address)}">{words}</a>'
        return f'<a href="{address}">{words}</a>'

    return LINK.sub(link, escape(text, quote=False))


def _joined(parts: Iterator[Block]) -> Iterator[Block]:
    """Put paragraphs that follow on each other into one block, as an editor would."""
    waiting = ""
    for kind, value in parts:
        if kind == "paragraph" and isinstance(value, str):
            waiting += value
            continue
        if waiting:
            yield "paragraph", waiting
            waiting = ""
        yield kind, value
    if waiting:
        yield "paragraph", waiting
