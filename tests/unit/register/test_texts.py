"""A description becomes a summary and a body; without one, the row says what it can."""

import pytest

from civsam_pages.register.importing.texts import (
    as_paragraphs,
    default_summary,
    split_description,
)
from civsam_pages.register.rules import ActorKind


def test_a_short_description_is_the_summary():
    assert split_description("Vi sjunger.\n\nKom du med!") == ("Vi sjunger. Kom du med!", "")


def test_a_long_description_is_cut_after_a_whole_sentence():
    first, second = "Vi sjunger varje onsdag " * 8 + "tillsammans.", "Alla är välkomna. " * 12
    summary, rest = split_description(f"{first} {second}")
    assert summary.startswith(first)
    assert summary.endswith("välkomna.")
    assert len(summary) <= 300
    assert f"{summary} {rest}" == f"{first} {second}".strip()


def test_a_shortened_word_is_not_the_end_of_a_sentence():
    text = "Vi sjunger och spelar musik av många slag, bl.a. Bach " + "och andra " * 40
    summary, _rest = split_description(text)
    assert not summary.endswith("bl.a.")
    assert summary.endswith("…")


def test_a_description_without_a_sentence_is_cut_between_words():
    summary, rest = split_description("sång " * 200)
    assert len(summary) <= 300
    assert summary.endswith("sång…")
    assert rest.startswith("… sång")


@pytest.mark.parametrize("text", ["Å" * 1000, "Å" * 300 + " " + "Ö" * 300])
def test_a_word_without_end_is_cut_too(text):
    summary, rest = split_description(text)
    assert len(summary) <= 300
    assert rest


def test_paragraphs_are_safe_and_keep_their_shape():
    wrapped = "En rad som är så lång att systemet måste ha brutit den av sig självt"
    text = f"<script>alert(1)</script> & co\n\n{wrapped}\noch så vidare.\nRad två:\n- ett"
    assert as_paragraphs(text) == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; co</p>"
        f"<p>{wrapped} och så vidare.<br/>Rad två:<br/>- ett</p>"
    )


@pytest.mark.parametrize(
    ("facts", "summary"),
    [
        (
            {
                "types": ["Idrottsföreningar"],
                "activities": ["Fotboll", "Innebandy"],
                "city": "Älvsunda",
            },
            "Idrottsförening i Älvsunda. Fotboll och innebandy.",
        ),
        ({"types": ["Religiösa föreningar"], "city": "Norrön"}, "Religiös förening på Norrön."),
        ({"types": ["Scoutkårer"], "city": "Svartsjö"}, "Scoutkår i Svartsjö."),
        ({"types": ["Övriga föreningar"], "city": "Hedlunda"}, "Förening i Hedlunda."),
        (
            {"categories": ["idrott"], "municipality": "Älvsunda"},
            "Idrottsförening i Älvsundas kommun.",
        ),
        ({"municipality": "Borås"}, "Förening i Borås kommun."),
        (
            {"city": "Älvsunda", "groups": ["barn-7-12", "unga", "vuxna"]},
            "Förening i Älvsunda för barn, unga och vuxna.",
        ),
        (
            {
                "types": ["Vägföreningar"],
                "activities": [
                    "Väg, egen - skötsel",
                    "Vägbelysning - skötsel",
                    "EKG",
                    "Dans",
                    "Bad",
                    "Bio",
                ],
            },
            "Vägförening. Vägbelysning, EKG, dans med mera.",
        ),
        ({"kind": ActorKind.FOUNDATION, "types": ["Kulturförening"]}, "Stiftelse."),
        ({"kind": ActorKind.STUDY_ASSOCIATION, "activities": ["Studieförbund"]}, "Studieförbund."),
    ],
)
def test_without_a_description_the_row_tells_what_it_is(facts, summary):
    assert default_summary(**{"kind": ActorKind.ASSOCIATION, **facts}) == summary
