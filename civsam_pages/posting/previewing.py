"""A page that is not there yet, as visitors will see it: nothing of it is saved."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.images import get_image_model

from .definitions import definition_of
from .models import Draft, DraftPicture
from .uploads import Shown

WIDEST = 960


class PrivateRendition:
    """The one size in which a picture that only its writers see is shown."""

    def __init__(self, url: str, width: int, height: int) -> None:
        self.url, self.width, self.height = url, width, height


def preview_of(request: HttpRequest, draft: Draft) -> tuple[Any, dict[str, Any]]:
    """The page with the draft's answers in it, and what its template shows."""
    definition = definition_of(draft)
    site = draft.actor.get_site()
    if draft.page is not None:
        page = draft.page.specific.get_latest_revision_as_object()
        kept = {name: getattr(page, name) for name in definition.locked or ()}
    else:
        page, kept = definition.new_page(draft.actor), {}  # type: ignore[misc]
        parent = definition.parent_for(site)
        page.depth, page.listed_on = parent.depth + 1, parent
        page.set_url_path(parent)
    definition.fill(page, draft.answers, [_shown(one) for one in draft.pictures.all()])
    for name, value in kept.items():
        setattr(page, name, value)
    if draft.page is None:
        page.set_url_path(page.listed_on)
    request.is_preview = True  # type: ignore[attr-defined]
    context = page.get_context(request)
    return page, context


def _shown(picture: DraftPicture) -> Shown:
    """The picture from its private address: in the library it may be out of its writers' reach."""
    url = reverse("civsam_posting:picture", args=[picture.draft_id, picture.pk])
    width = min(picture.width, WIDEST)
    height = round(picture.height * width / max(picture.width, 1))
    image = get_image_model()(
        pk=picture.image_id, title=picture.name, width=picture.width, height=picture.height
    )
    rendition = PrivateRendition(f"{url}?stor=1", width, height)
    image.get_renditions = lambda *specs: dict.fromkeys(specs, rendition)
    return Shown(image, picture.alt, picture.is_decorative)
