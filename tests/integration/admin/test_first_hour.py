"""A new editor's first hour: write, publish, find, close, open a round, choose colours."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from civsam_pages.grants.models import GrantPage
from civsam_pages.needs.models import NeedPage
from civsam_search.api import today
from tests.integration.admin.forms import (
    add_url,
    edit_url,
    errors,
    grant_form,
    need_form,
    paragraph,
)


@pytest.fixture
def editor(town, client):
    client.force_login(town.eva)
    return client


def test_an_editor_writes_a_need_with_a_picture_publishes_it_and_finds_it(
    town, editor, django_capture_on_commit_callbacks
):
    png = get_test_image_file().file.getvalue()
    upload = editor.post(
        reverse("wagtailimages:add"),
        {"title": "Läxbord", "file": SimpleUploadedFile("bord.png", png), "tags": ""},
    )
    assert upload.status_code == 302
    picture = get_image_model().objects.get(title="Läxbord")
    form = need_form(
        body=[paragraph("Barnen i Ålsta vill ha läxhjälp.")],
        wanted=[{"kind": "volunteers", "title": "Två läxhjälpare", "note": "", "ORDER": "1"}],
        image=picture.pk,
        image_alt="Ett bord med böcker",
        owner_actor=town.actor.pk,
        themes=[town.theme.pk],
    )

    saved = editor.post(add_url("civsam_needs.needpage", town.needs), form)
    need = NeedPage.objects.get(slug="laxhjalp-alsta")
    assert (saved.status_code, saved.url) == (302, edit_url(need))
    assert not need.live
    assert "laxhjalp-alsta" not in editor.get(town.needs.url).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        published = editor.post(edit_url(need), {**form, "action-publish": "1"})
    assert published.status_code == 302

    page = editor.get(need.url)
    assert page.status_code == 200
    assert "Ett bord med böcker" in page.content.decode()
    assert "Läxhjälp i Ålsta" in editor.get(town.needs.url).content.decode()
    found = editor.get("/sok/", {"q": "läxhjälp"})
    assert 'href="/behov/laxhjalp-alsta/"' in found.content.decode()


def test_a_picture_without_alt_text_is_refused_beside_the_field(town, editor):
    picture = get_image_model().objects.create(title="Bord", file=get_test_image_file())
    response = editor.post(
        add_url("civsam_needs.needpage", town.needs), need_form(image=picture.pk)
    )
    assert list(errors(response)) == ["image_alt"]
    ok = need_form(image=picture.pk, image_is_decorative="on")
    assert editor.post(add_url("civsam_needs.needpage", town.needs), ok).status_code == 302


@pytest.mark.parametrize(
    ("text", "decorative", "status"),
    [("", "", 200), ("Ett bord", "", 302), ("", "on", 302)],
)
def test_a_picture_in_the_text_needs_alt_text_too(town, editor, text, decorative, status):
    picture = get_image_model().objects.create(title="Bord", file=get_test_image_file())
    image = {"image": picture.pk, "alt_text": text, "decorative": decorative}
    form = need_form(body=[("image", {"image": image, "caption": ""})])
    response = editor.post(
        add_url("civsam_needs.needpage", town.needs), {**form, "action-publish": "1"}
    )
    assert response.status_code == status


def test_a_need_is_not_closed_before_it_tells_what_came_of_it(town, editor):
    close = need_form(slug=town.need.slug, title=town.need.title, state="closed")
    response = editor.post(edit_url(town.need), {**close, "action-publish": "1"})
    assert list(errors(response)) == ["outcome"]
    message = response.context["form"].errors["outcome"][0]
    assert message in response.content.decode()

    told = {**close, "outcome": "Två pensionärer läser läxor på torsdagar."}
    assert editor.post(edit_url(town.need), {**told, "action-publish": "1"}).status_code == 302
    town.need.refresh_from_db()
    assert (town.need.state, town.need.closed_on) == ("closed", today())


def test_the_preview_shows_what_is_written_and_looks_like_the_page(town, editor):
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[town.need.pk])
    form = need_form(slug=town.need.slug, summary="Så här ser det ut.")
    sent = editor.post(url, form).json()
    assert sent == {"is_valid": True, "is_available": True}
    preview = editor.get(url, {"in_preview_panel": "true"})
    page = preview.content.decode()
    assert "Så här ser det ut." in page
    assert "civsam_pages/civsam.css" in page
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]


@pytest.mark.parametrize("model", ["needs", "initiatives", "grants", "register"])
def test_a_page_that_is_not_saved_yet_can_be_previewed(town, editor, model):
    page_type = {
        "needs": ("civsam_needs", "needpage"),
        "initiatives": ("civsam_initiatives", "initiativepage"),
        "grants": ("civsam_grants", "grantpage"),
        "register": ("civsam_register", "actorpage"),
    }[model]
    parent = getattr(town, model)
    url = reverse("wagtailadmin_pages:preview_on_add", args=[*page_type, parent.pk])
    add = editor.get(reverse("wagtailadmin_pages:add", args=[*page_type, parent.pk]))
    assert add.status_code == 200
    rows = ("wanted", "evidence", "updates", "partners", "asks", "offers", "funding", "figures")
    form = need_form(phase="idea", kind="association", title="Nytt", slug="")
    form |= grant_form(title="Nytt", slug="")
    form |= {f"{row}-{key}": "0" for row in rows for key in ("TOTAL_FORMS", "INITIAL_FORMS")}
    assert editor.post(url, form).json() == {"is_valid": True, "is_available": True}
    preview = editor.get(url)
    assert preview.status_code == 200
    assert "Nytt" in preview.content.decode()


def test_an_editor_opens_a_round_and_the_grant_is_open(
    town, editor, django_capture_on_commit_callbacks
):
    days = {"opens_on": today(), "closes_on": today() + timedelta(days=30)}
    spring = {"name": "Vår", "ORDER": "1", **{name: day.isoformat() for name, day in days.items()}}
    form = grant_form(rounds=[spring], authority=town.unit.pk)
    with django_capture_on_commit_callbacks(execute=True):
        response = editor.post(
            add_url("civsam_grants.grantpage", town.grants), {**form, "action-publish": "1"}
        )
    assert response.status_code == 302
    grant = GrantPage.objects.get(slug="startbidrag")
    assert grant.status(today())[0] == "open"
    assert "Startbidrag" in editor.get(town.grants.url).content.decode()


def test_a_round_that_ends_before_it_begins_is_refused(town, editor):
    days = {"opens_on": "2026-05-02", "closes_on": "2026-05-01", "name": "Vår", "ORDER": "1"}
    response = editor.post(
        add_url("civsam_grants.grantpage", town.grants), grant_form(rounds=[days])
    )
    assert response.status_code == 200
    assert response.context["form"].formsets["rounds"].errors[0].keys() == {"closes_on"}


def test_an_editor_changes_the_colours_of_the_site(town, editor):
    url = reverse("wagtailsettings:edit", args=["civsam_home", "sitesettings", town.site.pk])
    page = editor.get(url)
    assert page.status_code == 200
    form = page.context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {"about_links-TOTAL_FORMS": "0", "about_links-INITIAL_FORMS": "0"}
    assert editor.post(url, {**data, "accent": "#7a1f3d"}).status_code == 302
    assert "#7a1f3d" in editor.get(url).content.decode().lower()
    refused = editor.post(url, {**data, "accent": "#ffff00"})
    assert list(errors(refused)) == ["accent"]


def test_wagtails_accessibility_checker_is_on_for_editors(town, editor):
    page = editor.get(town.need.url).content.decode()
    assert "w-userbar" in page
    assert "axe" in page.lower()
