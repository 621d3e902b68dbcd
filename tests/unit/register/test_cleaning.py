"""What the cells of a register look like, and what becomes of them."""

import pytest

from civsam_pages.register.importing import cleaning
from civsam_pages.register.importing.cleaning import (
    clean_city,
    clean_email,
    clean_name,
    clean_number,
    clean_postal_code,
    clean_umbrella,
    clean_website,
    clean_year,
    clean_yes_or_no,
    postal_code_in,
    tidy_lines,
    without_personal_numbers,
    words_of,
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Älvsunda IF", "Älvsunda IF"),
        ("  Älvsunda   IF ", "Älvsunda IF"),
        ("Älvsunda\u00a0IF\u200b", "Älvsunda IF"),
        ("Älvsunda\nIF", "Älvsunda IF"),
        ("Älv\x07sunda", "Älvsunda"),
        ("KFUM ÄLVSUNDA", "KFUM ÄLVSUNDA"),
        ("4H", "4H"),
        ("", ""),
        (" - ", ""),
    ],
)
def test_a_name_loses_its_spaces_and_keeps_its_capitals(written, kept):
    assert clean_name(written).value == kept


def test_a_name_of_three_hundred_characters_is_shortened_and_told_of():
    cleaned = clean_name("Å" * 300)
    assert len(cleaned.value) == 255
    assert cleaned.wrong


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", ""),
        ("-", ""),
        ("Ingen", ""),
        ("https://alvsunda.example/om", "https://alvsunda.example/om"),
        ("http://alvsunda.example", "http://alvsunda.example"),
        ("alvsunda.example", "https://alvsunda.example"),
        (" www.alvsunda.example/Lag ", "https://www.alvsunda.example/Lag"),
        ("HTTPS://www.Alv-Sunda.Example/Kör", "https://www.alv-sunda.example/Kör"),
        ("https:www.alvsunda.example", "https://www.alvsunda.example"),
        ("https//:www.alvsunda.example", "https://www.alvsunda.example"),
        ("http:/alvsunda.example", "http://alvsunda.example"),
        ("http://http://alvsunda.example", "http://alvsunda.example"),
        ("https://.alvsunda.example/", "https://alvsunda.example/"),
        ("www,alvsunda.example", "https://www.alvsunda.example"),
        ("www.älvsunda.example", "https://www.älvsunda.example"),
        ("video.example/@alvsunda", "https://video.example/@alvsunda"),
        ("https://alvsunda.example/sida,12.html", "https://alvsunda.example/sida,12.html"),
        ("alvsunda.example/ www.annan.example", "https://alvsunda.example/"),
        ("alvsunda.example, annan.example", "https://alvsunda.example"),
        ("alvsunda.example;annan.example", "https://alvsunda.example"),
        ("Vi har ingen hemsida än", ""),
        ("Vi finns på Facebook.", ""),
        ("kor@alvsunda.example", ""),
        ("https://anna:hemligt@alvsunda.example/", ""),
        ("javascript:alert(1)//a.b", ""),
        ("ftp://alvsunda.example/", ""),
        ("https://[alvsunda.example", ""),
        ("alvsunda.example/" + "a" * 200, ""),
    ],
)
def test_a_web_address_is_whole_or_left_out(written, kept):
    cleaned = clean_website(written)
    assert cleaned.value == kept
    silent = written in {"", "-", "Ingen", kept}
    assert bool(cleaned.wrong) is not silent
    assert bool(cleaned.done) is not silent


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", ""),
        ("saknas", ""),
        ("kor@alvsunda.example", "kor@alvsunda.example"),
        (" kor@alvsunda.example.", "kor@alvsunda.example"),
        ("mailto:kor@alvsunda.example", "kor@alvsunda.example"),
        ("Kören <kor@alvsunda.example>", "kor@alvsunda.example"),
        ("a@alvsunda.example, b@alvsunda.example", "a@alvsunda.example"),
        ("a@alvsunda.example/b@alvsunda.example", "a@alvsunda.example"),
        ("kor(at)alvsunda.example", ""),
        ("kor@alvsunda", ""),
        ("åke@@alvsunda.example", ""),
    ],
)
def test_an_email_address_is_one_that_works_or_none(written, kept):
    cleaned = clean_email(written)
    assert cleaned.value == kept
    assert bool(cleaned.wrong) is (written not in {"", "saknas", kept})


