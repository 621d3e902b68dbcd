"""What Wagtail does with pages over time, seen from the outside: on, off, on a day, elsewhere."""

from datetime import timedelta

import time_machine
from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone

from civsam_pages.needs.models import NeedIndexPage, NeedPage
from tests.factories import add, need, publish


def listed(client, page) -> bool:
    return page.title in client.get("/behov/").content.decode()


def test_a_need_comes_out_and_goes_on_the_days_that_were_set(town, client):
    now = timezone.now()
    coming = need(town.needs, "Kommer snart", live=False)
    coming.go_live_at, coming.expire_at = now + timedelta(days=2), now + timedelta(days=9)
    publish(coming)
    assert not listed(client, coming)
    assert client.get(coming.url).status_code == 404
    with time_machine.travel(now + timedelta(days=3)):
        call_command("publish_scheduled")
        assert listed(client, coming)
    with time_machine.travel(now + timedelta(days=10)):
        call_command("publish_scheduled")
        assert not listed(client, coming)


def test_a_change_that_waits_for_its_day_is_not_seen_before(town, client):
    page = NeedPage.objects.get(pk=town.homework.pk)
    page.go_live_at = timezone.now() + timedelta(days=2)
    page.state, page.outcome = "closed", "Nu finns det läxhjälp."
    publish(page)
    assert "Nu finns det" not in client.get(town.homework.url).content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        call_command("publish_scheduled")
        assert "Nu finns det" in client.get(town.homework.url).content.decode()
        assert town.homework.title in client.get("/behov/?status=closed").content.decode()


def test_a_need_that_is_taken_down_and_put_back_is_listed_again(town, client):
    page = NeedPage.objects.get(pk=town.homework.pk)
    page.unpublish()
    assert not listed(client, page)
    publish(page)
    assert listed(client, page)


def test_a_published_address_leads_on_after_a_new_name_and_a_move(town, client):
    page, first = NeedPage.objects.get(pk=town.homework.pk), town.homework.url
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.slug = "laxor"
        publish(page)
    assert client.get(first).headers["location"].endswith("/behov/laxor/")
    elsewhere = add(town.start, NeedIndexPage, "Gamla behov", summary="De som varit.")
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.move(elsewhere, pos="last-child")
    assert client.get(first, follow=True).status_code == 200
    assert client.get("/behov/laxor/", follow=True).status_code == 200
