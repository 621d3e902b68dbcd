"""What a grant's fields refuse, in words that say what to do."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from civsam_pages.grants.models import GrantPage, GrantRound

FIELDS = {"title": "Bidrag", "slug": "bidrag", "summary": "Kort.", "amount_text": "En tia"}


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"min_amount": 500, "max_amount": 100}, "max_amount"),
        ({"deadline_kind": "relative"}, "deadline_note"),
        ({"max_amount": -1}, "max_amount"),
        ({"application_url": "javascript:alert(1)"}, "application_url"),
    ],
)
@pytest.mark.django_db
def test_a_grant_that_cannot_be_is_refused(fields, refused):
    with pytest.raises(ValidationError) as refusal:
        GrantPage(**{**FIELDS, **fields}).full_clean(exclude=["path", "depth", "content_type"])
    assert list(refusal.value.message_dict) == [refused]


@pytest.mark.parametrize(
    "fields",
    [
        {"min_amount": 500, "max_amount": 500},
        {"min_amount": 500},
        {"deadline_kind": "relative", "deadline_note": "30 dagar före lovet"},
        {"deadline_kind": "unknown"},
    ],
)
@pytest.mark.django_db
def test_a_grant_that_can_be_is_not(fields):
    GrantPage(**{**FIELDS, **fields}).full_clean(exclude=["path", "depth", "content_type"])


@pytest.mark.parametrize(
    ("opens", "closes", "yearly", "name", "refused"),
    [
        (date(2026, 4, 1), date(2026, 3, 31), False, "Våren", "closes_on"),
        (date(2026, 1, 1), date(2027, 1, 1), True, "Våren", "closes_on"),
        (date(2026, 1, 1), date(2026, 12, 31), True, "Våren 2026", "name"),
    ],
)
def test_a_round_that_cannot_be_is_refused(opens, closes, yearly, name, refused):
    row = GrantRound(name=name, opens_on=opens, closes_on=closes, repeats_yearly=yearly)
    with pytest.raises(ValidationError) as refusal:
        row.clean()
    assert list(refusal.value.message_dict) == [refused]


@pytest.mark.parametrize(
    ("opens", "closes", "yearly", "name"),
    [
        (date(2026, 3, 31), date(2026, 3, 31), True, "En dag"),
        (date(2026, 1, 1), date(2026, 12, 31), True, "Hela året"),
        (date(2025, 11, 1), date(2026, 1, 31), True, "Över nyår"),
        (date(2026, 1, 1), date(2028, 1, 1), False, "Två år 2026–2028"),
        (None, date(2026, 3, 31), True, "Våren"),
        (date(2026, 1, 1), None, True, "Utan sista dag än"),
    ],
)
def test_a_round_that_can_be_is_not(opens, closes, yearly, name):
    GrantRound(name=name, opens_on=opens, closes_on=closes, repeats_yearly=yearly).clean()
