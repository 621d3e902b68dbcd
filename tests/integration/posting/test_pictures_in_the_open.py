"""The address of a picture answers visitors for as long as a public page shows it."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from civsam_pages.arena.pictures import publicity
from civsam_pages.needs.models import NeedPage
from civsam_pages.posting import uploads
from civsam_pages.posting.pages import review_of
from civsam_pages.posting.services import drafts, reviewing, sending
from civsam_platform.accounts.testing import log_in
from civsam_platform.home.models import SiteSettings
from tests import factories
from tests.integration.posting.writing import photo
from tests.posting import need_draft

pytestmark = pytest.mark.django_db

VISITOR = "visitor"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A folder as on a site; what lies in it, a web server gives to everyone."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "civsam_pages.arena.pictures.storage.PictureStorage"},
    }
    return settings.MEDIA_ROOT


@pytest.fixture
def sent(here):
    """A need with a picture that waits for review."""
    draft = need_draft(here.open_door, here.samira)
    [picture], _refused = uploads.add(draft, [photo()], most=6)
    uploads.describe(draft, {picture.pk: ("Ett kök", False)})
    with TestCase.captureOnCommitCallbacks(execute=True):
        return sending.send(draft=draft, by=here.samira)


@pytest.fixture
def published(here, sent):
    approve(here, sent)
    return sent


def approve(here, page):
    review = review_of(fresh(page))
    do(reviewing.decide, review, here.rut, "approve", seen=fresh(page).latest_revision_id)


def do(what, *args, **kwargs):
    with TestCase.captureOnCommitCallbacks(execute=True):
        return what(*args, **kwargs)


def fresh(page):
    return NeedPage.objects.get(pk=page.pk)


def addresses(page):
    """Every address of the page's picture: as it was sent, and in each size of the page."""
    image = fresh(page).image
    sizes = image.get_renditions("width-320|format-webp", "width-640|format-webp")
    return [image.file.url, *(size.url for size in sizes.values())]


def met(here, who, urls):
    client = Client()
    if who != VISITOR:
        log_in(client, getattr(here, who), mfa=True)
    return {client.get(url).status_code for url in urls}


def in_the_open(media):
    """What a web server gives to everyone."""
    return [file.name for file in media.rglob("*") if file.is_file()]


def expire(page):
    NeedPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")


def close(page):
    PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )


def delete(page):
    page.delete()


def change_picture(page):
    page.image = None
    page.save_revision().publish()


def test_what_waits_for_review_is_seen_by_its_reviewer_alone(here, sent, media):
    there = addresses(sent)
    assert met(here, VISITOR, there) == {404}
    assert met(here, "bosse", there) == {404}
    assert met(here, "petra", there) == {404}
    assert met(here, "rut", there) == {200}
    assert in_the_open(media) == []


def test_what_is_returned_stays_out_of_reach(here, sent):
    review, seen = review_of(fresh(sent)), fresh(sent).latest_revision_id
    do(reviewing.decide, review, here.rut, "reject", seen=seen, words="Skriv mer.")
    assert met(here, VISITOR, addresses(sent)) == {404}


def test_a_published_picture_is_given_to_the_web_server_when_first_asked_for(
    here, published, media
):
    there = addresses(published)
    assert in_the_open(media) == []
    assert met(here, VISITOR, there) == {200}
    assert len(in_the_open(media)) == len(there)


@pytest.mark.parametrize("how", [NeedPage.unpublish, expire, close, delete, change_picture])
def test_a_page_takes_its_pictures_along(here, published, media, how):
    there = addresses(published)
    met(here, VISITOR, there)
    do(how, fresh(published))
    assert in_the_open(media) == []
    assert met(here, VISITOR, there) == {404}
    assert met(here, "sanna", there) == {200}


def test_the_same_addresses_answer_when_the_page_is_back(here, published):
    there = addresses(published)
    met(here, VISITOR, there)
    do(fresh(published).unpublish)
    do(fresh(published).get_latest_revision().publish)
    assert met(here, VISITOR, there) == {200}


def test_a_size_that_is_made_while_the_page_is_down_is_not_in_the_open(here, published, media):
    do(fresh(published).unpublish)
    new = fresh(published).image.get_rendition("width-480|format-webp").url
    assert met(here, VISITOR, [new]) == {404}
    assert in_the_open(media) == []


def test_a_picture_that_another_public_page_shows_stays(here, published):
    there = addresses(published)
    other = here.homework
    other.image, other.image_is_decorative = fresh(published).image, True
    do(other.save)
    do(fresh(published).unpublish)
    assert met(here, VISITOR, there) == {200}


def test_the_logo_of_the_site_is_for_everyone(here):
    settings = SiteSettings.for_site(Site.objects.get())
    settings.logo = factories.picture("Sköld")
    do(settings.save)
    assert met(here, VISITOR, [settings.logo.get_rendition("max-64x64").url]) == {200}


def test_a_picture_that_nothing_shows_is_for_editors(here):
    there = [factories.picture("Ny").file.url]
    assert met(here, VISITOR, there) == {404}
    assert met(here, "sanna", there) == {200}


def test_whoever_may_read_a_closed_page_sees_its_picture_and_nobody_keeps_it(here, published):
    there = addresses(published)
    do(close, published)
    assert met(here, VISITOR, there) == {404}
    client = Client()
    log_in(client, here.carin)
    response = client.get(there[0])
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_the_author_sees_the_picture_in_the_preview_while_the_page_is_down(here, published):
    do(fresh(published).unpublish)
    draft = drafts.begin_edit(page=fresh(published), actor=here.open_door, by=here.samira)
    client = Client()
    client.force_login(here.samira)
    page = client.get(reverse("civsam_posting:preview", args=[draft.pk])).content.decode()
    shown = re.findall(r'<img src="([^"]+)"', page)
    assert [url for url in shown if url.startswith("/media/")] == []
    mine = [url for url in shown if str(draft.pk) in url]
    assert mine
    assert {client.get(url).status_code for url in mine} == {200}


def test_each_morning_puts_away_what_was_left_in_the_open(here, published, media):
    there = addresses(published)
    met(here, VISITOR, there)
    NeedPage.objects.filter(pk=published.pk).update(live=False)  # behind everybody's back
    assert publicity.withhold_unseen() == len(there)
    assert in_the_open(media) == []
    assert publicity.withhold_unseen() == 0


@pytest.mark.parametrize("path", ["../private/x", "documents/x.pdf", "images/", "images/none.jpg"])
def test_nothing_else_is_reached_at_the_address_of_pictures(here, path):
    assert met(here, "sanna", [f"/media/{path}"]) == {404}


def test_a_deleted_picture_leaves_no_file(here, published, media):
    image = fresh(published).image
    there = addresses(published)
    met(here, VISITOR, there[:2])
    do(image.delete)
    assert [file for file in media.parent.rglob("*") if file.suffix in (".jpg", ".webp")] == []


def test_putting_pictures_away_asks_a_fixed_number_of_questions(here, published):
    addresses(published)
    with CaptureQueriesContext(connection) as asked:
        publicity.withhold_unseen({str(fresh(published).image_id)})
    assert len(asked) == 7
