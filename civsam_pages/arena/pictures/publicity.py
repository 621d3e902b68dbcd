"""Which pictures everyone may see: those that something public refers to."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import storages
from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from modelcluster.fields import ParentalKey
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction, ReferenceIndex

from civsam_pages.arena.base_page import Page

from .storage import PictureStorage

IN_SQL = 500  # databases limit how many values a question has


def connect() -> None:
    """Withhold pictures as soon as the pages that show them are not public any more."""
    for signal in (pre_save, pre_delete):
        signal.connect(on_page, dispatch_uid="civsam_pictures")
    for signal in (post_save, post_delete):
        signal.connect(on_restriction, sender=PageViewRestriction, dispatch_uid="civsam_pictures")


def on_page(sender: Any, instance: Any, **kwargs: Any) -> None:
    """What a page shows before it is saved or deleted may be shown by nothing afterwards."""
    if isinstance(instance, Page) and instance.pk and ours() and not kwargs.get("raw"):
        _ask_again(_references_of([instance.pk]))


def on_restriction(instance: PageViewRestriction, **kwargs: Any) -> None:
    """A part of the site is closed."""
    if ours() and not kwargs.get("raw"):
        below = Page.objects.descendant_of(instance.page, inclusive=True)
        _ask_again(_references_of(below.values_list("pk", flat=True)))


def _ask_again(images: set[str]) -> None:
    if images:
        transaction.on_commit(partial(withhold_unseen, images), robust=True)


def ours() -> PictureStorage | None:
    """The site's storage, where it can withhold pictures."""
    storage = storages["default"]
    return storage if isinstance(storage, PictureStorage) else None


def is_public(image: Any) -> bool:
    """Whether everyone may see a picture."""
    return str(image.pk) in public({str(image.pk)})


def public(images: Iterable[str]) -> set[str]:
    """Those of the pictures, by id, that a public page shows, or the site itself: its logo, say."""
    pages = _content_type(Page)
    by_page: dict[str, set[str]] = {}
    images = list(images)
    found = _in_rows(images)
    for image, base, kind, source in _references_to(images):
        if base == pages:
            by_page.setdefault(source, set()).add(image)
        elif not _is_private(ContentType.objects.get_for_id(kind).model_class()):
            found.add(image)
    seen = Page.objects.live().public().filter(pk__in=list(by_page)).values_list("pk", flat=True)
    return found.union(*(by_page[str(pk)] for pk in seen))


def pages_with(image: Any) -> list[Any]:
    """The pages that show a picture, public or not."""
    pages = _content_type(Page)
    found = [source for _i, base, _k, source in _references_to([str(image.pk)]) if base == pages]
    return list(Page.objects.filter(pk__in=found).specific())


def withhold_unseen(images: Iterable[str] | None = None) -> int:
    """Put pictures that nothing public shows out of reach; all that lie in the open, if none are
    named. Gives how many files that were.
    """
    storage = ours()
    if storage is None:
        return 0
    files = _files_of(images) if images is not None else _files_named(storage.shown_names())
    seen = public({image for image, _name in files})
    unseen = [name for image, name in files if image not in seen and storage.is_shown(name)]
    for name in unseen:
        storage.withhold(name)
    return len(unseen)


def image_of(name: str) -> Any:
    """The picture that a file is of, in whatever size; None where no picture has it."""
    model = get_image_model()
    rendition = model.get_rendition_model().objects.filter(file=name).select_related("image")
    found = rendition.first()
    return found.image if found else model.objects.filter(file=name).first()


def _files_of(images: Iterable[str]) -> list[tuple[str, str]]:
    return _files(lambda objects, field: objects.filter(**{f"{field}__in": list(images)}))


def _files_named(names: list[str]) -> list[tuple[str, str]]:
    parts = [names[at : at + IN_SQL] for at in range(0, len(names), IN_SQL)]
    found = []
    for part in parts:
        found += _files(lambda objects, _field, part=part: objects.filter(file__in=part))
    return found


def _files(chosen: Any) -> list[tuple[str, str]]:
    """Each file of the chosen pictures, with the id of its picture."""
    model = get_image_model()
    renditions = model.get_rendition_model().objects
    return [
        (str(image), name)
        for objects, field in ((model.objects, "pk"), (renditions, "image_id"))
        for image, name in chosen(objects, field).values_list(field, "file")
    ]


def _references_of(pages: Any) -> set[str]:
    """The pictures that some pages show as they are now."""
    rows = ReferenceIndex.objects.filter(
        base_content_type=_content_type(Page),
        object_id__in=[str(pk) for pk in pages],
        to_content_type=_content_type(get_image_model()),
    )
    return set(rows.values_list("to_object_id", flat=True))


def _references_to(images: Iterable[str]) -> Any:
    return (
        ReferenceIndex.objects.filter(
            to_content_type=_content_type(get_image_model()), to_object_id__in=list(images)
        )
        .values_list("to_object_id", "base_content_type", "content_type", "object_id")
        .distinct()
    )


def _in_rows(images: list[str]) -> set[str]:
    """What rows point at that are no page's: the settings of a site, say. Wagtail's index of
    references leaves them out.
    """
    found: set[str] = set()
    for relation in get_image_model()._meta.get_fields(include_hidden=True):
        if (relation.one_to_many or relation.one_to_one) and relation.auto_created:
            rows, field = relation.related_model, relation.field.attname
            if _shows_by_itself(rows):
                held = rows._default_manager.filter(**{f"{field}__in": images})
                found.update(str(pk) for pk in held.values_list(field, flat=True))
    return found


def _shows_by_itself(rows: Any) -> bool:
    if issubclass(rows, (Page, get_image_model().get_rendition_model())) or _is_private(rows):
        return False
    parents = [f.related_model for f in rows._meta.get_fields() if isinstance(f, ParentalKey)]
    return not any(issubclass(parent, Page) for parent in parents)


def _content_type(model: Any) -> int:
    return int(ContentType.objects.get_for_model(model).pk)


def _is_private(rows: Any) -> bool:
    """Whether rows of this kind are nobody's to see: their model says so itself."""
    return getattr(rows, "pictures_are_private", False)
