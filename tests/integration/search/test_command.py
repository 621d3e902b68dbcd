"""`manage.py civsam_search`: the index can always be made again from the pages."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from civsam_search import checks
from civsam_search.models import Posting, SearchEntry, Term

pytestmark = pytest.mark.django_db


def run(*words):
    out = StringIO()
    call_command("civsam_search", *words, stdout=out, verbosity=0)
    return out.getvalue()


def titles():
    return set(SearchEntry.objects.values_list("title", flat=True))


@pytest.fixture
def town(add):
    return [add("Läxhjälp"), add("Läger"), add("Bidrag", code="grant")]


def test_a_rebuild_makes_the_index_again(town):
    run("rebuild")  # measures how long the documents are
    before = set(Posting.objects.values_list("term__text", "entry__key", "weight"))
    SearchEntry.objects.all().delete()
    assert "3" in run("rebuild")
    assert set(Posting.objects.values_list("term__text", "entry__key", "weight")) == before


def test_a_rebuild_leaves_drafts_and_private_pages_out(town):
    Page.objects.filter(title="Läger").update(live=False)
    run("rebuild")
    assert titles() == {"Läxhjälp", "Bidrag"}


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(town, settings):
    settings.CIVSAM_SEARCH_RAISE = True
    Page.objects.filter(title="Läger").update(title="Broken")
    with pytest.raises(CommandError, match="this page cannot be read"):
        run("rebuild")
    assert titles() == {"Läxhjälp", "Läger", "Bidrag"}


def test_a_check_of_an_index_in_step_finds_nothing(town):
    assert run("check")


@pytest.mark.parametrize(
    ("harm", "key_of", "explanation"),
    [
        (lambda: SearchEntry.objects.filter(title="Läger").delete(), "Läger", "not in the index"),
        (lambda: Page.objects.filter(title="Läger").update(title="Kollo"), "Kollo", "as it was"),
        (lambda: Page.objects.filter(title="Läger").update(live=False), "Läger", "not public"),
        (lambda: Posting.objects.filter(entry__title="Läger").delete(), "Läger", "as it was"),
    ],
)
def test_a_check_finds_and_repairs_what_differs(town, harm, key_of, explanation, settings):
    settings.LANGUAGE_CODE = "en"
    harm()
    key = f"page:{Page.objects.get(title=key_of).pk}"
    out = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("civsam_search", "check", stdout=out)
    assert refusal.value.returncode == 1
    assert key in out.getvalue()
    run("check", "--repair")
    run("check")


def test_a_repair_that_cannot_help_says_so(town, settings):
    settings.CIVSAM_SEARCH_RAISE = False
    Page.objects.filter(title="Läger").update(title="Broken")
    with pytest.raises(CommandError):
        run("check", "--repair")


def test_status_counts_what_is_there(town):
    status = run("status")
    assert "embedded" in status
    assert "Needs: 2" in status
    assert "Grants: 1" in status
    assert str(Term.objects.count()) in status


def test_a_missing_app_is_warned_of(monkeypatch):
    assert checks.needed_apps(None) == []
    monkeypatch.setattr(checks.apps, "is_installed", lambda app: app == "wagtail")
    assert [warning.id for warning in checks.needed_apps(None)] == ["civsam_search.W001"]


def test_it_explains_what_a_hit_was_found_by(town):
    told = run("explain", "kollo läxhjäpl")
    assert "läxhjäpl → läxhjälp" in told
    assert "en synonym till: kollo" in told
    assert "2 träffar" in told
    first = told.split("\n\n")[1]
    assert "Läxhjälp" in first
    assert "läxhjälp (" in first


def test_it_explains_that_there_is_nothing(town):
    told = run("explain", "tiger")
    assert "Finns inte någonstans: tiger" in told
    assert "0 träffar" in told
