"""What the search knows of a grant holds on every day to come, without a new index."""

from datetime import date, timedelta

import pytest

from civsam_pages.grants.search import dated_card, document
from tests.integration.grants.conftest import AUTUMN, SPRING, TODAY, grant

pytestmark = pytest.mark.django_db

YEARLY = [{**SPRING, "repeats_yearly": True}, {**AUTUMN, "repeats_yearly": True}]


@pytest.mark.parametrize(
    "fields",
    [
        {"rounds": YEARLY},
        {"rounds": [SPRING, AUTUMN]},
        {
            "rounds": [
                {
                    "name": "Över nyår",
                    "opens_on": date(2025, 11, 15),
                    "closes_on": date(2026, 1, 31),
                    "repeats_yearly": True,
                },
                {"name": "Skottdag", "closes_on": date(2024, 2, 29), "repeats_yearly": True},
            ]
        },
        {"rounds": YEARLY, "scheme_state": "resting"},
        {"deadline_kind": "rolling"},
        {"deadline_kind": "unknown"},
        {},
    ],
)
def test_the_periods_tell_the_state_of_every_day_for_two_years(town, fields):
    page = grant(town.grants, "Bidrag", authority=town.desk, **fields)
    found = document(page)
    for days in range(2 * 365):
        on = TODAY + timedelta(days=days)
        period = found.period_on(on)
        assert (period.card, period.status, period.deadline) == dated_card(page, on), on


def test_a_grant_is_found_by_who_may_apply_and_how_fast_the_answer_comes(town):
    page = grant(
        town.grants,
        "Bidrag",
        authority=town.desk,
        applicant_kinds=[town.young],
        decision_levels=[
            {"decided_by": "Handläggare", "answer_days": 21, "up_to_amount": 5000},
            {"decided_by": "Nämnden", "answer_days": 60},
        ],
    )
    found = document(page)
    assert found.facets["applicant"] == ("unga",)
    assert found.facets["fast"] == ("yes",)
    assert "Socialnämnden" in found.body
