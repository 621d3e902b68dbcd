"""The registers of four kommuner, one from each system on the market."""

import io
import json

import pytest
from django.core.management import call_command

from civsam_pages.register.models import ActorPage, RegisterPage
from civsam_search.models import SearchEntry
from tests.factories import add, site

pytestmark = [pytest.mark.django_db, pytest.mark.shared_data]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("ekero_fri.csv", 123),
        ("lund_rbok.csv", 516),
        ("ostersund_ibgo.csv", 614),
        ("sundsvall_smartbook.csv", 439),
    ],
)
def test_a_real_register_comes_in_nearly_whole_and_only_once(shared_data, name, rows):
    add(site().root_page, RegisterPage, "Föreningar", summary="De som gör något tillsammans.")
    path = shared_data / "register" / name
    first = bring(path)
    assert first["rows"] == rows
    assert first["created"] >= 0.98 * rows
    assert first["created"] + first["rejected"] == rows
    assert SearchEntry.objects.filter(kind="actor").count() == first["created"]
    actors = ActorPage.objects.all()
    assert not actors.filter(summary="").exists()
    assert not actors.exclude(website="").exclude(website__startswith="http").exists()
    second = bring(path)
    assert second["unchanged"] == first["created"]
    assert second["created"] == second["updated"] == 0


def bring(path):
    out = io.StringIO()
    call_command("import_register", path, commit=True, json=True, stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())
