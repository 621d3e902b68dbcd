"""Other services to log in with, as the environment names them."""

import json

import pytest
from environs import EnvError

from civsam_platform.identity import origins, parse_oidc, parse_saml, providers

STAFF = {
    "id": "kommunen",
    "name": "Logga in som anställd",
    "issuer": "https://login.alvsunda.example/v2.0",
    "client_id": "a",
    "secret": "b",
}
FREJA = {"id": "freja", "name": "Freja", "entity_id": "https://freja.example/saml"}


def test_nothing_is_no_services():
    assert parse_oidc("") == parse_saml("[]") == []


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("{", "JSON list"),
        ('{"id": "a"}', "JSON list"),
        (json.dumps([{**STAFF, "secret": ""}]), "kommunen: secret is missing"),
        (json.dumps([{"name": "A"}]), "service 1: id, issuer, client_id, secret is missing"),
        (json.dumps([{**STAFF, "isuer": "x"}]), "isuer is not known"),
        (json.dumps([{**STAFF, "id": "Å ä"}]), "small letters"),
        (json.dumps([{**STAFF, "issuer": "http://login.example"}]), "https address"),
        (json.dumps([STAFF, STAFF]), "same id"),
    ],
)
def test_what_is_wrong_is_told(value, said):
    with pytest.raises(EnvError, match=said):
        parse_oidc(value)


def test_saml_needs_metadata_or_an_address_and_a_certificate():
    with pytest.raises(EnvError, match="metadata_url, or sso_url and x509cert"):
        parse_saml(json.dumps([FREJA]))
    whole = {**FREJA, "metadata_url": "https://freja.example/metadata"}
    assert parse_saml(json.dumps([whole])) == [whole]


def test_answers_of_saml_must_be_signed_and_asked_for():
    made = providers([], [{**FREJA, "uid": "subject"}], "https://tillsammans.example")
    app = made["saml"]["APPS"][0]["settings"]
    assert app["advanced"]["want_assertion_signed"]
    assert app["advanced"]["reject_idp_initiated_sso"]
    assert app["attribute_mapping"] == {"uid": ["subject"]}
    assert app["sp"]["entity_id"] == "https://tillsammans.example/logga-in/saml/freja/metadata/"


def test_the_policy_lets_the_button_lead_to_the_service():
    services = [{**STAFF, "origins": ["https://sso.alvsunda.example"]}]
    assert origins(services) == ["https://login.alvsunda.example", "https://sso.alvsunda.example"]
