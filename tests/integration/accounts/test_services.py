"""People log in with another service, and are known by who says so and what they are called."""

from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth import get_user_model
from django.test import Client

from civsam_pages.notifications.models import Mail
from civsam_platform import identity
from civsam_platform.accounts.testing import add_app, app_code, is_in, newest_code
from tests.integration.accounts.services import CLIENT, SECRET, OidcService, SamlService

pytestmark = pytest.mark.django_db
SAMIRA = "samira@posten.example"
User = get_user_model()


@pytest.fixture
def oidc(settings):
    service = OidcService()
    configured = [
        {
            "id": "kommunen",
            "name": "Logga in som anställd",
            "issuer": service.issuer,
            "client_id": CLIENT,
            "secret": SECRET,
            "mfa": True,
            "staff": True,
        }
    ]
    settings.SOCIALACCOUNT_PROVIDERS = identity.providers(configured, [], settings.BASE_URL)
    settings.PROVIDERS_WITH_SECOND_STEP = ["kommunen"]
    yield service
    service.close()


@pytest.fixture
def saml(settings):
    service = SamlService()
    configured = [
        {
            "id": "freja",
            "name": "Freja",
            "entity_id": service.entity_id,
            "sso_url": service.sso_url,
            "x509cert": service.certificate,
        }
    ]
    settings.SOCIALACCOUNT_PROVIDERS = identity.providers([], configured, settings.BASE_URL)
    return service


@pytest.fixture
def samira():
    return User.objects.create_user(SAMIRA)


