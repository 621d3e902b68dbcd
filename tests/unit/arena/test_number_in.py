"""Primary keys as forms and addresses give them."""

import pytest

from civsam_pages.arena.forms import number_in


@pytest.mark.parametrize(("text", "number"), [("7", 7), ("0", 0), (str(2**63 - 1), 2**63 - 1)])
def test_a_number_is_read(text, number):
    assert number_in(text) == number


@pytest.mark.parametrize(
    "text", ["", "-1", "1.0", "²", "٣", "x", "\x00", " 7", "9" * 5000, str(2**63)]
)
def test_what_no_database_has_as_a_key_is_none(text):
    assert number_in(text) is None
