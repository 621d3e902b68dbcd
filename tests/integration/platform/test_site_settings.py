"""What a kommun decides about its site, and what it is not allowed to make hard to read."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from civsam_platform.home import theme as look
from civsam_platform.home.models import FooterLink, SiteSettings


@pytest.fixture
def edit_url(site):
    settings = SiteSettings.for_site(site)
    return reverse("wagtailsettings:edit", args=["civsam_home", "sitesettings", settings.pk])


@pytest.fixture
def form(client, admin_user, edit_url):
    """Return a function that saves the settings form with some changes."""
    client.force_login(admin_user)

    def save(**changes):
        data = {
            "name": "Älvsunda tillsammans",
            "accent": "#0b5351",
            "warm": "#f6c751",
            "neutral": "#3a3024",
            "about_links-TOTAL_FORMS": "0",
            "about_links-INITIAL_FORMS": "0",
            "about_links-MIN_NUM_FORMS": "0",
            "about_links-MAX_NUM_FORMS": "1000",
        }
        return client.post(edit_url, {**data, **changes})

    return save


def test_an_editor_changes_name_and_colours(client, form, site):
    assert form(name="Nya namnet", accent="#1d4289").status_code == 302
    page = client.get("/").content.decode()
    assert "Nya namnet" in page
    assert "/tema/1d4289-f6c751-3a3024." in page


def test_a_colour_that_cannot_be_read_is_refused_and_a_near_one_is_offered(form, site):
    answer = form(accent="#6fa8dc")
    assert answer.status_code == 200
    [problem] = look.problems(look.Theme(accent="#6fa8dc"))
    assert problem.nearest in answer.content.decode()
    assert SiteSettings.for_site(site).accent == "#0b5351"


@pytest.mark.parametrize("colour", ["red", "#fff", "#0b5351;}body{display:none", "#0B5351\n"])
def test_what_is_not_a_colour_never_reaches_the_stylesheet(site, colour):
    settings = SiteSettings.for_site(site)
    settings.accent = colour
    with pytest.raises(ValidationError):
        settings.full_clean()
    assert settings.theme == look.DEFAULT


@pytest.mark.parametrize(
    "link", [FooterLink(), FooterLink(url="https://example.org/", page_id=1, text="Två")]
)
def test_a_link_leads_to_one_place(link):
    with pytest.raises(ValidationError):
        link.clean()


def test_an_address_needs_words():
    with pytest.raises(ValidationError):
        FooterLink(url="https://example.org/").clean()


def test_an_editor_adds_a_link_to_the_footer(client, form, site):
    answer = form(
        **{
            "about_links-TOTAL_FORMS": "1",
            "about_links-0-url": "https://example.org/data",
            "about_links-0-text": "Öppna data",
            "about_links-0-ORDER": "1",
        }
    )
    assert answer.status_code == 302
    assert "Öppna data" in client.get("/").content.decode()
