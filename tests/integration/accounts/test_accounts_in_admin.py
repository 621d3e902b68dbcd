"""Accounts under Settings: whom they act for, how they log in, and help for a lost phone."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import ModelLogEntry

from civsam_pages.notifications.models import Mail
from civsam_platform.accounts.me import services
from civsam_platform.accounts.testing import log_in
from tests.factories import ESCAPED, XSS, right
from tests.integration.accounts.me_town import my_town

pytestmark = pytest.mark.django_db

INDEX = "/admin/users/"


@pytest.fixture
def town(db):
    return my_town()


def text(response) -> str:
    return response.content.decode()


def reset_url(user) -> str:
    return reverse("wagtailusers_users:reset_second_step", args=[user.pk])


def let_manage_accounts(user) -> None:
    """Give the right to change and delete accounts, without being a superuser."""
    group = Group.objects.create(name="Account managers")
    group.permissions.set(
        Permission.objects.filter(codename__in=["change_user", "delete_user", "access_admin"])
    )
    user.groups.add(group)


def test_the_list_says_whom_each_account_acts_for(town, client):
    log_in(client, town.sanna)
    page = text(client.get(INDEX))
    assert "nadja@posten.example" in page
    assert f"Föreningen Öppna dörren {ESCAPED}" in page
    assert XSS not in page


def test_the_list_asks_no_more_with_more_accounts(town, client, django_assert_max_num_queries):
    log_in(client, town.sanna)
    client.get(INDEX)
    with django_assert_max_num_queries(60) as few:
        client.get(INDEX)
    for number in range(5):
        user = get_user_model().objects.create_user(f"ny{number}@posten.example")
        right(user, town.open_door, "actor_editor")
    with django_assert_max_num_queries(len(few)):
        client.get(INDEX)


def test_an_account_says_how_it_logs_in(town, client):
    Authenticator.objects.create(user=town.nadja, type="totp", data={})
    log_in(client, town.sanna)
    page = text(client.get(reverse("wagtailusers_users:edit", args=[town.nadja.pk])))
    assert reset_url(town.nadja) in page
    assert ESCAPED in page
    assert XSS not in page


def test_a_new_account_has_no_password_and_its_address_in_lower_case(town, client):
    log_in(client, town.sanna)
    post = {"email": "Ny@Alvsunda.example", "first_name": "Ny", "last_name": ""}
    assert client.post(reverse("wagtailusers_users:add"), post).status_code == 302
    made = get_user_model().objects.get(email="ny@alvsunda.example")
    assert not made.has_usable_password()


def test_an_address_that_somebody_has_is_refused_in_any_case(town, client):
    log_in(client, town.sanna)
    post = {"email": "Nadja@Posten.example", "first_name": "Ny"}
    assert client.post(reverse("wagtailusers_users:add"), post).status_code == 200
    assert get_user_model().objects.filter(email__iexact="nadja@posten.example").count() == 1


def test_an_administrator_helps_somebody_who_lost_the_phone(town, client):
    for kind in ("totp", "recovery_codes"):
        Authenticator.objects.create(user=town.nadja, type=kind, data={})
    Authenticator.objects.create(user=town.goran, type="totp", data={})
    nadjas = type(client)()
    log_in(nadjas, town.nadja)
    UserSession.objects.create(
        user=town.nadja, session_key=nadjas.session.session_key, ip="127.0.0.1"
    )
    log_in(client, town.sanna)
    assert "nadja@posten.example" in text(client.get(reset_url(town.nadja)))
    assert Authenticator.objects.filter(user=town.nadja).count() == 2
    client.post(reset_url(town.nadja))
    assert not Authenticator.objects.filter(user=town.nadja).exists()
    assert Authenticator.objects.filter(user=town.goran).exists()
    assert nadjas.get("/mitt-konto/").status_code == 302
    assert Mail.objects.filter(user=town.nadja, kind="security").count() == 1
    entry = ModelLogEntry.objects.get(action="civsam.account.reset_mfa")
    assert (entry.user, entry.data) == (town.sanna, {"removed": 2})


@pytest.mark.parametrize("name", ["anna", "petra", "samira"])
def test_nobody_else_takes_away_a_second_step(town, client, name):
    Authenticator.objects.create(user=town.nadja, type="totp", data={})
    if name == "anna":
        let_manage_accounts(town.anna)
    log_in(client, getattr(town, name))
    for ask in (client.get, client.post):
        assert ask(reset_url(town.nadja)).status_code in (302, 403)
    assert Authenticator.objects.filter(user=town.nadja).exists()


def test_an_administrator_asks_another_about_their_own_second_step(town, client):
    Authenticator.objects.create(user=town.sanna, type="totp", data={})
    log_in(client, town.sanna)
    client.post(reset_url(town.sanna))
    assert Authenticator.objects.filter(user=town.sanna).exists()


def test_deleting_in_the_admin_keeps_what_others_need(town, client):
    log_in(client, town.sanna)
    url = reverse("wagtailusers_users:delete", args=[town.samira.pk])
    page = text(client.get(url))
    assert ESCAPED in page
    assert XSS not in page
    client.post(url)
    town.samira.refresh_from_db()
    town.samira_right.refresh_from_db()
    assert not town.samira.is_active
    assert town.samira_right.ended_at is not None
    assert Mail.objects.filter(address="samira@posten.example").exists()


def test_deleting_several_is_deleting_each(town, client):
    log_in(client, town.sanna)
    url = reverse("wagtail_bulk_action", args=["civsam_accounts", "user", "delete"])
    client.post(f"{url}?id={town.nadja.pk}&id={town.goran.pk}")
    for person in (town.nadja, town.goran):
        person.refresh_from_db()
        assert person.email.endswith("@account.invalid")
    assert town.nadja.memberships.exists()


def test_a_deleted_account_is_not_in_the_admin_any_more(town, client):
    services.delete_account(user=town.nadja, by=town.nadja)
    log_in(client, town.sanna)
    assert "account.invalid" not in text(client.get(INDEX))
    for name in ("edit", "delete", "reset_second_step"):
        url = reverse(f"wagtailusers_users:{name}", args=[town.nadja.pk])
        assert client.get(url).status_code == 404


def test_who_manages_accounts_deletes_no_administrator(town, client):
    let_manage_accounts(town.anna)
    log_in(client, town.anna)
    client.post(reverse("wagtailusers_users:delete", args=[town.sanna.pk]))
    town.sanna.refresh_from_db()
    assert town.sanna.is_active


def test_who_manages_accounts_changes_no_administrator(town, client):
    let_manage_accounts(town.anna)
    log_in(client, town.anna)
    url = reverse("wagtailusers_users:edit", args=[town.sanna.pk])
    post = {"email": "anna2@posten.example", "first_name": "S", "last_name": ""}
    client.post(url, post)
    assert "sanna@" not in text(client.get(url))
    group = Group.objects.get(name="Account managers").pk
    bulk = ("set_active_state", {"mark_as_active": "False"}), ("assign_role", {"role": group})
    for action, form in bulk:
        bulk_url = reverse("wagtail_bulk_action", args=["civsam_accounts", "user", action])
        client.post(f"{bulk_url}?id={town.sanna.pk}", form)
    before, groups = town.sanna.email, town.sanna.groups.count()
    town.sanna.refresh_from_db()
    assert town.sanna.is_active
    assert (town.sanna.email, town.sanna.groups.count()) == (before, groups)


def test_who_manages_accounts_makes_no_administrator(town, client):
    let_manage_accounts(town.anna)
    town.anna.groups.get(name="Account managers").permissions.add(
        Permission.objects.get(codename="add_user")
    )
    log_in(client, town.anna)
    post = {"first_name": "N", "last_name": "", "is_active": "on", "is_superuser": "on"}
    edit = reverse("wagtailusers_users:edit", args=[town.nadja.pk])
    assert client.post(edit, {**post, "email": "nadja@posten.example"}).status_code == 302
    add = reverse("wagtailusers_users:add")
    assert client.post(add, {**post, "email": "ny@posten.example"}).status_code == 302
    for address in ("nadja@posten.example", "ny@posten.example"):
        assert not get_user_model().objects.get(email=address).is_superuser
