"""What search engines are told of links that associations have written.

A link of an actor that nobody trusts yet is marked ``nofollow ugc``: it gains nothing by being
here. The room of posting knows whom the municipality trusts, and tells in its app's `ready`.
"""

import re
from collections.abc import Callable
from typing import Any

UNTRUSTED = "nofollow ugc"
EXTERNAL = re.compile(r'<a (?=[^>]*href="https?:)')
_TRUSTS: list[Callable[[int], bool]] = []


def use(is_trusted: Callable[[int], bool]) -> None:
    """Let `is_trusted` (an actor's id -> bool) tell whom the municipality trusts."""
    _TRUSTS[:] = [is_trusted]


def rel_of(page: Any) -> str:
    """The `rel` of links on a page: empty for the municipality's, and of actors it trusts."""
    if page is None or not _TRUSTS:
        return ""
    owner = page if hasattr(page, "is_municipal") else getattr(page, "owner_actor", None)
    if owner is None or owner.is_municipal or _TRUSTS[0](owner.pk):
        return ""
    return UNTRUSTED


def marked(html: str, page: Any) -> str:
    """The text of a page with its links to other sites marked; nothing is asked where none are."""
    if not EXTERNAL.search(html) or not (rel := rel_of(page)):
        return html
    return EXTERNAL.sub(f'<a rel="{rel}" ', html)
