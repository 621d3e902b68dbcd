"""Keeps the search in step with the vocabulary: a term's name stands on cards, its slug in filters.

Only a changed name or slug, or a deleted term, makes the pages that use it be indexed again.
"""

from functools import partial

from django.apps import apps
from django.db import transaction
from django.db.models.signals import post_save, pre_delete, pre_save

from civsam_search.api import forget_labels, reindex

from .models import Term

SHOWN = ("name", "slug", "parent_id", "authority", "we_are")


def connect() -> None:
    """Listen to every vocabulary, those of other rooms too."""

    for model in apps.get_models():
        if issubclass(model, Term):
            pre_save.connect(remember, sender=model)
            post_save.connect(changed, sender=model)
            pre_delete.connect(deleted, sender=model)


def users_of(term) -> list[int]:
    """The primary keys of the pages that name a term, or a part of it, in any field of theirs."""

    pks: set[int] = set()
    for relation in term._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete:
            continue
        model = relation.related_model
        if model is type(term):  # a place carries the name and the slug of its district
            for part in model._default_manager.filter(parent=term.pk):
                pks.update(users_of(part))
        elif hasattr(model, "live") and not relation.field.auto_created:
            named = model._default_manager.filter(**{relation.field.name: term.pk})
            pks.update(named.values_list("pk", flat=True))
    return sorted(pks)


def _shown(term) -> tuple:
    return tuple(getattr(term, name, None) for name in SHOWN)


def remember(sender, instance, **kwargs) -> None:
    before = sender._default_manager.filter(pk=instance.pk).first() if instance.pk else None
    instance._civsam_before = _shown(before) if before else None


def changed(sender, instance, created, **kwargs) -> None:
    if instance._civsam_before == _shown(instance):
        return
    _labels_changed()
    if not created:
        transaction.on_commit(lambda: reindex(users_of(instance)))


def deleted(sender, instance, **kwargs) -> None:
    _labels_changed()
    transaction.on_commit(partial(reindex, users_of(instance)))


def _labels_changed() -> None:
    forget_labels()
    transaction.on_commit(forget_labels)
