"""From pages to documents: which pages are public, and keeping the index in step with them."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from .documents import SearchDocument
from .engines import get_engine
from .models import PageViewRestriction, page_model
from .registry import Kind, kinds

logger = logging.getLogger(__name__)

BATCH = 500


def page_key(pk: int) -> str:
    """The key of the document of the page with this primary key."""
    return f"page:{pk}"


def index_page(page: Any) -> None:
    """Bring the index up to date with a page that changed, and with what shows something of it.

    A page that is not live, not public, outside every site or of no registered kind is removed.
    """
    reindex([page.pk, *related_pks(page)])


def remove_page(page: Any) -> None:
    """Take a page out of the index, without asking the database what it is now."""
    get_engine().remove([page_key(page.pk)])


def reindex(pages: Iterable[Any]) -> int:
    """Bring the index up to date with these pages (or primary keys). How many are in it now."""
    pks = list(dict.fromkeys(page if isinstance(page, int) else page.pk for page in pages))
    count = 0
    for first in range(0, len(pks), BATCH):
        count += _reindex(pks[first : first + BATCH])
    return count


def reindex_below(path: str, *, related: bool = False) -> int:
    """Bring the index up to date with a page and all below it, by its path in the page tree.

    With `related` also with what shows something of them, for when others may see them or not.
    """
    below = page_model()._default_manager.filter(path__startswith=path)
    pks = list(below.values_list("pk", flat=True))
    if related:
        pks += [pk for page in below.specific() for pk in related_pks(page)]
    return reindex(pks)


def related_pks(page: Any) -> list[int]:
    """The pages that show something of this one, as the kinds know them."""
    specific = page.specific
    return [
        other.pk for kind in kinds() if kind.related is not None for other in kind.related(specific)
    ]


def documents(pks: Iterable[int] | None = None) -> Iterator[SearchDocument]:
    """The documents of all pages that belong in the index, or of those among `pks`.

    A page whose document cannot be made is logged with its key and left out.

    Raises:
        Exception: what the room's mapper raised, where `CIVSAM_SEARCH_RAISE` is true.
    """
    for _, document in mapped(pks):
        if document:
            yield document


def sample(number: int) -> Iterator[SearchDocument]:
    """About so many of all documents, of each kind its share."""
    every = 1 + count_pages() // number
    live = (kind.pages().filter(live=True).order_by("pk") for kind in kinds())
    return documents([pk for pages in live for pk in pages.values_list("pk", flat=True)[::every]])


def count_pages() -> int:
    """How many live pages there are of the registered kinds, private ones among them."""
    return sum(kind.pages().filter(live=True).count() for kind in kinds())


def _reindex(pks: list[int]) -> int:
    found: list[SearchDocument] = []
    gone = {page_key(pk) for pk in pks}
    for key, document in mapped(pks):
        gone.discard(key)  # a page that could not be mapped keeps what the index had of it
        if document:
            found.append(document)
    engine = get_engine()
    with transaction.atomic():
        engine.remove(sorted(gone))
        engine.index(found)
    return len(found)


def mapped(pks: Iterable[int] | None = None) -> Iterator[tuple[str, SearchDocument | None]]:
    """Each public page's key with its document, or with None where it could not be made."""
    private = _private_paths()
    seen: set[int] = set()
    for kind in kinds():
        pages = kind.pages().filter(live=True)
        pages = pages.order_by("pk") if pks is None else pages.filter(pk__in=list(pks))
        for page in pages if pks is not None else pages.iterator(chunk_size=BATCH):
            if page.pk in seen or page.path.startswith(private):
                continue
            parts = page.get_url_parts()
            if parts is None:
                continue
            seen.add(page.pk)
            yield page_key(page.pk), _document(kind, page, site_id=parts[0], url=parts[2] or "")


def _document(kind: Kind, page: Any, *, site_id: int, url: str) -> SearchDocument | None:
    key = page_key(page.pk)
    try:
        with translation.override(settings.LANGUAGE_CODE):
            document = kind.document(page)
            if (document.key, document.kind) != (key, kind.code):
                raise ValueError(f"{key} of kind {kind.code} mapped to {document.key}")
            return replace(document, site_id=site_id, page_id=page.pk, url=document.url or url)
    except Exception:
        logger.exception("The page %s of kind %s could not be mapped for search", key, kind.code)
        if raises():
            raise
        return None


def raises() -> bool:
    """Whether errors of indexing stop a save: in development and tests, not for an editor."""
    return bool(getattr(settings, "CIVSAM_SEARCH_RAISE", settings.DEBUG))


def _private_paths() -> tuple[str, ...]:
    return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))
