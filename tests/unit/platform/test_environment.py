"""Settings from the environment: strict, and everything that is wrong is told at once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from environs import EnvError

from civsam_platform.environment import (
    Environment,
    parse_database_url,
    parse_file,
    parse_hosts,
    parse_index_prefix,
    parse_secret,
    parse_servers,
    parse_web_address,
)

ROOT = Path(__file__).parents[3]
COMPLETE = {
    "SECRET_KEY": "0123456789abcdef" * 4,
    "ALLOWED_HOSTS": "tillsammans.alvsunda.example",
    "BASE_URL": "https://tillsammans.alvsunda.example/",
    "DEFAULT_FROM_EMAIL": "lotsen@alvsunda.example",
    "EMAIL_HOST": "mail.alvsunda.example",
}


def start_production(**environment):
    """Load the production settings in a process of its own, as a server does."""
    code = (
        "from django.conf import settings; import sys;"
        "print(settings.DATABASES['default']['ENGINE'], settings.WAGTAILADMIN_BASE_URL,"
        " settings.DEBUG, settings.SECURE_SSL_REDIRECT)"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join(
                str(path) for path in (ROOT, ROOT / "search", ROOT / "platform")
            ),
            "DJANGO_SETTINGS_MODULE": "civsam_platform.settings.production",
            **environment,
        },
        capture_output=True,
        text=True,
        cwd=ROOT,
    )


def test_production_names_every_value_that_is_missing_or_wrong_at_once():
    said = start_production(BASE_URL="alvsunda", EMAIL_PORT="many", DATABASE_URL="mysql://x").stderr
    assert "ImproperlyConfigured" in said
    for name in (*COMPLETE, "EMAIL_PORT", "DATABASE_URL"):
        assert f'"{name}"' in said, name


def test_production_starts_when_all_is_there(tmp_path):
    done = start_production(CIVSAM_DATA_DIR=str(tmp_path), **COMPLETE)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [
        "django.db.backends.sqlite3",
        "https://tillsammans.alvsunda.example",
        "False",
        "True",
    ]


def test_production_passes_djangos_own_check_and_asks_staff_for_a_second_step(tmp_path):
    done = manage_production("check", "--deploy", "--fail-level=INFO", data=tmp_path)
    assert done.returncode == 0, done.stderr
    said = (
        "from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_DOMAIN,"
        " s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.STAFF_MFA_REQUIRED,"
        " s.SECURE_HSTS_SECONDS >= 31_536_000)"
    )
    done = manage_production("shell", "-v", "0", "-c", said, data=tmp_path, STAFF_MFA_REQUIRED="0")
    assert done.stdout.split() == [
        *("__Host-session", "__Host-csrf", "None"),
        *("True", "True", "True", "True"),
    ]


def manage_production(*words, data, **environment):
    """Run a command of manage.py with the production settings."""
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "civsam_platform.settings.production",
            "CIVSAM_DATA_DIR": str(data),
            **COMPLETE,
            **environment,
        },
        capture_output=True,
        text=True,
        cwd=ROOT,
    )


def test_a_second_read_still_tells_what_is_wrong(monkeypatch):
    monkeypatch.delenv("CIVSAM_NOT_THERE", raising=False)
    env = Environment()
    for _time in range(2):
        assert env.str("CIVSAM_NOT_THERE") is None
        with pytest.raises(ImproperlyConfigured, match="CIVSAM_NOT_THERE"):
            env.close()


def test_a_value_that_comes_later_is_no_longer_missing(monkeypatch):
    env = Environment()
    env.str("CIVSAM_LATER")
    monkeypatch.setenv("CIVSAM_LATER", "here")
    assert env.str("CIVSAM_LATER") == "here"
    env.close()


def test_sqlite_is_set_up_for_many_writers():
    options = parse_database_url("sqlite:////srv/a.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "journal_mode=WAL" in options["init_command"]


def test_a_database_address_is_taken_apart():
    found = parse_database_url("postgres://ci:p%40ss@db.example:5433/civsam?sslmode=require")
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "ci",
        "p@ss",
        "db.example",
        "5433",
        "civsam",
    )
    assert found["OPTIONS"] == {"sslmode": "require"}
    assert found["CONN_HEALTH_CHECKS"] is True


@pytest.mark.parametrize(
    ("parser", "value"),
    [
        (parse_database_url, "mysql://a/b"),
        (parse_database_url, "postgres://host"),
        (parse_database_url, "postgres://host:port/name"),
        (parse_web_address, "alvsunda.example"),
        (parse_web_address, "ftp://alvsunda.example"),
        (parse_servers, "search-1.kommunen.se:9200"),
        (parse_servers, "https://search-1.kommunen.se"),
        (parse_servers, "https://search-1.kommunen.se:port"),
        (parse_servers, "https://a.example:9200/?x=1"),
        (parse_index_prefix, ""),
        (parse_index_prefix, "Älvsunda"),
        (parse_index_prefix, "a*"),
        (parse_file, "/there/is/none.pem"),
        (parse_secret, "short"),
        (parse_secret, "x" * 60),
        (parse_hosts, ""),
        (parse_hosts, "*"),
        (parse_hosts, "https://alvsunda.example"),
    ],
)
def test_a_wrong_value_is_refused(parser, value):
    with pytest.raises(EnvError):
        parser(value)


def test_the_servers_of_the_search_are_whole_addresses():
    both = "https://search-1.kommunen.se:9200, https://search-2.kommunen.se:9200/"
    assert parse_servers(both) == [
        "https://search-1.kommunen.se:9200",
        "https://search-2.kommunen.se:9200",
    ]
    assert parse_servers("") == []
    assert parse_index_prefix("civsam-test_2") == "civsam-test_2"
    assert parse_file(__file__) == __file__
