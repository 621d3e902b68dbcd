"""The header and footer are kept between requests, and no visitor is shown what is no longer so.

What another process saves sends no signal here, so the tests do it with `update`.
"""

from time import time
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.cache.backends import locmem
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from civsam_platform.home.models import ContentPage, FooterLink, SiteSettings
from civsam_platform.home.shell import KEPT_AS, KEPT_FOR


@pytest.fixture
def header(client, start, lists):
    """Return a function that gives the header a visitor sees; one has been there already."""

    def header() -> str:
        return client.get("/").content.decode().partition("</header>")[0]

    assert "Behov" in header()
    return header


@pytest.fixture
def footer(client, header):
    """Return a function that gives the footer a visitor sees."""
    return lambda: client.get("/").content.decode().partition('class="site-footer"')[2]


def test_the_settings_and_links_are_read_once(client, header):
    with CaptureQueriesContext(connection) as captured:
        header()
    asked = " ".join(query["sql"] for query in captured)
    assert SiteSettings._meta.db_table not in asked
    assert FooterLink._meta.db_table not in asked


def test_a_new_name_and_link_are_seen_at_once(header, footer, settings_of, site):
    settings_of.name = "Grannar i Älvsunda"
    settings_of.about_links = [FooterLink(url="https://example.org/data", text="Öppna data")]
    settings_of.save()
    assert "Grannar i Älvsunda" in header()
    assert "Öppna data" in footer()
    settings_of.about_links.get().delete()
    assert "Öppna data" not in footer()


def test_a_new_menu_page_is_seen_at_once_and_so_is_its_new_title_and_address(header, start):
    page = start.add_child(
        instance=ContentPage(title="Nytt", slug="nytt", summary="-", show_in_menus=True)
    )
    assert 'href="/nytt/">Nytt' in header()
    page.title, page.slug = "Kalendarium", "kalendarium"
    page.save_revision().publish()
    assert 'href="/kalendarium/">Kalendarium' in header()
    assert "Nytt" not in header()
    page.delete()
    assert "Kalendarium" not in header()


def test_the_menu_follows_the_order_of_the_tree_at_once(header, lists):
    lists["actor"].move(lists["need"], pos="left")
    text = header()
    assert text.index("Föreningar") < text.index("Behov")


def test_a_page_hidden_here_leaves_the_menu_and_comes_back_at_once(header, lists):
    hidden = PageViewRestriction.objects.create(page=lists["need"], restriction_type="login")
    assert "Behov" not in header()
    hidden.delete()
    assert "Behov" in header()


def test_a_page_taken_down_by_another_process_leaves_the_menu_at_once(header, footer, lists):
    Page.objects.filter(pk=lists["need"].pk).update(live=False)
    assert "Behov" not in header()
    assert 'href="/behov/"' not in footer()


def test_a_page_hidden_by_another_process_leaves_the_menu_at_once(header, footer, lists, start):
    PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page=lists["need"], restriction_type="login")]
    )
    assert "Behov" not in header()
    assert 'href="/behov/"' not in footer()


def test_what_another_process_saves_is_seen_within_seconds(header, lists, monkeypatch):
    Page.objects.filter(pk=lists["need"].pk).update(title="Det som saknas")
    later = time() + KEPT_FOR + 1
    monkeypatch.setattr(locmem, "time", SimpleNamespace(time=lambda: later))
    assert "Det som saknas" in header()


def test_what_was_read_before_the_change_was_committed_is_not_kept(
    header, settings_of, site, django_capture_on_commit_callbacks
):
    header()
    old = cache.get(KEPT_AS.format(site.pk))
    with django_capture_on_commit_callbacks(execute=True):
        settings_of.name = "Grannar i Älvsunda"
        settings_of.save()
        cache.set(KEPT_AS.format(site.pk), old, KEPT_FOR)  # a visitor in another thread
    assert "Grannar i Älvsunda" in header()
