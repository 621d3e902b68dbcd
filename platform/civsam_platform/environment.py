"""Reads settings from the environment, and names everything that is missing or wrong at once."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

from civsam_platform.identity import parse_oidc, parse_saml

SECRET_KEY_LENGTH = 50
SECRET_KEY_VARIETY = 10

SQLITE_OPTIONS = {
    # With Django's own settings SQLite lost half of the writes when several people saved at once.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
}

ENGINES = {
    "sqlite": "django.db.backends.sqlite3",
    "postgres": "django.db.backends.postgresql",
    "postgresql": "django.db.backends.postgresql",
}


class Environment:
    """Reads values one by one, remembers what is missing or wrong, and tells it all at once.

    Every parser of environs can be called by its name, such as ``env.int("EMAIL_PORT", 587)``,
    and the parsers of this module: database, web_address, secret, hosts, folder, oidc, saml,
    servers, index_prefix and file. A value that is missing or wrong is None until `close` is
    called.
    """

    def __init__(self):
        self._problems: dict[str, str] = {}
        self._env = Env()
        self._env.add_parser("database", parse_database_url)
        self._env.add_parser("web_address", parse_web_address)
        self._env.add_parser("secret", parse_secret)
        self._env.add_parser("hosts", parse_hosts)
        self._env.add_parser("folder", Path)
        self._env.add_parser("oidc", parse_oidc)
        self._env.add_parser("saml", parse_saml)
        self._env.add_parser("servers", parse_servers)
        self._env.add_parser("index_prefix", parse_index_prefix)
        self._env.add_parser("file", parse_file)

    def __getattr__(self, kind: str) -> Any:
        parser = getattr(self._env, kind)

        def read(name: str, *default: Any) -> Any:
            self._problems.pop(name, None)
            try:
                return parser(name, *default)
            except EnvError as error:
                self._problems[name] = str(error)

        return read

    def close(self) -> None:
        """Check everything that has been read.

        Raises:
            ImproperlyConfigured: one message that names every missing and wrong value.
        """
        if self._problems:
            lines = "".join(f"\n  - {problem}" for problem in self._problems.values())
            raise ImproperlyConfigured(f"The environment is not complete:{lines}")


def sqlite(path: Path) -> dict[str, Any]:
    """Return Django's database settings for the SQLite file at `path`, safe for many writers."""
    return {"ENGINE": ENGINES["sqlite"], "NAME": str(path), "OPTIONS": dict(SQLITE_OPTIONS)}


def parse_database_url(value: str) -> dict[str, Any]:
    """Return Django's database settings for an address such as ``postgres://user:pw@host/name``.

    ``sqlite:///civsam.sqlite3`` is relative to the working folder, ``sqlite:////srv/a.sqlite3``
    is absolute. Nothing for an empty value.

    Raises:
        EnvError: the address has another scheme, no database name, or a wrong port.
    """
    if not value:
        return {}
    parts = urlsplit(value)
    engine = ENGINES.get(parts.scheme)
    if engine is None:
        raise EnvError("Write it as postgres://user:password@host:5432/name or sqlite:///path.")
    name = unquote(parts.path[1:])
    if not name:
        raise EnvError("The name of the database is missing at the end of the address.")
    if parts.scheme == "sqlite":
        return sqlite(Path(name))
    try:
        port = parts.port
    except ValueError:
        raise EnvError("The port of the database is not a number.") from None
    return {
        "ENGINE": engine,
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def parse_web_address(value: str) -> str:
    """Return the address of the site without a slash at the end.

    Raises:
        EnvError: it is not a whole http(s) address.
    """
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise EnvError("Write the whole address, such as https://tillsammans.kommunen.se.")
    return value.rstrip("/")


def parse_secret(value: str) -> str:
    """Return the secret key.

    Raises:
        EnvError: it is too short or too plain to be a secret.
    """
    if len(value) < SECRET_KEY_LENGTH or len(set(value)) < SECRET_KEY_VARIETY:
        raise EnvError(f"Use at least {SECRET_KEY_LENGTH} random characters.")
    return value


def parse_hosts(value: str) -> list[str]:
    """Return host names from a comma separated list.

    Raises:
        EnvError: the list is empty, lets every host in, or holds addresses instead of names.
    """
    hosts = [host.strip() for host in value.split(",") if host.strip()]
    if not hosts:
        raise EnvError("Name at least one host, such as tillsammans.kommunen.se.")
    if any("/" in host or host == "*" for host in hosts):
        raise EnvError("Write host names only, without https:// and without *.")
    return hosts


def parse_servers(value: str) -> list[str]:
    """Return whole addresses from a comma separated list, each with its port; none for nothing.

    Raises:
        EnvError: one of them is not a whole http(s) address with a port, or holds more than that.
    """
    addresses = [one.strip() for one in value.split(",") if one.strip()]
    for address in addresses:
        parts = urlsplit(address)
        try:
            whole = parts.scheme in ("http", "https") and parts.hostname and parts.port
        except ValueError:
            whole = False
        if not whole or parts.query or parts.fragment:
            raise EnvError("Write whole addresses, such as https://search-1.kommunen.se:9200.")
    return [address.rstrip("/") for address in addresses]


def parse_index_prefix(value: str) -> str:
    """Return what the names of the indices begin with.

    Raises:
        EnvError: Elasticsearch takes no such name.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,79}", value):
        raise EnvError("Use small letters a-z, digits, - and _, at most 80, such as civsam.")
    return value


def parse_file(value: str) -> str:
    """Return the path of a file that is there; nothing for an empty value.

    Raises:
        EnvError: there is no such file.
    """
    if value and not Path(value).is_file():
        raise EnvError("There is no such file.")
    return value
