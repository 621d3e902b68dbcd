"""How plain answers become the text and rows of a page, and keep what the form does not ask."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from html import escape, unescape
from typing import Any

from django.utils.html import strip_tags

from civsam_pages.arena.rules import Wanted

TEXTUAL = frozenset({"heading", "paragraph"})
_PARAGRAPH = re.compile(r"</p>\s*|</li>\s*|<br\s*/?>", re.I)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")


def text_of(body: Any) -> str:
    """The text of a page as somebody without an editor writes it: paragraphs with empty lines."""
    return "\n\n".join(
        paragraph for block in body if block.block_type in TEXTUAL for paragraph in _plain(block)
    )


def rewritten(body: Any, text: str) -> list[Any]:
    """The blocks of a page whose text has become `text`.

    What is said as before stays as the editor made it, with its links and headings, and pictures,
    quotes and files stay where they stood. What is new becomes plain paragraphs.
    """
    wanted = [part.strip() for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
    blocks = list(body)
    owners = [
        (number, paragraph)
        for number, block in enumerate(blocks)
        if block.block_type in TEXTUAL
        for paragraph in _plain(block)
    ]
    matcher = SequenceMatcher(None, [said for _number, said in owners], wanted, autojunk=False)
    kept_as = {
        match.b + offset: match.a + offset
        for match in matcher.get_matching_blocks()
        for offset in range(match.size)
    }
    whole = {
        number
        for number in {owner for owner, _said in owners}
        if _stands_whole(number, owners, kept_as)
    }
    result: list[Any] = []
    done = -1  # the last block of the old text that has been placed or passed
    for place, paragraph in enumerate(wanted):
        if place not in kept_as:
            result.append(_paragraph(paragraph))
            continue
        number = owners[kept_as[place]][0]
        result += _other_blocks(blocks, done, number)
        if number in whole:
            if done < number:
                result.append(_raw(blocks[number]))
        else:
            result.append(_paragraph(paragraph))
        done = max(done, number)
    return result + _other_blocks(blocks, done, len(blocks))


def _stands_whole(
    number: int, owners: Sequence[tuple[int, str]], kept_as: Mapping[int, int]
) -> bool:
    """Whether all paragraphs of a block are kept, with nothing between them."""
    mine = [place for place, (owner, _said) in enumerate(owners) if owner == number]
    theirs = [new for new, old in kept_as.items() if old in mine]
    return len(theirs) == len(mine) and max(theirs) - min(theirs) == len(mine) - 1


def _other_blocks(blocks: Sequence[Any], after: int, before: int) -> list[Any]:
    between = blocks[after + 1 : before]
    return [_raw(block) for block in between if block.block_type not in TEXTUAL]


def _raw(block: Any) -> tuple[str, Any]:
    return block.block_type, block.value


def _plain(block: Any) -> list[str]:
    html = getattr(block.value, "source", None)
    if html is None:
        return [str(block.value).strip()]
    parts = (unescape(strip_tags(part)).strip() for part in _PARAGRAPH.split(html))
    return [part for part in parts if part]


def _paragraph(text: str) -> tuple[str, str]:
    """A paragraph as rich text; an address that was written out becomes a link."""
    lines = "<br/>".join(escape(line, quote=False) for line in text.split("\n"))
    linked = _ADDRESS.sub(lambda found: f'<a href="{found[0]}">{found[0]}</a>', lines)
    return "paragraph", f"<p>{linked}</p>"


# --- what is wanted or offered -------------------------------------------------------------------


def wanted_answers(rows: Iterable[Any]) -> tuple[list[str], dict[str, str]]:
    """The kinds of the rows, and the words of the first row of each kind."""
    said: dict[str, str] = {}
    for row in rows:
        said.setdefault(row.kind, row.title)
    return [kind.value for kind in Wanted if kind.value in said], said


def wanted_rows(
    model: type[Any], before: Iterable[Any], kinds: Iterable[str], said: Mapping[str, Any]
) -> list[Any]:
    """The rows of the chosen kinds: those that were there keep what the form does not ask."""
    there: dict[str, list[Any]] = {}
    before = list(before)
    for row in before:
        there.setdefault(row.kind, []).append(row)
    rows: list[Any] = []
    for kind in (one for one in Wanted if one.value in set(kinds)):
        words = str(said.get(kind.value) or kind.label)
        if kind.value not in there:
            rows.append(model(kind=kind.value, title=words))
            continue
        first, *others = there[kind.value]
        first.title = words
        rows += [first, *others]
    return numbered(rows, before)


def numbered(rows: list[Any], before: Iterable[Any]) -> list[Any]:
    """The rows with their order, which stays as it was where they are the same ones."""
    if rows != list(before):
        for order, row in enumerate(rows):
            row.sort_order = order
    return rows
