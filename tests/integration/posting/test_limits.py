"""What keeps machines from the forms of those who are logged in, beside the login itself."""

import uuid

from django.urls import reverse

from civsam_pages.posting.models import Draft, ReviewTaskState
from civsam_pages.posting.views import beginning, checking, steps
from tests.integration.rights_forms import unguarded


def test_a_filled_in_field_that_nobody_sees_sends_nothing(here, client, draft):
    client.force_login(here.samira)
    url = reverse("civsam_posting:check", args=[draft.pk])
    assert 'name="homepage"' in client.get(url).content.decode()
    post = {"version": draft.version, "homepage": "https://evil.example/"}
    response = client.post(url, post)
    assert response.context["problems"]
    assert not ReviewTaskState.objects.exists()
    client.post(url, {**post, "homepage": ""})
    assert ReviewTaskState.objects.exists()


def test_one_account_sends_so_much_in_an_hour_and_keeps_the_rest(here, client, draft, monkeypatch):
    monkeypatch.setattr(checking, "SENDS_AN_HOUR", 0)
    client.force_login(here.samira)
    url = reverse("civsam_posting:check", args=[draft.pk])
    assert client.post(url, {"version": draft.version}).context["problems"]
    draft.refresh_from_db()
    assert not draft.is_sent


def test_one_account_begins_so_much_in_an_hour(here, client, monkeypatch):
    monkeypatch.setattr(beginning, "BEGINS_AN_HOUR", 1)
    client.force_login(here.samira)
    url = reverse("civsam_posting:start", args=[here.open_door.pk, "behov"])
    for _time in range(2):
        response = client.post(url, {"key": str(uuid.uuid4())})
    assert response.context["form"].non_field_errors()
    assert Draft.objects.count() == 1


def test_a_machine_that_fills_in_all_of_a_step_saves_nothing(here, client, draft):
    client.force_login(here.samira)
    url = reverse("civsam_posting:step", args=[draft.pk, "what"])
    typed = {"title": "Köp", "summary": "Köp nu", "homepage": "https://evil.example/"}
    for button in ({}, {"save": "1"}):
        response = client.post(url, {**typed, "version": draft.version, **button})
        assert response.context["problems"], button
    draft.refresh_from_db()
    assert draft.answers["what"]["title"] != "Köp"


def test_one_account_saves_so_much_in_an_hour_and_what_was_typed_stays_there(
    here, client, draft, monkeypatch
):
    monkeypatch.setattr(steps, "SAVES_AN_HOUR", 0)
    client.force_login(here.samira)
    url = reverse("civsam_posting:step", args=[draft.pk, "what"])
    response = client.post(url, {"title": "Ett nytt kök", "version": draft.version})
    assert response.context["problems"]
    assert "Ett nytt kök" in response.content.decode()


def test_a_form_without_its_guards_is_found_on_its_page():
    """What the tables of rights ask of every page that they show."""
    form = '<form method="post"><input name="q">{}</form>'
    trap, stamp = '<input name="homepage">', '<input type="hidden" name="shown_at">'
    for body, is_open, found in (
        (form.format(""), False, True),
        (form.format(trap), False, False),
        (form.format(trap), True, True),
        (form.format(trap + stamp), True, False),
        ('<form method="post"><button name="yes"></button></form>', True, False),
        ('<form><input name="q"></form>', True, False),
    ):
        assert bool(unguarded("civsam_x:y", body, is_open=is_open)) == found, body
