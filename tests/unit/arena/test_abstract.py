"""The fields that every published thing shares, without a database."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from civsam_pages.arena.abstract import PictureFields
from civsam_pages.arena.models import Area
from civsam_pages.needs.models import NeedPage
from civsam_pages.register.models import ActorPage
from civsam_search.api import today
from tests.factories import unsaved


@pytest.fixture(autouse=True)
def only_our_own_rules(monkeypatch):
    """Wagtail's own checks ask the database."""

    monkeypatch.setattr(Page, "clean", lambda self: None)


@pytest.mark.parametrize(
    ("image", "alt", "decorative", "passes"),
    [
        (None, "", False, True),
        (1, "", False, False),
        (1, "Ett bord med böcker", False, True),
        (1, "", True, True),
    ],
)
def test_a_picture_is_described_or_only_decorates(image, alt, decorative, passes):
    page = unsaved(NeedPage, image_id=image, image_alt=alt, image_is_decorative=decorative)
    if passes:
        PictureFields.clean(page)
    else:
        with pytest.raises(ValidationError) as refusal:
            PictureFields.clean(page)
        assert "image_alt" in refusal.value.message_dict


def test_a_picture_that_decorates_is_silent_also_with_an_alt_text():
    assert unsaved(NeedPage, image_alt="Ett bord", image_is_decorative=True).alt == ""
    assert unsaved(NeedPage, image_alt="Ett bord").alt == "Ett bord"


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("confirmed", "review", "old"),
    [
        (None, None, False),
        (None, today() - DAY, True),
        (None, today(), False),
        (today() - 400 * DAY, None, True),
        (today() - 400 * DAY, today() + DAY, False),
        (today(), None, False),
    ],
)
def test_visitors_are_told_when_facts_are_past_their_review(confirmed, review, old):
    assert (
        unsaved(NeedPage, last_confirmed_at=confirmed, review_due_at=review).is_past_review is old
    )


def test_a_need_without_a_contact_leads_to_its_owner():
    owner = unsaved(ActorPage, contact_email="hej@oppnadorren.example")
    owner.is_public = True
    assert unsaved(NeedPage, owner_actor=owner).contact.email == "hej@oppnadorren.example"
    own = unsaved(NeedPage, owner_actor=owner, contact_phone="0980-319 214").contact
    assert (own.email, own.phone) == ("", "0980-319 214")
    assert not unsaved(NeedPage).contact.is_reachable
    owner.is_public = False
    assert not unsaved(NeedPage, owner_actor=owner).contact.is_reachable


def test_easy_swedish_is_read_line_by_line():
    assert unsaved(
        NeedPage, easy_read_summary="En mening.\n\n  En till. \n"
    ).easy_read_paragraphs == [
        "En mening.",
        "En till.",
    ]


def test_areas_have_two_levels():
    district = Area(pk=1, name="Norrstrand")
    place = Area(pk=2, name="Strandhagen", parent=district)
    with pytest.raises(ValidationError):
        Area(name="Kajen", parent=place).clean()
    with pytest.raises(ValidationError):
        Area(pk=1, name="Norrstrand", parent=district).clean()
    Area(name="Strandhagen", parent=district).clean()
    assert str(place) == "Norrstrand: Strandhagen"
