"""Pages of information are found beside needs, grants and associations."""

import pytest

from civsam_platform.home.models import ContentPage
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_visitor_who_wants_to_borrow_a_room_finds_the_page_about_it(client):
    start = factories.site().root_page
    factories.add(
        start,
        ContentPage,
        f"Låna en lokal {factories.XSS}",
        summary="Så bokar ni en lokal av kommunen.",
        body=factories.body("Skolornas salar är lediga på kvällar."),
    )
    for words in ("låna lokal", "lokaler", "skolsal"):
        found = client.get("/sok/", {"q": words}).content.decode()
        assert 'data-kind="page"' in found, words
        assert factories.XSS not in found


def test_a_page_that_is_not_published_is_not_found(client):
    start = factories.site().root_page
    factories.add(start, ContentPage, "Låna en lokal", live=False, summary="Snart här.")
    assert "Låna en lokal" not in client.get("/sok/", {"q": "lokal"}).content.decode()
