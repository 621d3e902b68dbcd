"""Other services that people log in with, as the environment names them."""

import json
import re
from typing import Any
from urllib.parse import urlsplit

from environs import EnvError

ID = re.compile(r"[a-z][a-z0-9-]{1,29}")
OIDC_NEEDS = ("id", "name", "issuer", "client_id", "secret")
SAML_NEEDS = ("id", "name", "entity_id")
MAY_HAVE = ("mfa", "staff", "origins", "scope", "uid", "email", "first_name", "last_name")
MAY_HAVE_SAML = (*MAY_HAVE, "metadata_url", "sso_url", "x509cert")

Service = dict[str, Any]


def parse_oidc(value: str) -> list[Service]:
    """Return the OpenID Connect services of a JSON list.

    Raises:
        EnvError: it is no such list, or a service lacks something or has something unknown.
    """
    services = _parse(value, OIDC_NEEDS, MAY_HAVE)
    for service in services:
        _check_address(service, "issuer")
    return services


def parse_saml(value: str) -> list[Service]:
    """Return the SAML services of a JSON list.

    Raises:
        EnvError: it is no such list, or a service lacks something or has something unknown.
    """
    services = _parse(value, SAML_NEEDS, MAY_HAVE_SAML)
    for service in services:
        if "metadata_url" in service:
            _check_address(service, "metadata_url")
        elif "sso_url" in service and "x509cert" in service:
            _check_address(service, "sso_url")
        else:
            raise EnvError(f"{service['id']}: give metadata_url, or sso_url and x509cert.")
    return services


def providers(oidc: list[Service], saml: list[Service], base_url: str) -> dict[str, Any]:
    """What allauth wants in SOCIALACCOUNT_PROVIDERS."""
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [_oidc_app(service) for service in oidc],
        },
        "saml": {"APPS": [_saml_app(service, base_url) for service in saml]},
    }


def origins(services: list[Service]) -> list[str]:
    """Where the button of a service may lead: its own address, and others that it names."""
    found = []
    for service in services:
        for name in ("issuer", "sso_url", "metadata_url"):
            if name in service:
                parts = urlsplit(service[name])
                found.append(f"{parts.scheme}://{parts.netloc}")
        found += service.get("origins", [])
    return sorted(set(found))


def _oidc_app(service: Service) -> dict[str, Any]:
    settings = {"server_url": service["issuer"], "staff": bool(service.get("staff"))}
    if "scope" in service:
        settings["scope"] = service["scope"]
    if "uid" in service:
        settings["uid_field"] = service["uid"]
    return {
        "provider_id": service["id"],
        "name": service["name"],
        "client_id": service["client_id"],
        "secret": service["secret"],
        "settings": settings,
    }


def _saml_app(service: Service, base_url: str) -> dict[str, Any]:
    known = ("entity_id", "metadata_url", "sso_url", "x509cert")
    settings = {
        "staff": bool(service.get("staff")),
        "idp": {name: service[name] for name in known if name in service},
        "sp": {"entity_id": f"{base_url}/logga-in/saml/{service['id']}/metadata/"},
        "advanced": {
            "strict": True,
            "want_assertion_signed": True,
            "want_attribute_statement": False,
            "reject_idp_initiated_sso": True,
        },
    }
    mapped = ("uid", "email", "first_name", "last_name")
    mapping = {name: [service[name]] for name in mapped if name in service}
    if mapping:
        settings["attribute_mapping"] = mapping
    return {
        "provider_id": service["id"],
        "name": service["name"],
        "client_id": service["id"],
        "settings": settings,
    }


def _parse(value: str, needs: tuple[str, ...], may_have: tuple[str, ...]) -> list[Service]:
    try:
        services = json.loads(value or "[]")
    except json.JSONDecodeError as error:
        raise EnvError(f"Write a JSON list: {error}.") from None
    if not isinstance(services, list) or not all(isinstance(one, dict) for one in services):
        raise EnvError("Write a JSON list of services, each in braces.")
    for number, service in enumerate(services, 1):
        name = service.get("id") or f"service {number}"
        if missing := [key for key in needs if not service.get(key)]:
            raise EnvError(f"{name}: {', '.join(missing)} is missing.")
        if unknown := sorted(set(service) - {*needs, *may_have}):
            raise EnvError(f"{name}: {', '.join(unknown)} is not known.")
        if not ID.fullmatch(service["id"]):
            raise EnvError(f"{name}: the id is small letters, digits and hyphens.")
    ids = [service["id"] for service in services]
    if len(ids) != len(set(ids)):
        raise EnvError("Two services have the same id.")
    return services


def _check_address(service: Service, name: str) -> None:
    parts = urlsplit(service[name])
    is_local = parts.hostname in ("localhost", "127.0.0.1")
    if not parts.hostname or (parts.scheme != "https" and not is_local):
        raise EnvError(f"{service['id']}: {name} must be a whole https address.")
