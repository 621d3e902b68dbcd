"""What is never kept of a search that found nothing."""

import pytest

from civsam_search.failed import is_personal


@pytest.mark.parametrize(
    "text",
    [
        "19811228-9874",
        "811228 9874",
        "198112289874",
        "anna.berg@posten.example",
        "070-123 45 67",
        "0701234567",
        "+46 70 123 45 67",
        "070.123.45.67",
        "08–123 45",
        "(0910) 73 60 00",
        "Storgatan 12",
        "björkvägen 3b",
        "Solrosens väg 4",
        "Norra esplanaden 4",
        "Storg. 5",
        "Bäckliden 7",
        "Box 123",
        "931 22 Skellefteå",
        "https://posten.example/anna",
        "anna(a)posten.example",
        "anna berg at posten.se",
        "jag heter Anna och bor med min son i Hammarbyn",
        "a" * 81,
    ],
)
def test_what_may_be_about_somebody_is_not_kept(text):
    assert is_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "quidditch",
        "pengar till läger",
        "2026",
        "sommarlov 2026",
        "enskild väg",
        "lov 10-12 år",
        "10000 kronor",
        "bl.a. läger t.ex. i juli",
        "boxning 15 år",
    ],
)
def test_what_is_about_a_thing_is_kept(text):
    assert not is_personal(text)