@pytest.mark.parametrize(
    ("written", "kept", "is_wrong"),
    [
        ("30245", "302 45", False),
        ("302 45", "302 45", False),
        (" 302  45 ", "302 45", False),
        ("SE-302 45", "302 45", False),
        ("S-30245", "302 45", False),
        ("", "", False),
        ("-", "", False),
        ("3024", "", True),
        ("302456", "", True),
        ("302-45", "", True),
    ],
)
def test_a_postal_code_is_written_as_people_write_it(written, kept, is_wrong):
    cleaned = clean_postal_code(written)
    assert (cleaned.value, bool(cleaned.wrong)) == (kept, is_wrong)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Älvsunda", "Älvsunda"),
        ("ÄLVSUNDA", "Älvsunda"),
        ("älvsunda", "Älvsunda"),
        ("ÅS", "Ås"),
        ("SÖDRA NORRSTRAND", "Södra Norrstrand"),
        ("NORR-STRAND", "Norr-Strand"),
        ("Södra norrstrand", "Södra norrstrand"),
        (" Älvsunda ", "Älvsunda"),
        ("981 41 Älvsunda", "Älvsunda"),
        ("Hedsås 98141", "Hedsås"),
        ("981 41", ""),
        ("?", ""),
        ("", ""),
    ],
)
def test_a_postal_town_is_no_shout(written, kept):
    cleaned = clean_city(written)
    assert cleaned.value == kept
    assert bool(cleaned.wrong) is (written not in {"", "?", kept})


def test_a_postal_code_before_the_town_is_found():
    assert postal_code_in("98141 Älvsunda") == "981 41"
    assert postal_code_in("Älvsunda") == ""
    assert postal_code_in("Box 123456") == ""


@pytest.mark.parametrize(
    ("written", "kept", "is_wrong"),
    [
        ("802999-0101", "8029990101", False),
        ("8029990101", "8029990101", False),
        (" 16802999-0101 ", "8029990101", False),
        ("", "", False),
        ("802999-0102", "", True),
        ("8029990", "", True),
        ("finns inte", "", True),
        ("850709-9805", "", True),
        ("19850709-9805", "", True),
    ],
)
def test_an_organisation_number_is_right_or_left_out_and_never_repeated(written, kept, is_wrong):
    cleaned = clean_number(written)
    assert (cleaned.value, bool(cleaned.wrong)) == (kept, is_wrong)
    assert not any(char.isdigit() for char in f"{cleaned.wrong}{cleaned.done}")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Ordförande 850709-9805 svarar", "Ordförande  svarar"),
        ("Ordförande 19850709-9805", "Ordförande "),
        ("850709 - 9805", ""),
        ("850709+9805", ""),
        ("8507099805", ""),
        ("850709 9805", ""),
        ("850769-9803", ""),  # a co-ordination number
        ("aktor-850709-9805", "aktor-"),
        ("802999-0101", "802999-0101"),  # an organisation number
        ("8507099806", "8507099806"),  # no check digit: a phone number, perhaps
        ("070-174 06 12", "070-174 06 12"),
        ("2024-05-01", "2024-05-01"),
        ("5050-1055", "5050-1055"),
        ("grupp 729591679776767", "grupp 729591679776767"),
    ],
)
def test_a_persons_number_is_cut_out_of_any_text(written, kept):
    assert without_personal_numbers(written) == (kept, kept != written)


@pytest.mark.parametrize(
    ("written", "kept", "is_wrong"),
    [
        ("1931", 1931, False),
        ("1931-05-02", 1931, False),
        ("19310502", 1931, False),
        ("1931.0", 1931, False),
        ("", None, False),
        ("0", None, False),
        ("1499", None, True),
        ("2027", None, True),
        ("31", None, True),
        ("trettiotalet", None, True),
    ],
)
def test_a_year_is_one_in_which_something_can_have_been_founded(written, kept, is_wrong):
    cleaned = clean_year(written, this_year=2026)
    assert (cleaned.value, bool(cleaned.wrong)) == (kept, is_wrong)


@pytest.mark.parametrize(
    ("written", "kept", "is_wrong"),
    [
        ("True", True, False),
        ("ja", True, False),
        ("1", True, False),
        ("x", True, False),
        ("False", False, False),
        ("Nej", False, False),
        ("", False, False),
        ("kanske", False, True),
    ],
)
def test_yes_is_said_in_many_ways(written, kept, is_wrong):
    cleaned = clean_yes_or_no(written)
    assert (cleaned.value, bool(cleaned.wrong)) == (kept, is_wrong)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Sv.Körförbundet", "Svenska Körförbundet"),
        ("Sv. Körförbundet", "Svenska Körförbundet"),
        ("Riksförbundet Sång", "Riksförbundet Sång"),
        ("Ingen", ""),
    ],
)
def test_a_national_organisation_is_written_out(written, kept):
    assert clean_umbrella(written, (("Sv. ", "Svenska "), ("Sv.", "Svenska "))).value == kept


def test_a_list_has_each_word_once_and_none_that_says_nothing():
    text = "Körsång| körsång |dans||Konsert...|(Saknas)|-"
    words = words_of(text, "|", ("(saknas)",), "...")
    assert words == ["Körsång", "Dans", "Konsert"]


def test_lines_of_a_description_stay_lines():
    assert tidy_lines(" Hej \r\n\r\n\r\n\r\nNi  där\t! ") == "Hej\n\nNi där !"


def test_a_long_cell_is_not_repeated_whole():
    assert len(cleaning.shown("å" * 500)) == 80
