"""Services that people log in with, played by the tests: one of OpenID Connect, one of SAML."""

import base64
import json
import secrets
import threading
import time
import zlib
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit
from xml.etree import ElementTree

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from onelogin.saml2.utils import OneLogin_Saml2_Utils

CLIENT, SECRET = "civsam", "a-secret-of-the-tests"


class OidcService:
    """A small OpenID Connect provider on a port of its own, spoken to over real HTTP.

    `person` is what it tells of whoever logs in; `spoil` changes the ID token before it is signed.
    """

    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person = {"sub": "person-1", "email": "samira@posten.example", "email_verified": False}
        self.spoil = {}
        self.codes = {}
        self.asked = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                service.answer(self, urlsplit(self.path), {})

            def do_POST(self):
                length = int(self.headers["Content-Length"] or 0)
                body = parse_qs(self.rfile.read(length).decode())
                service.answer(self, urlsplit(self.path), {k: v[0] for k, v in body.items()})

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, handler, address, posted):
        self.asked.append(address.path)
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        if address.path == "/authorize":
            code = secrets.token_urlsafe()
            self.codes[code] = query
            back = urlencode({"code": code, "state": query["state"]})
            handler.send_response(302)
            handler.send_header("Location", f"{query['redirect_uri']}?{back}")
            handler.end_headers()
            return
        said = {
            "/.well-known/openid-configuration": self.configuration,
            "/jwks": self.keys,
            "/userinfo": lambda: self.person,
            "/token": lambda: self.token(posted),
        }[address.path]()
        handler.send_response(200 if "error" not in said else 400)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        handler.wfile.write(json.dumps(said).encode())

    def configuration(self):
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self):
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**key, "kid": "1", "use": "sig"}]}

    def token(self, posted):
        asked = self.codes.pop(posted.get("code"), None)
        digest = sha256(posted.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            asked is None
            or posted.get("client_secret") != SECRET
            or asked.get("code_challenge") != challenge
        ):
            return {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300}
        token = {**claims, **self.person, **self.spoil}
        signed = jwt.encode(token, self.key, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": "a", "token_type": "Bearer", "id_token": signed}


class SamlService:
    """A SAML identity provider: reads a request, and signs an answer with a key of its own."""

    entity_id = "https://idp.example/saml"
    sso_url = "https://idp.example/sso"

    def __init__(self):
        self.key, self.certificate = _key_and_certificate()
        self.subject = "person-7"
        self.attributes = {}

    def answer(self, redirect_url: str, *, audience="", sign=True) -> str:
        """The answer to the request in an address, as the browser posts it."""
        packed = parse_qs(urlsplit(redirect_url).query)["SAMLRequest"][0]
        request = ElementTree.fromstring(zlib.decompress(base64.b64decode(packed), -15))
        acs, asked = request.get("AssertionConsumerServiceURL"), request.get("ID")
        audience = audience or request.findtext("{urn:oasis:names:tc:SAML:2.0:assertion}Issuer")
        now = datetime.now(UTC)
        stamp = "{:%Y-%m-%dT%H:%M:%SZ}".format
        soon = stamp(now + timedelta(minutes=5))
        attributes = "".join(
            f'<saml:Attribute Name="{name}"><saml:AttributeValue>{value}</saml:AttributeValue>'
            "</saml:Attribute>"
            for name, value in self.attributes.items()
        )
        statement = (
            f"<saml:AttributeStatement>{attributes}</saml:AttributeStatement>" if attributes else ""
        )
        assertion = (
            '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a1"'
            f' Version="2.0" IssueInstant="{stamp(now)}"><saml:Issuer>{self.entity_id}'
            "</saml:Issuer><saml:Subject><saml:NameID"
            ' Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">'
            f"{self.subject}</saml:NameID><saml:SubjectConfirmation"
            ' Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData'
            f' NotOnOrAfter="{soon}" Recipient="{acs}" InResponseTo="{asked}"/>'
            f'</saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{stamp(now)}"'
            f' NotOnOrAfter="{soon}"><saml:AudienceRestriction><saml:Audience>{audience}'
            "</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement"
            f' AuthnInstant="{stamp(now)}" SessionIndex="_s1"><saml:AuthnContext>'
            "<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified"
            "</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>"
            f"{statement}</saml:Assertion>"
        )
        if sign:
            assertion = OneLogin_Saml2_Utils.add_sign(
                assertion, self.key, self.certificate
            ).decode()
            assertion = assertion.removeprefix('<?xml version="1.0"?>').strip()
        response = (
            '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"'
            ' xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r1" Version="2.0"'
            f' IssueInstant="{stamp(now)}" Destination="{acs}" InResponseTo="{asked}">'
            f"<saml:Issuer>{self.entity_id}</saml:Issuer><samlp:Status><samlp:StatusCode"
            ' Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>'
            f"{assertion}</samlp:Response>"
        )
        return base64.b64encode(response.encode()).decode()


def _key_and_certificate() -> tuple[str, str]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    return pem.decode(), certificate.public_bytes(serialization.Encoding.PEM).decode()
