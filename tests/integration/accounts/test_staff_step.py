"""Whoever may enter the admin needs a second step, in every session and at every address."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction

from civsam_platform.accounts.testing import add_app, app_code, is_in, log_in, log_in_by_code
from tests.integration.accounts.test_one_door import addresses

pytestmark = pytest.mark.django_db
ANNA = "anna@alvsunda.example"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.STAFF_MFA_REQUIRED = True


@pytest.fixture
def editors():
    group = Group.objects.create(name="Redaktörer")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    return group


@pytest.fixture
def anna(editors):
    user = get_user_model().objects.create_user(ANNA)
    user.groups.add(editors)
    return user


@pytest.fixture
def sanna():
    return get_user_model().objects.create_superuser("sanna@alvsunda.example")


def test_no_address_of_the_admin_opens_without_the_second_step(client, sanna):
    log_in(client, sanna, mfa=False)
    opened = []
    for address in addresses():
        if address.startswith("/admin/") and not address.startswith(
            ("/admin/sprite/", "/admin/jsi18n/", "/admin/login/", "/admin/logout/")
        ):
            for method in (client.get, client.post):
                answer = method(address)
                leads_away = answer.status_code == 302 and answer.url.startswith(
                    ("/mitt-konto/sakerhet/krav/", "/logga-in/")
                )
                if not leads_away:
                    opened.append((address, answer.status_code))
    assert opened == []
    assert is_in(client)


def test_a_session_without_the_second_step_has_no_right_of_staff_anywhere(client, sanna, rf):
    from civsam_platform.accounts.middleware import StaffGate

    log_in(client, sanna, mfa=False)
    request = rf.get("/")
    request.session = client.session
    StaffGate(lambda request: None)(request)
    assert request.user.is_authenticated
    assert not request.user.has_perm("civsam_register.decide_people")
    assert not request.user.has_perm("wagtailadmin.access_admin")


def test_the_first_login_leads_to_a_page_that_helps(client, anna):
    log_in_by_code(client, ANNA)
    answer = client.get("/admin/")
    assert answer.url == "/mitt-konto/sakerhet/krav/?next=%2Fadmin%2F"
    page = client.get(answer.url).content.decode()
    assert "/mitt-konto/sakerhet/app/" in page
    assert "/mitt-konto/sakerhet/passkeys/ny/" in page


def test_adding_an_app_opens_the_admin_at_once(client, anna, monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda function, **how: function())
    log_in_by_code(client, ANNA)
    client.get(client.get("/admin/reports/").url)
    page = client.get("/mitt-konto/sakerhet/app/")
    secret = page.context["form"].secret
    answer = client.post("/mitt-konto/sakerhet/app/", {"code": app_code(secret)})
    assert answer.url == "/mitt-konto/sakerhet/reservkoder/"
    assert 'href="/admin/reports/"' in client.get(answer.url).content.decode()
    assert client.get("/admin/").status_code == 200


def test_a_login_with_the_app_opens_the_admin(client, anna):
    secret = add_app(anna)
    log_in_by_code(client, ANNA)
    client.post("/logga-in/steg-tva/", {"code": app_code(secret)})
    assert client.get("/admin/").status_code == 200


def test_whoever_becomes_staff_while_logged_in_is_asked_then(client, editors):
    carin = get_user_model().objects.create_user("carin@posten.example")
    log_in_by_code(client, carin.email)
    assert client.get("/admin/").status_code == 403
    carin.groups.add(editors)
    assert client.get("/admin/").url.startswith("/mitt-konto/sakerhet/krav/")


def test_an_app_from_before_is_asked_for_in_the_session(client, anna):
    secret = add_app(anna)
    log_in(client, anna, mfa=False)
    answer = client.get("/admin/pages/")
    assert answer.url == "/logga-in/igen/app/?next=%2Fadmin%2Fpages%2F"
    answer = client.post(answer.url, {"code": app_code(secret)})
    assert answer.url == "/admin/pages/"
    assert client.get("/admin/").status_code == 200


def test_taking_the_app_away_closes_the_admin_for_the_next_session(client, anna):
    add_app(anna)
    log_in(client, anna)
    assert client.post("/mitt-konto/sakerhet/app/ta-bort/").status_code == 302
    client.logout()
    log_in_by_code(client, ANNA)
    assert client.get("/admin/").url.startswith("/mitt-konto/sakerhet/krav/")


def test_a_passkey_is_a_second_step_for_staff_and_no_hindrance_for_others(client, anna):
    from allauth.mfa.models import Authenticator

    from civsam_platform.accounts import second_step

    carin = get_user_model().objects.create_user("carin@posten.example")
    for user in (anna, carin):
        Authenticator.objects.create(user=user, type="webauthn", data={"name": "Mobilen"})
    assert second_step.is_asked_for(anna)
    assert not second_step.is_asked_for(carin)


def test_the_pages_of_the_site_are_open_without_it(client, sanna):
    log_in(client, sanna, mfa=False)
    assert client.get("/mitt-konto/sakerhet/").status_code == 200
