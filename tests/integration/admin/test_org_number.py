"""A person's number typed in the admin is refused kindly, and kept nowhere."""

import logging

import pytest
from django.db import connection
from django.urls import reverse

from civsam_pages.register.models import ActorPage
from tests.integration.admin.forms import actor_form, add_url, edit_url, errors

PERSONS = ["19811228-9874", "811228-9874", "8112289874", "811228+9874", "198112289874"]
AMONG_WORDS = ["Eva 19811228-9874", "811228-9874, Eva", "pnr: 198112289874 (Eva)"]
DIGITS = ("8112289874", "811228-9874", "811228+9874")


def kept_in_database() -> bool:
    """Whether the number stands anywhere in any table."""

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            try:
                cursor.execute(f'SELECT * FROM "{table}"')
            except Exception:  # the hidden tables of a full-text index
                continue
            for row in cursor.fetchall():
                text = " ".join(str(cell) for cell in row)
                if any(number in text for number in DIGITS):
                    return True
    return False


def test_the_search_for_a_number_would_find_one(town):
    assert not kept_in_database()
    ActorPage.objects.update(fee_note="Betala till 811228-9874")
    assert kept_in_database()


@pytest.fixture
def told(caplog):
    caplog.set_level(logging.DEBUG)
    return caplog


def check_forgotten(response, told):
    page = response.content.decode()
    assert not any(number in page for number in DIGITS)
    assert not any(number in told.text for number in DIGITS)
    assert not kept_in_database()


@pytest.mark.parametrize("number", PERSONS + AMONG_WORDS)
def test_a_persons_number_is_refused_and_forgotten_for_an_actor_there_is(
    town, client, told, number
):
    client.force_login(town.eva)
    form = actor_form(slug=town.actor.slug, title=town.actor.title, org_number=number)
    for action in ({}, {"action-publish": "1"}, {"action-submit": "1"}):
        response = client.post(edit_url(town.actor), {**form, **action})
        assert list(errors(response)) == ["org_number"]
        check_forgotten(response, told)


def test_a_persons_number_is_refused_and_forgotten_for_a_new_actor(town, client, told):
    client.force_login(town.eva)
    url = add_url("civsam_register.actorpage", town.register)
    response = client.post(url, actor_form(org_number=PERSONS[0]))
    assert list(errors(response)) == ["org_number"]
    check_forgotten(response, told)
    assert not ActorPage.objects.filter(slug="alsta-bk").exists()


@pytest.mark.parametrize("number", PERSONS)
def test_saving_by_itself_does_not_keep_a_persons_number(town, client, told, number):
    client.force_login(town.eva)
    form = actor_form(slug=town.actor.slug, title=town.actor.title, org_number=number)
    before = town.actor.revisions.count()
    for url in (edit_url(town.actor), add_url("civsam_register.actorpage", town.register)):
        response = client.post(
            url, {**form, "slug": "nytt"}, headers={"accept": "application/json"}
        )
        assert response.status_code == 400
        check_forgotten(response, told)
    assert town.actor.revisions.count() == before


def test_the_preview_does_not_keep_a_persons_number(town, client, told):
    client.force_login(town.eva)
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[town.actor.pk])
    response = client.post(url, actor_form(slug="byalaget", org_number=PERSONS[0]))
    assert response.json()["is_valid"] is False
    check_forgotten(response, told)
    check_forgotten(client.get(url), told)


@pytest.mark.parametrize("number", ["802002-8711", "8020028711", "16802002-8711"])
def test_an_organisations_number_is_kept_as_ten_digits(town, client, number):
    client.force_login(town.eva)
    form = actor_form(slug="byalaget", title="Byalaget", org_number=number)
    assert client.post(edit_url(town.actor), {**form, "action-publish": "1"}).status_code == 302
    town.actor.refresh_from_db()
    assert town.actor.org_number == "8020028711"


def test_a_slip_of_the_pen_is_shown_again_to_be_put_right(town, client):
    client.force_login(town.eva)
    response = client.post(edit_url(town.actor), actor_form(org_number="802002-8712"))
    assert list(errors(response)) == ["org_number"]
    assert "802002-8712" in response.content.decode()
