"""Editors split compounds themselves: in what is written and in what is asked, at once."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import translation

from civsam_search import catching_up, inspection
from civsam_search.api import Query, today
from civsam_search.engines.memory import MemoryEngine
from civsam_search.indexing import documents
from civsam_search.models import CompoundWord, SearchEntry, StaleTerm

from .conftest import SCRIPT

pytestmark = pytest.mark.django_db

ADD = "wagtailsnippets_civsam_search_compoundword:add"


@pytest.fixture
def editor(client, django_user_model):
    """Somebody who may enter the admin and write compound words."""
    user = django_user_model.objects.create_user("elin@alvsunda.example", password="x")
    codes = ("access_admin", "add_compoundword", "change_compoundword", "delete_compoundword")
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client.force_login(user)
    return user


@pytest.fixture
def save(client, editor, django_capture_on_commit_callbacks):
    """Adds a row in the admin, or changes one."""

    def post(word, parts, *, row=None, active="on"):
        data = {"word": word, "parts": parts, "note": "", "active": active}
        address = reverse(ADD.replace("add", "edit"), args=[row.pk]) if row else reverse(ADD)
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, data)

    return post


def told():
    with translation.override("sv"):
        return inspection.status()


def hits(client, q):
    listing = client.get(reverse("civsam_search:search"), {"q": q, "exact": "1"}).context["listing"]
    return [hit.title for hit in listing.results]


def test_a_page_is_found_by_the_part_as_soon_as_the_row_is_saved(client, add, save, editor):
    add("Kvibbelbonk i parken")
    assert hits(client, "bonk") == []
    assert save("Kvibbelbonk", "kvibbel+bonk").status_code == 302
    assert hits(client, "bonk") == ["Kvibbelbonk i parken"]
    row = CompoundWord.objects.get()
    assert (row.word, row.parts, row.made_by) == ("kvibbelbonk", "kvibbel + bonk", editor)
    assert not StaleTerm.objects.exists()


def test_a_question_with_the_word_finds_what_has_a_part(client, add, save):
    add("Bonk för alla")
    assert hits(client, "kvibbelbonken") == []
    save("kvibbelbonk", "kvibbel + bonk")
    assert hits(client, "kvibbelbonken") == ["Bonk för alla"]


def test_a_word_that_stays_whole_is_not_found_by_its_parts(client, add, save):
    add("Skolgård")
    assert hits(client, "skola") == ["Skolgård"]
    save("skolgård", "skolgård")
    assert hits(client, "skola") == []
    assert hits(client, "skolgården") == ["Skolgård"]


def test_another_word_in_the_row_gives_the_first_one_back(client, add, save):
    add("Skolgård")
    save("skolgård", "skolgård")
    save("skolmat", "skolmat", row=CompoundWord.objects.get())
    assert hits(client, "skola") == ["Skolgård"]


@pytest.mark.parametrize("how", ["deleted", "not in force"])
def test_a_row_that_is_gone_changes_nothing_more(
    client, add, save, how, django_capture_on_commit_callbacks
):
    add("Kvibbelbonk")
    save("kvibbelbonk", "kvibbel + bonk")
    row = CompoundWord.objects.get()
    if how == "deleted":
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse(ADD.replace("add", "delete"), args=[row.pk]))
        assert not CompoundWord.objects.exists()
    else:
        save("kvibbelbonk", "kvibbel + bonk", row=row, active="")
    assert hits(client, "bonk") == []


def test_the_plainest_engine_reads_the_same_words(site, add, save):
    add("Kvibbelbonk")
    save("kvibbelbonk", "kvibbel + bonk")
    engine = MemoryEngine()
    engine.rebuild(documents())
    assert engine.search(Query(site_id=site.site.pk, day=today(), text="bonk")).total == 1


def test_check_sees_a_document_that_was_indexed_before_the_row_and_no_other(add):
    page = add("Kvibbelbonk")
    add("Någonting annat")
    CompoundWord.objects.create(word="kvibbelbonk", parts="kvibbel + bonk")
    found = inspection.differences()
    assert [(one.key, one.what) for one in found] == [(f"page:{page.pk}", "changed")]
    inspection.repair(found)
    assert inspection.differences() == []


def test_many_pages_are_indexed_again_some_at_a_time(client, add, save, monkeypatch):
    monkeypatch.setattr(catching_up, "AT_A_TIME", 2)
    monkeypatch.setattr(catching_up, "BATCH", 2)
    monkeypatch.setattr(catching_up.index_again, "__defaults__", (2,))
    for number in range(5):
        add(f"Kvibbelbonk {number}")
    save("kvibbelbonk", "kvibbel + bonk")
    assert len(hits(client, "bonk")) == 2
    assert any("ska indexeras om" in label for label, _value in told())
    assert [catching_up.catch_up() for _ in range(3)] == [2, 1, 0]
    assert len(hits(client, "bonk")) == 5
    assert not any("ska indexeras om" in label for label, _value in told())


@pytest.mark.parametrize(
    ("word", "parts", "told"),
    [
        ("två ord", "två + ord", "ett ord med minst fyra bokstäver"),
        ("abc", "a + bc", "ett ord med minst fyra bokstäver"),
        ("ord2000", "ord + 2000", "ett ord med minst fyra bokstäver"),
        ("", "läxa + hjälp", ""),
        ("läxhjälp", "", ""),
        ("läxhjälp", "läxa hjälp", "med ett + mellan dem"),
        ("läxhjälp", "läxa + !", "med ett + mellan dem"),
        ("läxhjälp", "läxa ++ hjälp", "med ett + mellan dem"),
        ("läxhjälp", "läxa + 12", "med ett + mellan dem"),
        ("läxhjälp", "läxa", "minst två delar"),
        ("läxhjälp", "läxa + hjälpverksamhet", "lika långt som ordet eller längre"),
        ("läxhjälp", "läxa + stöd", "är ingen del av ordet"),
        ("läxhjälp\x00", "läxa + hjälp", ""),
        ("x" * 61, "x + y", ""),
        (SCRIPT, SCRIPT, "ett ord med minst fyra bokstäver"),
    ],
)
def test_what_is_no_compound_is_refused_in_words(save, word, parts, told):
    answer = save(word, parts)
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert SCRIPT not in answer.content.decode()
    assert not CompoundWord.objects.exists()


def test_a_second_row_for_a_form_of_the_word_is_refused(save):
    save("läxhjälp", "läxa + hjälp")
    answer = save("läxhjälpen", "läxa + hjälpen")
    assert "har redan en rad" in answer.content.decode()
    assert CompoundWord.objects.count() == 1
    assert save("läxhjälp", "läx + hjälp", row=CompoundWord.objects.get()).status_code == 302


def test_the_preview_tells_what_will_be_found_and_saves_nothing(client, add, editor):
    add("Bonk för alla")
    add(f"Kvibbelbonk {SCRIPT}")
    asked = {"word": "kvibbelbonk", "parts": "kvibbel + bonk"}
    before = SearchEntry.objects.values_list("digest", flat=True)
    text = client.get(reverse("civsam_search_admin:compound_preview"), asked).content.decode()
    assert "kvibbel + bonk" in text
    assert "delas inte" in text
    assert "Nu: 1 träff" in text
    assert "Med regeln: 2 träffar" in text
    assert "1 sida som har ordet" in text
    assert SCRIPT not in text
    assert not CompoundWord.objects.exists()
    assert set(before) == set(SearchEntry.objects.values_list("digest", flat=True))


def test_the_preview_of_a_saved_row_does_not_stumble_over_itself(client, save):
    save("läxhjälp", "läxa + hjälp")
    asked = {"word": "läxhjälp", "parts": "läxa + hjälp", "changed": CompoundWord.objects.get().pk}
    address = reverse("civsam_search_admin:compound_preview")
    assert "har redan en rad" not in client.get(address, asked).content.decode()
    asked["changed"] = ""
    assert "har redan en rad" in client.get(address, asked).content.decode()


@pytest.mark.parametrize("changed", ["", "x", "9" * 50, "-1", "\x00", "²"])
@pytest.mark.parametrize("word", ["", "\x00", SCRIPT, "x" * 5000, "läxhjälp"])
def test_the_preview_answers_nonsense_in_words(client, editor, word, changed):
    asked = {"word": word, "parts": "läxa + hjälp", "changed": changed}
    answer = client.get(reverse("civsam_search_admin:compound_preview"), asked)
    assert answer.status_code == 200
    assert SCRIPT not in answer.content.decode()


def test_who_may_not_write_compound_words_sees_no_preview(client, django_user_model):
    address = reverse("civsam_search_admin:compound_preview")
    assert client.get(address).status_code == 302
    user = django_user_model.objects.create_user("ulla@alvsunda.example", password="x")
    codes = ("access_admin", "add_synonym", "view_compoundword")
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client.force_login(user)
    assert client.get(address).status_code in (302, 403)
