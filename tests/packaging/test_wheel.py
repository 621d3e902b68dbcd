"""The wheel in a fresh `wagtail start` site, which has a search app and a base.html of its own."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.packaging

SETTINGS = """
from civsam_pages import CIVSAM_APPS

INSTALLED_APPS = [*CIVSAM_APPS, *INSTALLED_APPS]
"""

# ruff: noqa: E501
STORY = """
from django.test import Client
from wagtail.models import Page, Site
from civsam_pages.needs.models import NeedIndexPage, NeedPage
from civsam_pages.register.models import ActorPage, RegisterPage

home = Site.objects.get(is_default_site=True).root_page
register = home.add_child(instance=RegisterPage(title="Föreningar", slug="foreningar", summary="Alla"))
actor = register.add_child(instance=ActorPage(title="Byalaget", slug="byalaget", summary="Vi bor här"))
needs = home.add_child(instance=NeedIndexPage(title="Behov", slug="behov", summary="Allt som saknas"))
need = NeedPage(title="Kök att låna <script>", slug="kok", summary="Vi söker ett kök", owner_actor=actor)
needs.add_child(instance=need)
need.save_revision().publish()

visitor = Client(SERVER_NAME="localhost")
page = visitor.get("/behov/kok/")
assert page.status_code == 200, page.status_code
text = page.content.decode()
assert "Kök att låna &lt;script&gt;" in text
assert "civsam_pages/civsam.css" in text
assert "css/mysite.css" in text, "the site's own base.html is lost"
assert visitor.get("/behov/").content.decode().count("Kök att låna") >= 1
found = visitor.get("/sok/", {"q": "köket"}).content.decode()
assert "Kök att låna" in found or "<mark>" in found, found
assert visitor.get("/search/").status_code == 200, "the site's own search is lost"
print("STORY HELD")
"""


def run(*command, cwd, **env):
    """Run a command; its output is the message of a failure."""

    clean = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "PYTHON"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**clean, **env},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", folder, ROOT, cwd=folder)
    return next(folder.glob("civsam-*.whl"))


@pytest.fixture(scope="module")
def site(wheel, tmp_path_factory) -> tuple[Path, Path]:
    """A fresh site with the wheel, and the Python that runs it."""

    folder = tmp_path_factory.mktemp("host")
    python = folder / "env" / "bin" / "python"
    uv = Path(sys.executable).with_name("uv")
    pins = folder / "pins.txt"
    pins.write_text(
        "\n".join(re.findall(r"^\S+==\S+", (ROOT / "requirements/platform.txt").read_text(), re.M))
    )
    run(sys.executable, "-m", "venv", folder / "env", cwd=folder)
    run(uv, "pip", "install", "-q", "--python", python, "-c", pins, wheel, cwd=folder)
    run(folder / "env" / "bin" / "wagtail", "start", "mysite", cwd=folder)
    project = folder / "mysite"
    base = project / "mysite" / "settings" / "base.py"
    base.write_text(base.read_text() + SETTINGS)
    urls = project / "mysite" / "urls.py"
    urls.write_text(
        urls.read_text().replace(
            "urlpatterns = [",
            'urlpatterns = [\n    path("sok/", include("civsam_search.urls")),',
            1,
        )
    )
    return project, python


def test_the_wheel_carries_templates_styles_texts_and_migrations_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "civsam_pages/templates/civsam_pages/needs/need_page.html",
        "civsam_search/templates/civsam_search/search.html",
        "civsam_pages/static/civsam_pages/civsam.css",
        "civsam_pages/static/civsam_pages/vendor/vendor.css",
        "civsam_pages/static/civsam_pages/vendor/licences/designsystemet.txt",
        "civsam_pages/arena/locale/sv/LC_MESSAGES/django.mo",
        "civsam_search/locale/sv/LC_MESSAGES/django.mo",
        "civsam_pages/needs/migrations/0001_initial.py",
    ):
        assert wanted in names
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "civsam_pages",
        "civsam_search",
    }


def test_a_fresh_site_gains_needs_that_are_published_and_found(site):
    project, python = site
    run(python, "manage.py", "migrate", "-v", "0", cwd=project)
    run(python, "manage.py", "check", cwd=project)
    (project / "story.py").write_text(STORY)
    out = run(
        python, "manage.py", "shell", "-v", "0", "-c", "exec(open('story.py').read())", cwd=project
    )
    assert "STORY HELD" in out


def test_a_fresh_site_has_no_migration_left_to_make(site):
    project, python = site
    apps = ["arena", "register", "needs", "initiatives", "grants", "search"]
    labels = [f"civsam_{app}" for app in apps]
    run(python, "manage.py", "makemigrations", "--check", "--dry-run", *labels, cwd=project)
