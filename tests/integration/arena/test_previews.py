"""An editor's preview looks like the page, before and after it is published."""

import pytest

from civsam_pages.initiatives.models import InitiativeIndexPage, InitiativePage
from civsam_pages.needs.models import NeedIndexPage, NeedPage
from civsam_pages.register.models import ActorPage, RegisterPage
from tests import factories as make

PAGES = [
    "needs", "homework", "initiatives", "languages", "register", "open_door", "youth_centre",
]  # fmt: skip


def preview(page, mode: str) -> str:
    response = page.make_preview_request(preview_mode=mode)
    assert response.status_code == 200
    return response.render().content.decode() if hasattr(response, "render") else response.content


@pytest.mark.parametrize("name", PAGES)
def test_every_mode_of_preview_shows_the_page(town, name):
    page = getattr(town, name)
    for mode, _label in page.preview_modes:
        assert page.title.split("<")[0] in preview(page, mode)


@pytest.mark.parametrize(
    ("parent", "model", "fields"),
    [
        ("needs", NeedPage, {"state": "open"}),
        ("initiatives", InitiativePage, {"phase": "idea"}),
        ("register", ActorPage, {}),
        ("start", NeedIndexPage, {}),
        ("start", InitiativeIndexPage, {}),
        ("start", RegisterPage, {}),
    ],
)
def test_a_page_that_has_never_been_saved_is_previewed(town, parent, model, fields):
    page = model(title="Ny sida", slug="ny", summary="Ny.", **fields)
    page.depth, above = 4, getattr(town, parent)
    page.path = f"{above.path}0099"
    page.url_path = f"{above.url_path}ny/"
    assert "Ny sida" in preview(page, page.default_preview_mode)


def test_a_preview_shows_what_is_not_published_yet(town):
    need = make.need(town.needs, "Ett kök att låna")
    initiative = town.languages.get_latest_revision_as_object()
    initiative.needs = [need]
    initiative.summary = "Ny ingress"
    shown = preview(initiative, initiative.default_preview_mode)
    assert "Ny ingress" in shown
    assert "Ett kök att låna" in shown
    assert town.homework.title not in shown
