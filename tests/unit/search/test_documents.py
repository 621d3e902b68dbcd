"""A document's periods cover every day, once."""

from datetime import date

import pytest

from civsam_search.documents import Card, Period, SearchDocument
from civsam_search.weights import analyse, idf

CARD = Card("Need", "need")
SPRING = date(2026, 3, 1)


def document(*periods, **more):
    return SearchDocument(
        key="a", kind="need", title=more.pop("title", "A"), periods=periods, **more
    )


@pytest.mark.parametrize(
    "periods",
    [
        (),
        (Period(CARD, starts=SPRING),),
        (Period(CARD, ends=SPRING),),
        (Period(CARD, ends=SPRING), Period(CARD, starts=date(2026, 3, 2))),
        (Period(CARD), Period(CARD)),
    ],
)
def test_periods_with_gaps_are_refused(periods):
    with pytest.raises(ValueError, match="a: "):
        document(*periods)


def test_a_period_ends_where_the_next_begins():
    before, after = Period(CARD, "before", ends=SPRING), Period(CARD, "after", starts=SPRING)
    two = document(before, after)
    assert two.period_on(date(2026, 2, 28)) is before
    assert two.period_on(SPRING) is after
    assert two.period_on(date.max) is after


def test_a_title_weighs_more_than_a_body():
    always = Period(CARD)
    weights = analyse(document(always, title="Läger", body="Kören sjunger")).weights
    assert weights["läg"] > weights["kör"]


def test_words_that_say_nothing_count_in_titles_only():
    weights = analyse(document(Period(CARD), title="Vi i byn", body="och att för")).weights
    assert "vi" in weights
    assert "och" not in weights


def test_a_rare_term_is_worth_more_and_a_common_one_still_something():
    assert idf(1, 1000) > idf(500, 1000) > idf(1000, 1000) > 0
