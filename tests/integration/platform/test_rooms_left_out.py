"""Any room can be left out of INSTALLED_APPS: the rest of the house stands."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

STORY = """
import sys

root, *left_out = sys.argv[1:]
sys.path[:0] = [root, f"{root}/search", f"{root}/platform"]

from civsam_platform.settings import test as settings

left_out = [f"civsam_pages.{room}" for room in left_out] + ["civsam_platform.demo"]
settings.INSTALLED_APPS = [app for app in settings.INSTALLED_APPS if app not in left_out]

import os
os.environ["DJANGO_SETTINGS_MODULE"] = "civsam_platform.settings.test"

import django
django.setup()

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client, override_settings

call_command("check", fail_level="WARNING")
call_command("migrate", plan=True, verbosity=0)
without_history = {app.label: None for app in apps.get_app_configs()}
with override_settings(MIGRATION_MODULES=without_history):
    call_command("migrate", run_syncdb=True, verbosity=0)

from wagtail.models import Collection, Locale, Page

Locale.objects.create(language_code="sv")
Collection.add_root(instance=Collection(name="Root"))
Page.add_root(instance=Page(title="Root", slug="root"))
call_command("make_site", name="Byn", host="localhost", verbosity=0)

from civsam_pages.register.models import ActorPage, RegisterPage
from civsam_search.api import index_page

register = RegisterPage.objects.get()
actor = register.add_child(instance=ActorPage(title="Byalaget", slug="byalaget", summary="Vi"))
actor.save_revision().publish()

visitor = Client(SERVER_NAME="localhost")
lists = [page.url for page in Page.objects.get(depth=2).get_children()]
paths = ["/", *lists, actor.url, "/sok/", "/sok/?q=byalaget", "/sok/?q=inget", "/sitemap.xml"]
for path in paths:
    response = visitor.get(path)
    assert response.status_code == 200, (path, response.status_code)
assert "Byalaget" in visitor.get("/sok/?q=byalaget").content.decode()
assert "Byalaget" in visitor.get(register.url).content.decode()

visitor.force_login(get_user_model().objects.create_superuser("sara@alvsunda.test"))
for path in ("/admin/", "/admin/civsam/actors/", f"/admin/pages/{actor.pk}/edit/"):
    assert visitor.get(path).status_code == 200, path
start = visitor.get("/").content.decode()
print(len(lists), start.count('class="news"'))
"""


@pytest.mark.parametrize(
    ("left_out", "shown"),
    [
        ((), "4 3"),
        (("posting",), "4 3"),
        (("seen",), "4 3"),
        (("moderation",), "4 3"),
        (("initiatives", "posting"), "3 2"),
        (("grants",), "3 2"),
        (("needs", "initiatives", "posting"), "2 1"),
        (("needs", "initiatives", "grants", "posting"), "1 0"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else value,
)
def test_the_site_stands_without(left_out, shown):
    """With as many lists as there are rooms, and their news alone on the start page."""

    run = subprocess.run(
        [sys.executable, "-c", STORY, str(ROOT), *left_out], capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-4000:]
    assert run.stdout.strip().splitlines()[-1] == shown
