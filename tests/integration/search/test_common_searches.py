"""What many have searched for is offered to others, and nothing that only some have."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.urls import reverse

from civsam_search import common, failed, keeping
from civsam_search.clock import today
from civsam_search.models import CommonSearch, HeldBackSearch

from .conftest import SCRIPT

pytestmark = pytest.mark.django_db


@pytest.fixture
def searched(site):
    """Writes down that something was searched for on so many days, so often on each."""

    def write(text, *, days=common.DAYS, times=common.TIMES, last=0, site_id=None):
        for back in range(days):
            day = today() - timedelta(days=back + last)
            common.store({(day, site_id or site.site.pk, text): times})
        keeping.forget_all()

    return write


@pytest.fixture
def offered(client):
    def ask(q):
        groups = client.get(reverse("civsam_search:suggestions"), {"q": q}).json()["groups"]
        found = {group["label"]: group["items"] for group in groups}
        return [(one["text"], one["url"]) for one in found.get("Vanliga sökningar", ())]

    return ask


def search(client, q, **more):
    assert client.get(reverse("civsam_search:search"), {"q": q, **more}).status_code == 200
    common.questions.write()


def counted():
    return dict(CommonSearch.objects.values_list("text", "times"))


def test_what_many_searched_for_is_offered_by_the_beginning_of_its_words(add, searched, offered):
    add("Hjälp med läxor i Norrstrand")
    searched("hjälp med läxor")
    assert offered("läx") == [("hjälp med läxor", "/sok/?q=hj%C3%A4lp+med+l%C3%A4xor")]
    assert offered("HJÄLP lä") == offered("läx")
    assert offered("norr") == []
    assert offered("hjälp med läxor") == []


@pytest.mark.parametrize(
    "too_little", [{"days": common.DAYS - 1}, {"times": 1}, {"last": failed.KEPT_DAYS}]
)
def test_what_few_searched_for_or_long_ago_is_not_offered(add, searched, offered, too_little):
    add("Läxhjälp")
    searched("läxhjälp", **too_little)
    assert offered("läx") == []


def test_what_is_not_on_the_site_any_more_is_not_offered(add, searched, offered):
    page = add("Läxhjälp på bryggan")
    add("Läxhjälp")
    searched("läxhjälp brygga")
    searched("läxhjälp i grupp")
    assert [text for text, _url in offered("läx")] == ["läxhjälp brygga"]
    page.unpublish()
    assert offered("läx") == []


def test_each_site_offers_its_own(add, searched, offered):
    add("Läxhjälp")
    searched("läxhjälp", site_id=99)
    assert offered("läx") == []


def test_at_most_three_are_offered_the_most_common_first(add, searched, offered):
    add("Läxhjälp kör bad sång skog")
    for number, other in enumerate(("kör", "bad", "sång", "skog")):
        searched(f"läxhjälp {other}", times=common.TIMES + number)
    assert [text for text, _ in offered("läx")] == [
        "läxhjälp skog",
        "läxhjälp sång",
        "läxhjälp bad",
    ]


def test_a_search_is_counted_in_memory_and_written_later(client, add, django_assert_num_queries):
    add("Läxhjälp")
    client.get(reverse("civsam_search:search"), {"q": "Läxhjälp!"})
    client.get(reverse("civsam_search:search"), {"q": "  läxhjälp"})
    assert counted() == {}
    common.questions.write()
    assert counted() == {"läxhjälp": 2}
    with django_assert_num_queries(0):
        common.questions.write()


@pytest.mark.parametrize(
    "q",
    [
        "läxhjälp quidditch",  # a word that is on no page
        "läxhjäpl",  # read as another word
        "läxhjälp 0701234567",
        "läxhjälp anna@posten.example",
        "läxhjälp norrgatan 4",
        "läxhjälp för min son som går i sjuan",
        "!?",
        "",
    ],
)
def test_what_the_pages_do_not_say_or_is_about_somebody_is_not_counted(client, add, q):
    add("Läxhjälp för alla som går i sjuan och har en son, 0701234567, norrgatan 4")
    search(client, q)
    assert counted() == {}


def test_further_pages_and_filters_are_not_new_searches(client, add):
    for number in range(25):
        add(f"Läxhjälp {number}", theme="sport")
    search(client, "läxhjälp", page=2)
    search(client, "läxhjälp", theme="sport")
    assert counted() == {}


def test_a_machine_fills_neither_the_memory_nor_the_table(monkeypatch):
    monkeypatch.setattr(failed, "MOST_A_DAY", 2)
    common.store({(today(), 1, text): 3 for text in ("en", "tre", "två")})
    common.store({(today(), 1, "en"): 1})
    assert counted() == {"en": 4, "tre": 3}
    monkeypatch.setattr(common.questions, "_most", 1)
    for text in ("ett", "annat", "ett"):
        common.questions.note((today(), 1, text))
    assert dict(common.questions._counts) == {(today(), 1, "ett"): 2}


def test_all_is_forgotten_after_ninety_days(searched):
    searched("gammalt", days=1, last=90)
    searched("nytt", days=1, last=89)
    failed.forget_old_searches()
    assert set(counted()) == {"nytt"}


def test_suggestions_with_common_searches_take_few_queries(
    add, searched, offered, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(keeping, "now", lambda: 0.0)
    for number in range(30):
        add(f"Sport {number}", theme="sport")
        searched(f"sport {number}")
    offered("sport")
    with django_assert_max_num_queries(6):
        assert len(offered("sport")) == 3


def test_the_report_tells_what_is_offered_and_nothing_that_few_asked(
    client, searched, django_user_model
):
    searched("läxhjälp")
    searched("något ensamt", days=1)
    address = reverse("civsam_search_admin:common")
    assert client.get(address).status_code == 302
    user = django_user_model.objects.create_user("elin@alvsunda.example", password="x")
    user.user_permissions.set(
        Permission.objects.filter(codename__in=("access_admin", "add_synonym"))
    )
    client.force_login(user)
    text = client.get(address).content.decode()
    assert "läxhjälp" in text
    assert "något ensamt" not in text
    exported = b"".join(client.get(address, {"export": "csv"}).streaming_content).decode()
    assert "läxhjälp" in exported
    assert "något ensamt" not in exported


@pytest.mark.parametrize("q", ["", "\x00", SCRIPT, "x" * 5000, "läx " * 500])
def test_nonsense_is_offered_nothing(searched, offered, q):
    searched("läxhjälp")
    assert offered(q) == []


def test_an_editor_holds_a_search_back_and_lets_it_go_again(
    client, add, searched, offered, django_user_model
):
    add("Läxhjälp hos kommunalrådets fru")
    searched("läxhjälp fru")
    user = django_user_model.objects.create_superuser("elin@alvsunda.example", password="x")
    client.force_login(user)
    new = f"{reverse('wagtailsnippets_civsam_search_heldbacksearch:add')}?text="
    assert f"{new}l%C3%A4xhj%C3%A4lp+fru" in client.get(reverse("civsam_search_admin:common")).text
    assert 'value="läxhjälp fru"' in client.get(f"{new}läxhjälp fru").text
    assert offered("läx") != []
    client.post(new, {"text": "  FRU  läxhjälpen ", "active": "on", "note": ""})
    assert HeldBackSearch.objects.get().text == "fru läxhjälpen"
    assert HeldBackSearch.objects.get().made_by == user
    assert offered("läx") == []
    found = client.get(reverse("civsam_search:search"), {"q": "läxhjälp fru"})
    assert found.context["listing"].total == 1
    HeldBackSearch.objects.get().delete()
    assert offered("läx") != []


def test_of_several_words_all_have_to_be_there(add, searched, offered):
    add("Läxhjälp kör bad")
    searched("läxhjälp kör")
    searched("läxhjälp bad")
    HeldBackSearch.objects.create(text="kören bad")
    assert len(offered("läx")) == 2
    HeldBackSearch.objects.create(text="bad läxhjälpens")
    assert [text for text, _url in offered("läx")] == ["läxhjälp kör"]


@pytest.mark.parametrize("text", ["", "!?", "\x00", "  "])
def test_what_has_no_word_holds_nothing_back(text):
    with pytest.raises(ValidationError):
        HeldBackSearch(text=text).full_clean()
