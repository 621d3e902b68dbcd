"""On a developer's machine and in the demo, mails are files that a page shows."""

from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import override_settings
from django.urls import clear_url_caches, include, path, reverse

from civsam_platform import development
from civsam_platform.urls import urlpatterns as of_the_platform
from tests.factories import ESCAPED, XSS, site

TEMPLATES = Path(development.__file__).parent / "templates"
pytestmark = pytest.mark.django_db

urlpatterns = [
    path("utveckling/", include("civsam_platform.development.urls")),
    *of_the_platform,
]


@pytest.fixture(autouse=True)
def _development(settings, tmp_path, db):
    site()
    [engine] = settings.TEMPLATES
    with override_settings(
        ROOT_URLCONF=__name__,
        TEMPLATES=[{**engine, "DIRS": [*engine["DIRS"], TEMPLATES]}],
        EMAIL_BACKEND="civsam_platform.development.mails.FileBackend",
        CIVSAM_WRITTEN_MAIL=tmp_path / "mail",
    ):
        clear_url_caches()
        yield
    clear_url_caches()


def write(subject="Din kod", html="<html lang=sv><head><title>x</title></head><body>Hej"):
    made = EmailMultiAlternatives(
        subject, f"Hej {XSS}\nhttp://localhost:8000/mina-sidor/", "a@b.se", ["samira@example.org"]
    )
    made.attach_alternative(html, "text/html")
    made.send()


def names(tmp_path):
    return sorted(path.stem for path in (tmp_path / "mail").glob("*.eml"))


def test_the_newest_mail_comes_first(client):
    assert client.get(reverse("civsam_development:mails")).status_code == 200
    write("Ett")
    write(f"Två {XSS}")
    page = client.get(reverse("civsam_development:mails")).content.decode()
    assert page.index("Två") < page.index("Ett")
    assert ESCAPED in page
    assert XSS not in page


def test_a_mail_is_shown_with_its_headers_and_links(client, tmp_path):
    write()
    [name] = names(tmp_path)
    answer = client.get(reverse("civsam_development:mail", args=[name]))
    page = answer.content.decode()
    assert "samira@example.org" in page
    assert 'href="http://localhost:8000/mina-sidor/"' in page
    assert XSS not in page
    assert "sandbox=" in page
    assert "frame-src 'self'" in answer["Content-Security-Policy"]


def test_the_html_of_a_mail_runs_nothing(client, tmp_path):
    write(html=f"<html lang=sv><head></head><body>{XSS}")
    [name] = names(tmp_path)
    answer = client.get(reverse("civsam_development:mail_html", args=[name]))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert '<base target="_blank">' in answer.content.decode()


@pytest.mark.parametrize("name", ["finns-inte", "20260312T120000000000-abcdef01", "passwd"])
def test_only_written_mails_are_shown(client, name):
    assert client.get(f"/utveckling/mejl/{name}/").status_code == 404
    assert client.get(f"/utveckling/mejl/{name}/html/").status_code == 404


def test_no_other_settings_show_mails(client):
    with override_settings(ROOT_URLCONF="civsam_platform.urls"):
        clear_url_caches()
        assert client.get("/utveckling/mejl/").status_code == 404