def come(client, **data):
    """Press the button, be recognised by the service, and come back."""
    away = client.post("/logga-in/oidc/kommunen/login/", data)
    assert away.status_code == 302
    back = requests.get(away.url, allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    return client.get(f"{parts.path}?{parts.query}")


def come_by_saml(client, service, **how):
    away = client.post("/logga-in/saml/freja/login/")
    answer = service.answer(away.url, **how)
    return client.post("/logga-in/saml/freja/acs/", {"SAMLResponse": answer}, follow=True)


def browser() -> Client:
    """A browser at an address with a name, as SAML wants it."""
    return Client(headers={"host": "tillsammans.alvsunda.example"})


def tie(client, address=SAMIRA):
    client.post("/logga-in/koppla/", {"email": address})
    return client.post("/logga-in/kod/", {"code": newest_code(address)})


def test_the_button_stands_on_the_login_page(client, oidc):
    page = client.get("/logga-in/?next=/admin/").content.decode()
    assert "Logga in som anställd" in page
    assert 'action="/logga-in/oidc/kommunen/login/' in page


def test_the_first_time_a_code_shows_whose_account_it_is(client, oidc, samira):
    answer = come(client)
    assert answer.url.startswith("/logga-in/koppla/")
    assert not is_in(client)  # the address that the service tells opens nothing
    assert SAMIRA in client.get(answer.url).content.decode()
    tie(client)
    assert client.session["_auth_user_id"] == str(samira.pk)
    assert SocialAccount.objects.get().uid == f"{oidc.issuer} person-1"
    assert "/token" in oidc.asked


def test_the_next_time_the_service_is_enough(client, oidc, samira):
    come(client)
    tie(client)
    other = Client()
    come(other)
    assert other.session["_auth_user_id"] == str(samira.pk)


def test_another_person_at_the_service_with_the_same_address_gets_nowhere(client, oidc, samira):
    come(client)
    tie(client)
    oidc.person = {**oidc.person, "sub": "person-2", "email_verified": True}
    thief = Client()
    come(thief)
    assert not is_in(thief)


def test_the_same_subject_of_another_issuer_is_somebody_else(client, oidc, samira, settings):
    come(client)
    tie(client)
    other = OidcService()
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = other.issuer
    thief = Client()
    come(thief)
    other.close()
    assert not is_in(thief)


@pytest.mark.parametrize("spoilt", [{"iss": "https://evil.example"}, {"aud": "x"}, {"exp": 1}])
def test_a_token_that_is_not_right_opens_nothing(client, oidc, samira, spoilt):
    come(client)
    tie(client)
    oidc.spoil = spoilt
    thief = Client()
    come(thief)
    assert not is_in(thief)


def test_an_answer_that_nobody_asked_for_opens_nothing(client, oidc, samira):
    come(client)
    tie(client)
    away = Client().post("/logga-in/oidc/kommunen/login/")
    back = urlsplit(requests.get(away.url, allow_redirects=False, timeout=5).headers["Location"])
    victim = Client()
    victim.get(f"{back.path}?{back.query}")
    assert not is_in(victim)


def test_nothing_of_what_the_service_tells_is_kept(client, oidc, samira):
    oidc.person |= {"personal_number": "198001011236", "address": "Storgatan 1"}
    come(client)
    tie(client)
    kept = SocialAccount.objects.get()
    assert kept.extra_data == {}
    assert not SocialToken.objects.exists()
    assert "198001011236" not in str(client.session.items())


def test_a_service_that_calls_people_by_personal_numbers_is_refused(client, oidc):
    oidc.person["sub"] = "198001011236"
    come(client)
    assert not is_in(client)
    assert "198001011236" not in str(dict(client.session))


def test_a_service_with_a_second_step_opens_the_admin(client, oidc, settings):
    settings.STAFF_MFA_REQUIRED = True
    User.objects.create_superuser("anna@alvsunda.example")
    come(client)
    tie(client, "anna@alvsunda.example")
    assert client.get("/admin/").status_code == 200
    other = Client()
    come(other)
    assert other.get("/admin/").status_code == 200


def test_a_service_without_one_does_not(client, oidc, settings):
    settings.STAFF_MFA_REQUIRED = True
    settings.PROVIDERS_WITH_SECOND_STEP = []
    User.objects.create_superuser("anna@alvsunda.example")
    come(client)
    tie(client, "anna@alvsunda.example")
    assert client.get("/admin/").url.startswith("/mitt-konto/sakerhet/krav/")


def test_tying_does_not_go_round_the_second_step_of_the_account(client, oidc, samira):
    secret = add_app(samira)
    come(client)
    assert tie(client).url == "/logga-in/steg-tva/"
    assert not SocialAccount.objects.exists()
    client.post("/logga-in/steg-tva/", {"code": app_code(secret)})
    assert SocialAccount.objects.get().user == samira


def test_what_somebody_left_on_a_shared_computer_is_not_tied_to_the_next(client, oidc, samira):
    come(client)  # a stranger begins, and walks away
    client.get("/logga-in/")
    client.post("/logga-in/", {"email": SAMIRA})
    client.post("/logga-in/kod/", {"code": newest_code(SAMIRA)})
    assert is_in(client)
    assert not SocialAccount.objects.exists()


def test_a_service_can_be_taken_away(client, oidc, samira):
    come(client)
    tie(client)
    tied = SocialAccount.objects.get()
    assert "Logga in som anställd" in client.get("/mitt-konto/sakerhet/").content.decode()
    client.post(f"/mitt-konto/tjanster/{tied.pk}/ta-bort/")
    assert not SocialAccount.objects.exists()
    assert Mail.objects.filter(address=SAMIRA).count() >= 2


def test_a_signed_answer_of_saml_is_tied_and_then_opens_the_account(saml, samira):
    client = browser()
    answer = come_by_saml(client, saml)
    assert answer.redirect_chain[-1][0].startswith("/logga-in/koppla/")
    tie(client)
    assert SocialAccount.objects.get().uid == f"{saml.entity_id} person-7"
    other = browser()
    come_by_saml(other, saml)
    assert other.session["_auth_user_id"] == str(samira.pk)


@pytest.mark.parametrize("how", [{"sign": False}, {"audience": "https://other.example"}])
def test_an_answer_of_saml_that_is_not_right_opens_nothing(saml, samira, how):
    client = browser()
    come_by_saml(client, saml)
    tie(client)
    thief = browser()
    answer = come_by_saml(thief, saml, **how)
    assert answer.status_code in (200, 401)
    assert not is_in(thief)


def test_an_answer_of_saml_signed_by_somebody_else_opens_nothing(saml, samira):
    client = browser()
    come_by_saml(client, saml)
    tie(client)
    forger = SamlService()
    thief = browser()
    come_by_saml(thief, forger)
    assert not is_in(thief)


def test_saml_says_who_we_are(saml):
    metadata = browser().get("/logga-in/saml/freja/metadata/").content.decode()
    assert "/logga-in/saml/freja/acs/" in metadata
