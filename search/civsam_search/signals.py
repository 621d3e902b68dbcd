"""Keeps the index in step with the pages, in the same transaction wherever that is right."""

import logging
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from . import indexing, synonyms
from .models import PageViewRestriction, Site, Synonym, page_model

logger = logging.getLogger(__name__)


def connect() -> None:
    """Listen to all that changes which pages the public sees, and where."""
    page_published.connect(published)
    page_unpublished.connect(unpublished)
    page_slug_changed.connect(moved)
    post_page_move.connect(moved_elsewhere)
    pre_delete.connect(deleted, sender=page_model())
    post_save.connect(restricted, sender=PageViewRestriction)
    post_delete.connect(unrestricted, sender=PageViewRestriction)
    pre_save.connect(site_about_to_change, sender=Site)
    post_save.connect(site_changed, sender=Site)
    post_delete.connect(site_changed, sender=Site)
    post_save.connect(synonyms_changed, sender=Synonym)
    post_delete.connect(synonyms_changed, sender=Synonym)


def synonyms_changed(**kwargs: Any) -> None:
    """Read questions by the rules as they are now."""
    synonyms.forget()


def keeps_the_save(handler: Callable[..., None]) -> Callable[..., None]:
    """A failing index never takes an editor's work with it: it is logged, and `check` finds it."""

    @wraps(handler)
    def safely(*args: Any, **kwargs: Any) -> None:
        try:
            with transaction.atomic():
                handler(*args, **kwargs)
        except Exception:
            if indexing.raises():
                raise
            logger.exception("The search index could not follow %s", kwargs.get("instance"))

    return safely


@keeps_the_save
def published(instance: Any, **kwargs: Any) -> None:
    """A page is out, or out again with other content."""
    indexing.index_page(instance)


@keeps_the_save
def unpublished(instance: Any, **kwargs: Any) -> None:
    """A page is taken down."""
    indexing.remove_page(instance)
    _later(partial(indexing.reindex, indexing.related_pks(instance)))


@keeps_the_save
def deleted(instance: Any, **kwargs: Any) -> None:
    """A page is about to be deleted; what showed something of it comes when it is gone."""
    indexing.remove_page(instance)
    _later(partial(indexing.reindex, indexing.related_pks(instance)))


@keeps_the_save
def moved(instance: Any, **kwargs: Any) -> None:
    """A page has another address, and so have all below it."""
    indexing.reindex_below(instance.path)


@keeps_the_save
def moved_elsewhere(instance: Any, **kwargs: Any) -> None:
    """A page stands elsewhere, perhaps where fewer may see it, and so do all below it."""
    indexing.reindex_below(instance.path, related=True)


@keeps_the_save
def restricted(instance: Any, **kwargs: Any) -> None:
    """A page and all below it became private."""
    indexing.reindex_below(instance.page.path, related=True)


@keeps_the_save
def unrestricted(instance: Any, **kwargs: Any) -> None:
    """A page may be public again, unless it is being deleted with its restriction."""
    _later(partial(indexing.reindex_below, instance.page.path, related=True))


def site_about_to_change(instance: Any, **kwargs: Any) -> None:
    """Remember where the site was rooted."""
    before = Site.objects.filter(pk=instance.pk).values_list("root_page__path", flat=True)
    instance._civsam_root_before = before.first() if instance.pk else None


@keeps_the_save
def site_changed(instance: Any, **kwargs: Any) -> None:
    """Pages came to a site, or left it. Later, when Wagtail knows its sites anew."""
    paths = {instance.root_page.path, getattr(instance, "_civsam_root_before", None)}
    for path in sorted(path for path in paths if path):
        _later(partial(indexing.reindex_below, path))


def _later(work: Callable[[], Any]) -> None:
    transaction.on_commit(keeps_the_save(lambda: work()))
