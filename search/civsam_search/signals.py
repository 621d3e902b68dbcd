"""Keeps the index in step with the pages, in the same transaction wherever that is right."""

import logging
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from . import best_bets, catching_up, common, indexing, own_words, synonyms
from .models import CompoundWord, HeldBackSearch, PageViewRestriction, Site, Synonym, page_model

logger = logging.getLogger(__name__)


def connect() -> None:
    """Listen to all that changes which pages the public sees, where, and by which words."""
    own_words.read_from(CompoundWord.in_force)
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
    post_save.connect(held_back_changed, sender=HeldBackSearch)
    post_delete.connect(held_back_changed, sender=HeldBackSearch)
    pre_save.connect(compound_about_to_change, sender=CompoundWord)
    post_save.connect(compounds_changed, sender=CompoundWord)
    post_delete.connect(compounds_changed, sender=CompoundWord)
    if best_bets.is_installed():
        from wagtail.contrib.search_promotions.models import Query, SearchPromotion

        for sender in (Query, SearchPromotion):
            post_save.connect(best_bets.forget, sender=sender)
            post_delete.connect(best_bets.forget, sender=sender)


def synonyms_changed(**kwargs: Any) -> None:
    """Read questions by the rules as they are now."""
    synonyms.in_force.forget()


def held_back_changed(**kwargs: Any) -> None:
    """Offer what may be offered now."""
    common.held_back.forget()


def compound_about_to_change(instance: Any, **kwargs: Any) -> None:
    """Remember what word the row was for."""
    before = CompoundWord.objects.filter(pk=instance.pk).values_list("word", flat=True)
    instance._civsam_word_before = before.first() if instance.pk else None


def compounds_changed(instance: Any, **kwargs: Any) -> None:
    """Read compounds as the rows are now, and index again what has the word."""
    words = {instance.word, getattr(instance, "_civsam_word_before", None)}
    catching_up.note(word for word in words if word)
    own_words.in_force.forget()
    _later(_index_again)


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


def _index_again() -> None:
    own_words.in_force.forget()  # another thread may have read the rows before they were committed
    catching_up.index_again()


def _later(work: Callable[[], Any]) -> None:
    transaction.on_commit(keeps_the_save(lambda: work()))
