"""A browser is named as a person knows it."""

import pytest

from civsam_platform.accounts.templatetags.civsam_accounts import device


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15"
            " (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
            "Safari, iPhone",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            " Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (Android 15; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0",
            "Firefox, Android",
        ),
    ],
)
def test_a_device_is_told_by_browser_and_system(user_agent, words):
    assert device(user_agent) == words


def test_what_is_not_known_is_not_shown_in_its_own_words():
    assert device("<script>alert(1)</script>") not in ("", "<script>alert(1)</script>")
