"""What surrounds every page: name, menu, footer, addresses for machines, headers."""

import pytest
from django.views.defaults import server_error
from wagtail.models import Page, PageViewRestriction, Site

from civsam_platform.home.models import ContentPage, FooterLink, SiteSettings, StartPage
from civsam_platform.home.shell import theme_url


def test_the_menu_has_the_published_pages_that_ask_for_it_and_says_where_one_is(
    client, start, lists
):
    start.add_child(
        instance=ContentPage(title="Utkast", summary="-", show_in_menus=True, live=False)
    )
    locked = start.add_child(instance=ContentPage(title="Låst", summary="-", show_in_menus=True))
    PageViewRestriction.objects.create(page=locked, restriction_type="login")
    start.add_child(instance=ContentPage(title="Utanför", summary="-"))
    header = client.get("/behov/").content.decode().partition("</header>")[0]
    assert 'href="/behov/" aria-current="page"' in header
    assert 'href="/foreningar/"' in header
    for title in ("Utkast", "Låst", "Utanför"):
        assert title not in header
    assert header.index("Behov") < header.index("Initiativ") < header.index("Bidrag")


def test_a_page_under_a_list_shows_which_part_it_lies_in(client, start, fill):
    [_actor, need, *_rest] = fill(1)
    header = client.get(need.url).content.decode().partition("</header>")[0]
    assert 'href="/behov/" aria-current="true"' in header


def test_the_footer_says_who_is_responsible_and_how_to_reach_us(client, start, settings_of, ask):
    about = start.add_child(instance=ContentPage(title="Om oss", slug="om", summary="-"))
    settings_of.about_links = [
        FooterLink(page=about, text="Så fungerar det"),
        FooterLink(url="https://example.org/data", text="Öppna data"),
    ]
    settings_of.save()
    footer = client.get("/").content.decode().partition('<footer class="site-footer">')[2]
    assert 'href="tel:+46980319200">0980-319 200</a>' in footer
    assert 'href="/om/">Så fungerar det</a>' in footer
    assert 'href="https://example.org/data">Öppna data</a>' in footer
    assert "Älvsunda kommun" in footer


def test_two_sites_keep_to_their_own_name_colours_and_pages(client, site, start, lists):
    other_start = Page.objects.get(depth=1).add_child(
        instance=StartPage(title="Start", slug="grannby", heading="Grannby")
    )
    other_start.add_child(instance=ContentPage(title="Bara där", summary="-", show_in_menus=True))
    other = Site.objects.create(hostname="grannby.test", root_page=other_start, site_name="Grannby")
    theirs = SiteSettings.for_site(other)
    theirs.accent = "#1d4289"
    theirs.save()
    ours = SiteSettings.for_site(site)

    here = client.get("/").content.decode()
    there = client.get("/", headers={"host": "grannby.test"}).content.decode()
    assert theme_url(ours) in here
    assert theme_url(theirs) in there
    assert "Bara där" in there
    assert "Bara där" not in here
    assert "Föreningar" in here
    assert "Föreningar" not in there


def test_a_lost_visitor_gets_a_search_and_ways_on(client, start, lists, ask):
    answer = client.get("/finns-inte/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert 'role="search"' in page
    for path in ("/behov/", "/initiativ/", "/bidrag/", "/foreningar/", "/lotsen/"):
        assert f'<a class="ds-link" href="{path}"' in page


def test_a_lost_visitor_gets_a_page_also_where_there_is_no_site(client, db):
    Site.objects.all().delete()
    assert client.get("/finns-inte/").status_code == 404


def test_when_all_goes_wrong_the_page_needs_no_database(rf):
    answer = server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "Något gick fel hos oss" in answer.content.decode()


def test_before_the_first_page_a_visitor_is_not_met_by_an_error(client, db):
    answer = client.get("/")
    assert answer.status_code == 200
    assert "make_site" in answer.content.decode()


def test_robots_learn_where_the_sitemap_is(client, site):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /sok/" in text
    assert "Disallow: /admin/" in text


def test_the_sitemap_has_what_everyone_may_see_on_this_site(client, start, lists):
    start.add_child(instance=ContentPage(title="Utkast", slug="utkast", summary="-", live=False))
    locked = start.add_child(instance=ContentPage(title="Låst", slug="last", summary="-"))
    PageViewRestriction.objects.create(page=locked, restriction_type="login")
    text = client.get("/sitemap.xml").content.decode()
    assert "/behov/</loc>" in text
    assert "utkast" not in text
    assert "last" not in text.replace("lastmod", "")


def test_the_icon_is_ours_until_a_kommun_has_chosen_a_logo(client, site):
    assert client.get("/favicon.ico")["Location"].endswith("civsam_pages/logo.svg")


def test_the_theme_is_kept_for_ever_and_nothing_else_is_served(client, db):
    settings = SiteSettings()
    answer = client.get(theme_url(settings))
    assert answer["Content-Type"].startswith("text/css")
    assert "immutable" in answer["Cache-Control"]
    assert "--ds-color-accent-base-default: #0b5351" in answer.content.decode()
    old = client.get("/tema/0b5351-f6c751-3a3024.000000000000.css")
    assert "immutable" not in old["Cache-Control"]
    assert client.get("/tema/red-f6c751-3a3024.000000000000.css").status_code == 404


def directives(headers):
    """Return the directives of the policy sent, by name: django-csp writes them in any order."""
    parts = headers["Content-Security-Policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)


@pytest.mark.parametrize("path", ["/", "/finns-inte/", "/robots.txt"])
def test_pages_send_a_strict_policy(client, start, path):
    headers = client.get(path).headers
    policy = directives(headers)
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_the_admin_may_use_the_scripts_it_needs(client, site):
    policy = directives(client.get("/admin/sprite/").headers)
    assert policy["script-src"] == "'self' 'unsafe-inline'"
    assert policy["default-src"] == "'none'"


def test_no_page_of_the_shell_has_inline_style_or_script(client, start, lists, ask):
    for path in ("/", "/lotsen/", "/finns-inte/"):
        page = client.get(path).content.decode()
        assert 'style="' not in page
        assert "<style" not in page
        assert "<script>" not in page
        assert "onclick" not in page
        assert "http://" not in page.replace("http://testserver", "")
