"""Editors help who searches: synonyms, a look before saving, and what was searched for in vain."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from civsam_search import failed
from civsam_search.clock import today
from civsam_search.models import FailedSearch, Synonym

from .conftest import SCRIPT

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, django_user_model):
    """Somebody who may enter the admin and write synonyms."""
    user = django_user_model.objects.create_user("elin@alvsunda.example", password="x")
    codes = ("access_admin", "add_synonym", "change_synonym", "view_synonym", "delete_synonym")
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client.force_login(user)
    return user


def hits(client, q):
    listing = client.get(reverse("civsam_search:search"), {"q": q}).context["listing"]
    return [hit.title for hit in listing.results]


def add_rule(client, **values):
    data = {"written": "", "found": "", "note": "", "active": "on", **values}
    return client.post(reverse("wagtailsnippets_civsam_search_synonym:add"), data)


def test_a_search_in_vain_becomes_a_synonym_and_works_at_once(client, add, editor):
    add("Bidrag till bastubad")
    assert hits(client, "svettstuga") == []
    report = client.get(reverse("civsam_search_admin:failed")).content.decode()
    address = f"{reverse('wagtailsnippets_civsam_search_synonym:add')}?written=svettstuga"
    assert address in report
    assert 'value="svettstuga"' in client.get(address).content.decode()
    assert add_rule(client, written="svettstuga", found="bastubad").status_code == 302
    assert hits(client, "svettstuga") == ["Bidrag till bastubad"]
    assert Synonym.objects.get().made_by == editor


def test_a_rule_that_is_not_in_force_changes_nothing(client, add, editor):
    add("Bastubad")
    add_rule(client, written="svettstuga", found="bastubad", active="")
    assert hits(client, "svettstuga") == []


def test_an_empty_rule_takes_one_that_came_along_away(client, add, editor):
    add("Bordtennis i Norrstrand")
    assert hits(client, "pingis") == ["Bordtennis i Norrstrand"]
    add_rule(client, written="pingis")
    assert hits(client, "pingis") == []


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"written": "pengar,", "found": "bidrag"}, "ett kommatecken"),
        ({"written": "a > b", "found": "bidrag"}, "utan"),
        ({"written": "!?", "found": "bidrag"}, "ett kommatecken"),
        ({"written": "pengar", "both_ways": "on"}, "bara åt ena hållet"),
        ({"written": "", "found": "bidrag"}, ""),
        ({"written": "x" * 201, "found": "bidrag"}, ""),
    ],
)
def test_what_is_no_rule_is_refused_in_words(client, editor, values, told):
    answer = add_rule(client, **values)
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert not Synonym.objects.exists()


def test_the_preview_shows_both_answers_and_saves_nothing(client, add, editor):
    add(f"Bastubad {SCRIPT}")
    asked = {"written": "svettstuga", "found": "bastubad", "both_ways": "false"}
    text = client.get(reverse("civsam_search_admin:preview"), asked).content.decode()
    assert "Med regeln: 1 träff" in text
    assert "Nu: 0 träffar" in text
    assert SCRIPT not in text
    assert not Synonym.objects.exists()


@pytest.mark.parametrize("written", ["", ">", "\x00", "pengar,", SCRIPT, "x" * 5000])
def test_the_preview_answers_nonsense_in_words(client, editor, written):
    asked = {"written": written, "found": "bidrag"}
    answer = client.get(reverse("civsam_search_admin:preview"), asked)
    assert answer.status_code == 200
    assert SCRIPT not in answer.content.decode()


@pytest.mark.parametrize("name", ["preview", "failed", "failed_results", "why"])
def test_who_may_not_write_synonyms_sees_neither_page(client, django_user_model, name):
    address = reverse(f"civsam_search_admin:{name}")
    assert client.get(address).status_code == 302
    user = django_user_model.objects.create_user("ulla@alvsunda.example", password="x")
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(user)
    assert client.get(address).status_code in (302, 403)


def test_it_is_told_why_a_search_finds_what_it_finds(client, add, editor):
    add(f"Bastubad {SCRIPT}")
    text = client.get(reverse("civsam_search_admin:why"), {"q": "bastubda"}).content.decode()
    assert "bastubda → bastubad" in text
    assert "Bastubad" in text
    assert SCRIPT not in text


@pytest.mark.parametrize("q", ["", "!?", "quidditch", SCRIPT, "\x00", "x" * 5000])
def test_why_answers_whatever_is_asked(client, editor, q):
    answer = client.get(reverse("civsam_search_admin:why"), {"q": q})
    assert answer.status_code == 200
    assert SCRIPT not in answer.content.decode()


def test_a_search_is_counted_by_day_and_forgotten_after_ninety():
    day = today()
    failed.remember("Quidditch", site_id=1, day=day - timedelta(days=90))
    failed.remember("quidditch", site_id=1, day=day)
    failed.remember("QUIDDITCH ", site_id=1, day=day)
    failed.forget_old_searches()
    assert list(FailedSearch.objects.values_list("text", "times")) == [("quidditch", 2)]


def test_a_machine_does_not_fill_the_table(monkeypatch):
    monkeypatch.setattr(failed, "MOST_A_DAY", 2)
    for text in ("one", "two", "three", "two"):
        failed.remember(text, site_id=1, day=today())
    assert dict(FailedSearch.objects.values_list("text", "times")) == {"one": 1, "two": 2}


def test_what_is_about_somebody_is_not_counted(client, site):
    hits(client, "anna.berg@posten.example")
    hits(client, "19811228-9874")
    assert not FailedSearch.objects.exists()


def test_a_search_that_finds_or_is_filtered_is_not_counted(client, add):
    add("Bastubad", theme="sport")
    hits(client, "bastubad")
    client.get(reverse("civsam_search:search"), {"q": "quidditch", "theme": "sport"})
    assert not FailedSearch.objects.exists()


def test_the_report_can_be_taken_along_and_narrowed(client, editor):
    failed.remember("quidditch", site_id=1, day=today() - timedelta(days=20))
    failed.remember("tryffeljakt", site_id=1, day=today())
    address = reverse("civsam_search_admin:failed")
    assert "quidditch" not in client.get(address, {"days": "7"}).content.decode()
    exported = b"".join(client.get(address, {"export": "csv"}).streaming_content).decode()
    assert "quidditch" in exported
    assert "tryffeljakt" in exported
