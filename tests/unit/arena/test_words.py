"""Numbers, ages, addresses and files, as people say and write them."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import translation

from civsam_pages.arena import words


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0"), (1, "1"), (2, "two"), (10, "ten"), (11, "11"), (1200, "1,200")]
)
def test_numbers_from_two_to_ten_are_written_in_letters(count, said):
    assert words.number(count) == said


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (date(2026, 3, 20), ""),
        (date(2026, 2, 28), "a month"),
        (date(2025, 10, 30), "five months"),
        (date(2025, 3, 31), "a year"),
        (date(2025, 4, 1), "11 months"),
        (date(2023, 1, 1), "three years"),
        (date(2026, 4, 20), ""),
    ],
)
def test_an_age_is_rounded_down(since, said):
    assert words.age(since, date(2026, 3, 31)) == said


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("0980-319 214", "tel:+46980319214"),
        ("+46 980 319 214", "tel:+46980319214"),
        ("112", "tel:112"),
    ],
)
def test_a_phone_number_can_be_called_from_anywhere(written, address):
    assert words.telephone(written) == address


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.example.org/", "example.org"),
        ("http://example.org/om-oss", "example.org/om-oss"),
        ("https://oppnadorren.example", "oppnadorren.example"),
    ],
)
def test_a_website_is_called_by_what_people_say(url, name):
    assert words.website_name(url) == name


@pytest.mark.parametrize(
    ("extension", "octets", "told"),
    [
        ("pdf", 180_000, "PDF, 180 kB"),
        ("DOCX", 1_240_000, "Word, 1.2 MB"),
        ("txt", 12, "Text, 1 kB"),
        ("odp", 999_600, "ODP, 1.0 MB"),
        ("pdf", None, "PDF"),
    ],
)
def test_a_file_says_what_it_is_before_it_is_fetched(extension, octets, told):
    document = SimpleNamespace(file_extension=extension, get_file_size=lambda: octets)
    assert words.file_facts(document) == told


def test_kronor_never_break_over_two_lines():
    assert words.kronor(25000) == "25\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr"
    assert words.kronor(0) == "0\N{NO-BREAK SPACE}kr"


def test_a_large_number_is_grouped_with_spaces_that_do_not_break():
    with translation.override("sv"):
        assert words.grouped(1761) == "1\N{NO-BREAK SPACE}761"
        assert words.grouped(312) == "312"
