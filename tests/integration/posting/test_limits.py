"""What keeps machines from the forms of those who are logged in, beside the login itself."""

import uuid

from django.urls import reverse

from civsam_pages.posting.models import Draft, ReviewTaskState
from civsam_pages.posting.views import beginning, checking


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
