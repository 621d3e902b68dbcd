"""What keeps machines from public forms, and lets people through."""

from types import SimpleNamespace

import pytest
import time_machine
from django import forms
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from civsam_pages.arena import guards
from civsam_pages.arena.guards import GuardedForm, hold_back, net_address, stamp, too_many


class Letter(GuardedForm):
    words = forms.CharField()


def letter(**changed):
    return Letter({"words": "Hej", "homepage": "", "shown_at": stamp(ago=20), **changed})


@pytest.fixture
def visitor():
    """`visitor(browser, address)` is a request of somebody without an account."""

    def request(browser="one", **headers):
        made = RequestFactory().post("/", **headers)
        made.user = SimpleNamespace(is_authenticated=False)
        made.META["CSRF_COOKIE"] = browser
        return made

    return request


def test_a_person_is_let_through_and_gets_only_the_answers():
    form = letter()
    assert form.is_valid()
    assert form.cleaned_data == {"words": "Hej"}


def test_nobody_sees_the_trap_and_no_page_draws_it_as_a_question():
    field = Letter()["homepage"]
    assert field.is_hidden
    html = str(field)
    assert html.startswith("<div hidden>")
    assert 'type="text"' in html
    assert 'tabindex="-1"' in html


def test_whoever_falls_into_the_trap_is_refused():
    form = letter(homepage="https://example.com")
    assert not form.is_valid()
    assert form.has_error("__all__", "trap")


def test_a_form_that_is_sent_too_soon_keeps_its_words_and_passes_a_moment_later():
    with time_machine.travel("2026-11-26 22:00", tick=False) as clock:
        shown = stamp()
        clock.shift(guards.SECONDS_TO_WRITE - 1)
        early = letter(shown_at=shown)
        assert early.has_error("__all__", "quick")
        assert early["words"].value() == "Hej"
        clock.shift(1)
        assert letter(shown_at=early["shown_at"].value()).is_valid()


@pytest.mark.parametrize("forged", ["", "now", stamp() + "x"], ids=["empty", "a word", "changed"])
def test_a_moment_that_we_have_not_signed_is_refused_and_signed_anew(forged):
    form = letter(shown_at=forged)
    assert form.has_error("__all__", "stamp")
    assert guards.age_of(form["shown_at"].value()) == 0


def test_a_limit_ends_with_its_hour_however_often_one_tries():
    def tries(number):
        return [too_many("x", "me", limit=2, seconds=3600) for _time in range(number)]

    with time_machine.travel("2026-11-26 22:00", tick=False) as clock:
        assert tries(3) == [False, False, True]
        clock.shift(3500)
        assert tries(1) == [True]
        clock.shift(101)
        assert tries(1) == [False]


def test_a_new_browser_at_the_same_address_is_held_back_in_the_end(visitor):
    for number in range(guards.SHARED):
        hold_back(visitor(f"browser {number}"), "x", limit=1)
    with pytest.raises(PermissionDenied):
        hold_back(visitor("still another"), "x", limit=1)


def test_one_browser_is_held_back_and_others_at_the_address_go_on(visitor):
    hold_back(visitor(), "x", limit=1)
    with pytest.raises(PermissionDenied):
        hold_back(visitor(), "x", limit=1)
    hold_back(visitor("another"), "x", limit=1)


@pytest.mark.parametrize(
    ("proxies", "address"), [(0, "127.0.0.1"), (1, "203.0.113.7"), (2, "198.51.100.1")]
)
def test_only_what_a_trusted_proxy_has_written_tells_the_address(
    proxies, address, visitor, settings
):
    settings.CIVSAM_TRUSTED_PROXY_COUNT = proxies
    request = visitor(HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.7")
    assert net_address(request) == address
