"""What people write of others: numbers that are refused, and what they are asked about."""

import pytest

from civsam_pages.guided.private_details import (
    Detail,
    doubtful,
    hidden,
    names_child,
    personal_numbers,
)

PERSONAL = [
    "640823-3234",
    "6408233234",
    "19640823-3234",
    "196408233234",
    "640823+3234",
    "640823 - 3234",
    "640823 3234",
    "640823–3234",
    "701063-2391",  # a co-ordination number
    "070123-4567",  # somebody born in 2007
]
NOT_PERSONAL = [
    "802002-8711",  # an association
    "070-174 06 31",
    "0701740631",
    "0701230631",
    "0980-319 200",
    "08-123 456 78",
    "+46 70 174 06 31",
    "2026-04-01 till 2026-05-01",
    "12345678901234567890",
    "kl. 10-15, 30 personer",
    "bankgiro 123-4567",
    "749999-1234",
    "640800-1234",
]


@pytest.mark.parametrize("number", PERSONAL)
def test_a_personal_number_is_found_among_words(number):
    assert personal_numbers(f"Vår kassör ({number}) svarar.") == [number]


@pytest.mark.parametrize("number", NOT_PERSONAL)
def test_other_numbers_are_left_alone(number):
    assert personal_numbers(f"Ring {number} i dag.") == []


@pytest.mark.parametrize("number", PERSONAL)
def test_its_end_is_not_shown_again(number):
    shown = hidden(f"Kassören, {number}, svarar.")
    assert number not in shown
    assert "####" in shown
    assert personal_numbers(shown) == []


PHONES = ["070-174 06 31", "0701740631", "073 174 06 31", "+46701740631", "+46 (0)70-174 06 31"]


@pytest.mark.parametrize("number", PHONES)
def test_a_mobile_number_is_asked_about(number):
    assert doubtful(f"Ring Eva på {number}.") == {Detail.PHONE}


@pytest.mark.parametrize("number", ["0980-319 200", "08-123 456 78", "2026-07-01"])
def test_a_number_of_a_desk_is_not(number):
    assert doubtful(f"Ring oss på {number}.") == set()


def test_a_number_that_is_shown_already_is_not():
    assert doubtful("Ring 070-174 06 31.", known=["+46 70 174 06 31"]) == set()


CHILDREN = [
    "Vår dotter Alva går på fritids.",
    "min son Åke",
    "Eleven Alva har ingen plats.",
    "Alva, 9 år, vill sjunga.",
    "Pojken heter Liam",
    "Alva Lund (7 år)",
]
NO_CHILDREN = [
    "Barn 7 år och uppåt",
    "Från 7 år",
    "Unga 13 år",
    "Klubben fyller 9 år",
    "Föreningen har funnits i 12 år.",
    "Barnet ska få plats. Lokalen är stor.",
    "Vi söker ledare, 18 år eller äldre.",
    "Gruppen är för elever, 10 år gamla.",
]


@pytest.mark.parametrize("text", CHILDREN)
def test_the_name_of_a_child_is_asked_about(text):
    assert names_child(text)


@pytest.mark.parametrize("text", NO_CHILDREN)
def test_an_age_alone_is_not(text):
    assert not names_child(text)
