"""The pictures of a draft: kept whole and private, described, put in order, then in the library."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from civsam_pages.guided import pictures as drawing

from .models import Draft, DraftPicture

ALT_LENGTH = 200
MOST_AT_ONCE = 12


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not kept, and why, in words for whoever sent it."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a page shows it."""

    image: Any
    alt: str
    is_decorative: bool

    def described(self) -> Any:
        """The image with what Wagtail's image block wants to know of it."""
        self.image.contextual_alt_text = self.alt
        self.image.decorative = self.is_decorative
        return self.image


def add(
    draft: Draft, files: Iterable[Any], *, most: int
) -> tuple[list[DraftPicture], list[Refused]]:
    """Keep pictures, each drawn anew; those that cannot be kept are told of, the others stay.

    A full disk leaves nothing of a picture behind.
    """
    kept, refused = [], []
    for file in list(files)[:MOST_AT_ONCE]:
        name = _plain_name(file.name)
        try:
            kept.append(_keep(draft, file, name, most))
        except ValidationError as error:
            refused.append(Refused(name, " ".join(error.messages)))
    return kept, refused


def _keep(draft: Draft, file: Any, name: str, most: int) -> DraftPicture:
    redrawn = drawing.redrawn(file)
    picture = DraftPicture(draft=draft, name=name, width=redrawn.width, height=redrawn.height)
    try:
        picture.file.save("", ContentFile(redrawn.content), save=False)
        with transaction.atomic():
            Draft.objects.select_for_update().get(pk=draft.pk)
            there = list(draft.pictures.values_list("sort_order", flat=True))
            if len(there) >= most:
                raise ValidationError(
                    _("There is room for %(most)d. Take one away first.") % {"most": most}
                )
            picture.sort_order = max(there, default=-1) + 1
            picture.save()
    except OSError:
        _drop_file(picture)
        raise ValidationError(
            _("We could not keep the picture just now: our disk is full or away. Try again later.")
        ) from None
    except BaseException:
        _drop_file(picture)
        raise
    return picture


def take_in(draft: Draft, image: Any, alt: str, is_decorative: bool) -> DraftPicture:
    """Give a draft a picture that the page has already."""
    order = draft.pictures.count()
    return DraftPicture.objects.create(
        draft=draft,
        image=image,
        name=image.title[:150],
        alt=alt[:ALT_LENGTH],
        is_decorative=is_decorative,
        sort_order=order,
        width=image.width,
        height=image.height,
    )


@transaction.atomic
def describe(draft: Draft, said: dict[int, tuple[str, bool]]) -> None:
    """Keep the alt texts, and which pictures only decorate."""
    for picture in draft.pictures.select_for_update().filter(pk__in=said):
        alt, is_decorative = said[picture.pk]
        if (picture.alt, picture.is_decorative) != (alt, is_decorative):
            picture.alt, picture.is_decorative = alt[:ALT_LENGTH], is_decorative
            picture.save(update_fields=["alt", "is_decorative"])


@transaction.atomic
def move_up(draft: Draft, pk: int) -> None:
    """Put a picture before the one it stands after. The first one is the page's own picture."""
    rows = list(draft.pictures.select_for_update())
    place = next((n for n, row in enumerate(rows) if row.pk == pk), 0)
    if place:
        rows[place - 1], rows[place] = rows[place], rows[place - 1]
    for order, row in enumerate(rows):
        if row.sort_order != order:
            row.sort_order = order
            row.save(update_fields=["sort_order"])


@transaction.atomic
def remove(draft: Draft, pk: int) -> None:
    """Take a picture away from the draft. One that the page has stays in the library."""
    picture = draft.pictures.select_for_update().filter(pk=pk).first()
    if picture is None:
        return
    file = picture.file
    picture.delete()
    if file:
        transaction.on_commit(lambda: file.storage.delete(file.name), robust=True)


def undescribed(draft: Draft) -> list[tuple[int, str]]:
    """The pictures that nobody has described, with what is to be done about each."""
    return [
        (
            picture.pk,
            _("Describe picture %(number)d, or say that it only decorates.") % {"number": number},
        )
        for number, picture in enumerate(draft.pictures.all(), start=1)
        if not picture.alt.strip() and not picture.is_decorative
    ]


def shown_as(picture: DraftPicture, *, large: bool = False) -> bytes:
    """A JPEG of a picture: small for a list, `large` for a preview.

    Raises:
        OSError: its file is lost.
    """
    image: Any = picture.image
    file = picture.file if picture.file else image.file
    with file.open("rb") as content:
        if picture.file:
            return content.read() if large else drawing.thumbnail(content)
        side = drawing.KEPT_SIDE if large else drawing.THUMBNAIL_SIDE
        return drawing.redrawn(_Sized(content, image), side).content


class _Sized:
    """A file of the library with its size, as an uploaded file has it."""

    def __init__(self, content: Any, image: Any) -> None:
        self._content = content
        self.size = min(image.get_file_size() or 1, drawing.MAX_BYTES)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._content, name)


def shown(picture: Any, page: Any) -> Shown:
    """A picture for the page; one that is new is put in the library, under a name none guesses."""
    if isinstance(picture, Shown):
        return picture
    if picture.image_id is None:
        picture.image = _library_image(picture, page)
        picture.save(update_fields=["image"])
    return Shown(picture.image, picture.alt, picture.is_decorative)


def _library_image(picture: DraftPicture, page: Any) -> Any:
    name = str(picture.file.name).rsplit("/", 1)[-1]
    with picture.file.open("rb") as content:
        file = ContentFile(content.read(), name=f"{name}.jpg")
    title = (picture.alt or page.title or picture.name)[:255]
    image = get_image_model()(
        title=title,
        file=file,
        width=picture.width,
        height=picture.height,
        uploaded_by_user=picture.draft.author,
    )
    try:
        image.save()
    except BaseException:
        if image.file:
            image.file.storage.delete(image.file.name)
        raise
    return image


def _plain_name(name: str) -> str:
    """The file's name to show: no folders, no control characters."""
    last = str(name or "").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable())[:150] or "bild"


def _drop_file(picture: DraftPicture) -> None:
    if picture.file and picture.file.name:
        picture.file.storage.delete(picture.file.name)
