"""Marks what was searched for in titles and texts. All that comes out is escaped HTML."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from . import own_words
from .swedish import QueryTerm, spans, terms

EXCERPT = 220


def wanted(found_by: Iterable[QueryTerm]) -> frozenset[str]:
    """The stems to mark."""
    return frozenset(term.text for term in found_by)


def matches(text: str, stems: frozenset[str]) -> list[tuple[int, int]]:
    """Where the words stand whose stem, or a part of it, is among `stems`."""
    if not stems:
        return []
    own = own_words.in_force()  # asked for once: a text has many words
    found = spans(text)
    return [(begin, end) for begin, end, word in found if not stems.isdisjoint(terms(word, own))]


def mark(text: str, stems: frozenset[str]) -> SafeString:
    """The whole text with its matches in <mark>."""
    return _marked(text, matches(text, stems))


def excerpt(texts: Iterable[str], stems: frozenset[str], length: int = EXCERPT) -> SafeString:
    """About `length` characters of the first of the texts that matches, else of the first text."""
    first = ""
    for text in texts:
        text = _running(text)
        first = first or text
        found = matches(text, stems)
        if found:
            begin, end = _window(text, found[0][0], length)
            inside = [(b - begin, e - begin) for b, e in found if b >= begin and e <= end]
            return _framed(text, begin, end, inside)
    return _framed(first, *_window(first, 0, length), [])


def _running(text: str) -> str:
    """The lines as one; a dot stands between those that are no sentences, such as words."""
    lines = [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]
    ended = (line if line[-1] in ".!?:;…" else f"{line} ·" for line in lines[:-1])
    return " ".join((*ended, *lines[-1:]))


def _window(text: str, at: int, length: int) -> tuple[int, int]:
    """Where to cut, at spaces: from the beginning if the match is seen there."""
    if len(text) <= length:
        return 0, len(text)
    begin = 0
    if at > length * 3 // 4:
        begin = max(0, text.rfind(" ", 0, at - length // 4) + 1)
    end = begin + length
    if end < len(text):
        space = text.rfind(" ", begin, end)
        end = space if space > max(begin, at) else end
    return begin, min(end, len(text))


def _framed(text: str, begin: int, end: int, found: list[tuple[int, int]]) -> SafeString:
    html = _marked(text[begin:end], found)
    return mark_safe(("… " if begin else "") + html + (" …" if end < len(text) else ""))


def _marked(text: str, found: list[tuple[int, int]]) -> SafeString:
    pieces, last = [], 0
    for begin, end in found:
        pieces += [escape(text[last:begin]), "<mark>", escape(text[begin:end]), "</mark>"]
        last = end
    pieces.append(escape(text[last:]))
    return mark_safe("".join(pieces))
