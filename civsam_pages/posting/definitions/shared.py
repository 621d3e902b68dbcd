"""What needs, initiatives and profiles write and read alike."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.text import slugify

from civsam_pages.arena.models import Area, TargetGroup, Theme
from civsam_pages.guided.rules import Answers

from .. import uploads
from . import vocabulary, writing

TERMS: Mapping[str, type] = {"themes": Theme, "target_groups": TargetGroup, "areas": Area}
CONTACT = ("contact_role", "contact_email", "contact_phone")


def fill_fields(page: Any, values: Mapping[str, Any], *names: str) -> None:
    """Write the answers that have been given into the page's fields of the same names."""
    for name in names:
        if name in values:
            setattr(page, name, values[name])


def fill_text(page: Any, values: Mapping[str, Any], name: str = "text") -> None:
    """Write the text, unless it says what the page says already."""
    if name in values and values[name].strip() != writing.text_of(page.body):
        page.body = writing.rewritten(page.body, values[name])


def fill_terms(page: Any, values: Mapping[str, Any]) -> None:
    for name, model in TERMS.items():
        if name in values:
            setattr(page, name, vocabulary.in_order(model, values[name]))


def set_rows(page: Any, name: str, rows: list[Any]) -> None:
    """Give the page these child rows instead of those it has."""
    setattr(page, name, rows)


def fill_title(page: Any, values: Mapping[str, Any]) -> None:
    """The title, and for a page that is not there yet the word in its address."""
    if not values.get("title"):
        return
    page.title = page.draft_title = values["title"]
    if not page.pk:
        page.slug = slugify(values["title"])[:80].strip("-") or page._meta.model_name


def fill_pictures(page: Any, pictures: Iterable[Any] | None) -> None:
    """The first picture is the page's; the others stand in its text.

    Those that stood there already stay in their places, with the caption that an editor wrote.
    """
    if pictures is None:
        return
    shown = [uploads.shown(picture, page) for picture in pictures]
    first, others = (shown[0], shown[1:]) if shown else (None, [])
    _set_picture(page, first)
    left = {id(one.image) if one.image.pk is None else one.image.pk: one for one in others}
    blocks: list[Any] = []
    for block in page.body:
        if block.block_type != "image":
            blocks.append((block.block_type, block.value))
            continue
        image = block.value.get("image")
        if image is not None and (one := left.pop(image.pk, None)):
            caption = block.value.get("caption") or ""
            blocks.append(("image", {"image": one.described(), "caption": caption}))
    blocks += [("image", {"image": one.described(), "caption": ""}) for one in left.values()]
    if others or len(blocks) != len(page.body):
        page.body = blocks


def fill_picture(page: Any, picture: Any) -> None:
    """The page's only picture, or none; what stands in its text stays."""
    _set_picture(page, uploads.shown(picture, page) if picture else None)


def _set_picture(page: Any, picture: Any) -> None:
    page.image = picture.image if picture else None
    page.image_alt = picture.alt if picture else ""
    page.image_is_decorative = picture.is_decorative if picture else False


def pictures_from(page: Any, draft: Any) -> None:
    """Give a draft the pictures of the page and of its text."""
    if page.image_id:
        uploads.take_in(draft, page.image, page.image_alt, page.image_is_decorative)
    for block in page.body:
        image = block.value.get("image") if block.block_type == "image" else None
        if image is not None:
            decorative = bool(getattr(image, "decorative", False))
            uploads.take_in(draft, image, image.contextual_alt_text or "", decorative)


def one_picture_from(page: Any, draft: Any) -> None:
    if page.image_id:
        uploads.take_in(draft, page.image, page.image_alt, page.image_is_decorative)


def slugs(terms: Iterable[Any]) -> list[str]:
    return [term.slug for term in terms]


def about_from(page: Any) -> dict[str, list[str]]:
    return {name: slugs(getattr(page, name).all()) for name in TERMS}


def fields_from(page: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(page, name) for name in names}


def day(value: Any) -> date | None:
    """A kept day; None where there is none, or it is not a day."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def contact_prefill(actor: Any) -> dict[str, Any]:
    """The actor's own contact, which most things that it posts have too."""
    return {name: getattr(actor, name) for name in CONTACT if getattr(actor, name)}


def index_page(site: Any, model: type[Any]) -> Any:
    """The list of this kind on the site."""
    return model.objects.live().descendant_of(site.root_page).order_by("path").first()


def values(answers: Answers, step: str) -> Mapping[str, Any]:
    return answers.get(step, {})
