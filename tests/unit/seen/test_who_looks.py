"""What counts as a person who opens a page."""

import pytest

from civsam_pages.seen.rules import is_somebody_looking

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"


def looks(method="GET", **headers):
    given = {
        "User-Agent": PHONE,
        **{name.replace("_", "-"): text for name, text in headers.items()},
    }
    return is_somebody_looking(method, given)


def test_a_person_with_a_phone_is_somebody():
    assert looks()


def test_a_browser_for_text_is_somebody():
    assert looks(User_Agent="Lynx/2.9.0 libwww-FM/2.14")


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0)",
        "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/140.0.0.0",
        "facebookexternalhit/1.1",
        "curl/8.5.0",
        "python-requests/2.32",
        "UptimeMonitor/1.0",
    ],
)
def test_a_program_is_nobody(agent):
    assert not looks(User_Agent=agent)


@pytest.mark.parametrize("method", ["HEAD", "POST", "OPTIONS"])
def test_only_opening_a_page_counts(method):
    assert not looks(method)


@pytest.mark.parametrize(
    "headers",
    [{"Sec_Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}, {"X_Moz": "prefetch"}],
)
def test_a_page_that_is_fetched_ahead_is_not_seen(headers):
    assert not looks(**headers)


@pytest.mark.parametrize("caching", ["max-age=0", "no-cache", "no-cache, no-store"])
def test_the_same_page_loaded_again_is_seen_once(caching):
    assert not looks(Cache_Control=caching)


def test_a_caching_of_its_own_is_no_reload():
    assert looks(Cache_Control="max-age=600")
