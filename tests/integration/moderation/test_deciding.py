"""The municipality decides, those whom it concerns are told why, and nothing else goes out."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import PageLogEntry

from civsam_pages.moderation import policies
from civsam_pages.moderation.models import Ruling
from civsam_pages.moderation.rules import Act, Ground, MatterState
from civsam_pages.moderation.services import reporting, ruling
from civsam_pages.moderation.services.ruling import Stop
from civsam_pages.needs.models import NeedPage
from civsam_search.api import today
from tests.at_once import marks
from tests.factories import XSS, publish, right

from .conftest import KIM, WORDS, block, decide, mails_to, report


def again(page):
    return type(page).objects.get(pk=page.pk)


def test_doing_nothing_leaves_the_page_and_tells_who_reported(here, matter):
    decide(matter, here.rut, Act.DISMISS, words="Texten nämner ingen.")
    matter.refresh_from_db()
    assert matter.state == MatterState.DECIDED
    assert again(here.kitchen).live
    assert "Texten nämner ingen." in mails_to(KIM).last().text
    assert not mails_to(here.samira.email).exists()


def test_a_page_is_taken_down_with_reasons_to_all_who_write_for_its_owner(here, client, matter):
    url = here.kitchen.url
    decide(matter, here.rut, Act.UNPUBLISH)
    assert client.get(url).status_code == 404
    found = Ruling.objects.get()
    assert (found.actor, found.user) == (here.open_door, None)
    for person in (here.samira, here.goran, here.nadja):
        mail = mails_to(person.email).get()
        assert mail.link == f"/mina-sidor/beslut/{found.pk}/"
        assert WORDS in mail.text
        assert "Regel 3" in mail.text
        assert XSS not in mail.html
    for person in (here.ingrid, here.bosse, here.carin):
        assert not mails_to(person.email).exists()


def test_nobody_is_told_who_reported(here, matter):
    report(here.kitchen, by=here.carin, words="Carin säger ifrån")
    decide(matter, here.rut, Act.UNPUBLISH)
    text = mails_to(here.samira.email).get()
    assert "Carin" not in text.text + text.html
    assert KIM not in text.text + text.html


def test_reporters_are_told_once_that_something_is_done_and_not_what(here, matter):
    decide(matter, here.rut, Act.UNPUBLISH)
    block(matter, here.rut, f"actor-{here.open_door.pk}")
    receipt, outcome = mails_to(KIM)
    assert receipt.event != outcome.event
    assert WORDS not in outcome.text


def test_the_logs_of_the_matter_and_of_the_page_know_who_decided(here, matter):
    decide(matter, here.rut, Act.UNPUBLISH)
    entry = PageLogEntry.objects.filter(
        page=here.kitchen.pk, action="civsam.moderation.unpublish"
    ).get()
    assert entry.user == here.rut
    assert WORDS not in str(entry.data)


def test_just_what_was_public_is_published_again(here, matter):
    here.kitchen.title = "Ett nytt utkast"
    here.kitchen.save_revision(user=here.nadja)
    decide(matter, here.rut, Act.UNPUBLISH)
    decide(matter, here.rikard, Act.RESTORE, words="Vi hade fel.")
    page = again(here.kitchen)
    assert page.live
    assert page.title == f"Ett kök {XSS}"
    assert page.get_latest_revision_as_object().title == "Ett nytt utkast"
    assert Ruling.objects.get(act=Act.RESTORE).undoes.act == Act.UNPUBLISH
    events = mails_to(here.samira.email).values_list("kind", flat=True)
    assert list(events) == ["ruled", "ruled"]


def test_what_the_owner_has_sent_again_is_left_to_its_review(here, matter):
    from civsam_pages.posting.services import drafts, sending

    decide(matter, here.rut, Act.UNPUBLISH)
    draft = drafts.begin_edit(page=again(here.kitchen), actor=here.open_door, by=here.nadja)
    sending.send(draft=draft, by=here.nadja)
    with pytest.raises(PermissionDenied):
        decide(matter, here.rut, Act.RESTORE)
    assert not again(here.kitchen).live


def test_what_a_trusted_actor_mends_is_reviewed_before_it_is_out_again(here, matter):
    from civsam_pages.posting.models import TrustedActor
    from civsam_pages.posting.services import drafts, sending

    TrustedActor.objects.create(actor=here.open_door, note="Känd", given_by=here.rut)
    decide(matter, here.rut, Act.UNPUBLISH)
    draft = drafts.begin_edit(page=again(here.kitchen), actor=here.open_door, by=here.nadja)
    assert not sending.send(draft=draft, by=here.nadja).live


def test_a_page_whose_owner_has_nobody_here_is_told_at_its_address(here, client):
    here.bosse_right.delete()
    here.study.contact_email = "tallen@posten.example"
    publish(here.study)
    decide(report(here.languages).matter, here.rut, Act.UNPUBLISH)
    mail = mails_to("tallen@posten.example").get()
    assert mail.secret
    assert client.get(mail.link).status_code == 200


# --- blocks ---------------------------------------------------------------------------------------


def test_a_person_is_blocked_and_told_why_and_until_when(here, matter):
    last = today() + timedelta(days=30)
    found = block(matter, here.rut, f"user-{here.nadja.pk}", until=last)
    assert found.block.user == here.nadja
    mail = mails_to(here.nadja.email).last()
    assert WORDS in mail.text
    assert mail.link == f"/mina-sidor/beslut/{found.pk}/"
    assert not mails_to(here.samira.email).exists()


def test_a_second_block_of_the_same_person_takes_the_place_of_the_first(here, matter):
    code = f"user-{here.nadja.pk}"
    first = block(matter, here.rut, code)
    second = block(matter, here.rut, code, until=today() + timedelta(days=3))
    first.block.refresh_from_db()
    assert first.block.ended_at
    assert list(Ruling.objects.in_force()) == [second]


def test_a_block_is_ended_before_its_time(here, matter):
    block(matter, here.rut, f"user-{here.nadja.pk}")
    decide(matter, here.rikard, Act.UNBLOCK)
    assert not Ruling.objects.in_force().exists()
    assert mails_to(here.nadja.email).count() == 2


BAD_BLOCKS = [
    (None, "target"),
    (Stop("user-999999", ("write",), today()), "target"),
    (Stop("OK", (), today()), "stops"),
    (Stop("OK", ("write",), today(), today() - timedelta(days=1)), "until"),
    (Stop("OK", ("write",), today() + timedelta(days=9), today() + timedelta(days=3)), "until"),
]


@pytest.mark.parametrize(("stop", "field"), BAD_BLOCKS)
def test_a_block_that_says_too_little_is_refused_whole(here, matter, stop, field):
    if stop is not None and stop.target == "OK":
        stop = Stop(f"user-{here.nadja.pk}", stop.stops, stop.starts_on, stop.until)
    with pytest.raises(ValidationError) as refused:
        decide(matter, here.rut, Act.BLOCK, stop=stop)
    assert field in refused.value.message_dict
    assert not Ruling.objects.exists()


def test_only_those_behind_what_is_reported_can_be_blocked(here, matter):
    for code in (f"user-{here.bosse.pk}", f"actor-{here.study.pk}", f"user-{here.samira.pk}"):
        with pytest.raises(ValidationError):
            block(matter, here.rut, code)


def test_the_municipality_blocks_no_part_of_itself(here):
    page = here.kitchen
    here.open_door.kind = "municipal_unit"
    publish(here.open_door)
    assert not policies.may_rule(here.rut, report(page).matter, Act.BLOCK)


@pytest.mark.parametrize("field", ["ground", "law", "words"])
def test_nothing_is_taken_from_anybody_without_reasons(here, matter, field):
    empty = {"ground": None, "law": " ", "words": ""}[field]
    with pytest.raises(ValidationError) as refused:
        decide(matter, here.rut, Act.UNPUBLISH, **{field: empty})
    assert field in refused.value.message_dict
    assert again(here.kitchen).live


# --- who decides ----------------------------------------------------------------------------------

ROLES = {
    "rut": True,
    "rikard": True,
    "sanna": True,
    "samira": False,
    "nadja": False,
    "goran": False,
    "bosse": False,
    "ingrid": False,
    "carin": False,
    "liban": False,
    "petra": False,  # decides on people
    "anna": False,  # edits pages
}


@pytest.mark.parametrize(("who", "allowed"), ROLES.items())
def test_only_those_who_moderate_decide(here, matter, who, allowed):
    user = getattr(here, who)
    if allowed:
        decide(matter, user, Act.UNPUBLISH)
    else:
        with pytest.raises(PermissionDenied):
            decide(matter, user, Act.UNPUBLISH)
    assert again(here.kitchen).live is not allowed


def test_nobody_decides_about_their_own_association(here, matter):
    right(here.rut, here.open_door, "actor_editor")
    with pytest.raises(PermissionDenied):
        decide(matter, here.rut, Act.DISMISS)


def test_nobody_decides_about_themselves(here):
    matter = reporting.open_matter(by=here.rikard, account=here.rut)
    with pytest.raises(PermissionDenied):
        decide(matter, here.rut, Act.DISMISS)
    assert block(matter, here.rikard, f"user-{here.rut.pk}")


def test_whoever_has_lost_the_right_to_moderate_decides_no_more(here, matter):
    here.rut.is_active = False
    here.rut.save()
    with pytest.raises(PermissionDenied):
        decide(matter, here.rut, Act.DISMISS)


@pytest.mark.parametrize("act", [Act.RESTORE, Act.UNBLOCK])
def test_nothing_is_taken_back_that_has_not_been_decided(here, matter, act):
    with pytest.raises(PermissionDenied):
        decide(matter, here.rut, act)


def test_a_matter_is_dismissed_once(here, matter):
    decide(matter, here.rut, Act.DISMISS)
    with pytest.raises(PermissionDenied):
        decide(matter, here.rut, Act.DISMISS)


def test_a_page_that_is_down_already_is_not_taken_down(here, matter):
    here.kitchen.unpublish()
    with pytest.raises(PermissionDenied):
        decide(matter, here.rut, Act.UNPUBLISH)


def test_nobody_decides_on_a_report_that_they_have_not_read(here, matter):
    seen = matter.version
    report(here.kitchen)
    with pytest.raises(PermissionDenied):
        ruling.decide(matter=matter, by=here.rut, act=Act.DISMISS, seen=seen)


def test_a_page_that_has_been_deleted_can_still_be_dismissed(here, matter):
    NeedPage.objects.get(pk=here.kitchen.pk).delete()
    decide(matter, here.rut, Act.DISMISS)
    matter.refresh_from_db()
    assert matter.state == MatterState.DECIDED


def test_a_decision_stands_no_more_when_the_page_is_out_again(here, matter):
    decide(matter, here.rut, Act.UNPUBLISH)
    assert Ruling.objects.in_force().exists()
    again(here.kitchen).get_latest_revision().publish()
    assert not Ruling.objects.in_force().exists()


def test_a_block_that_has_passed_counts_no_more(here, matter, monkeypatch):
    block(matter, here.rut, f"user-{here.nadja.pk}", until=today())
    assert Ruling.objects.in_force().exists()
    Ruling.objects.get().block.__class__.objects.update(until=today() - timedelta(days=1))
    assert not Ruling.objects.in_force().exists()


class TestAtTheSameMoment:
    pytestmark = marks

    def test_of_two_colleagues_the_first_one_decides(self, here, matter, at_once):
        def one(by, act):
            given = {"ground": Ground.RULES, "law": "Regel 3", "words": WORDS}
            return lambda: ruling.decide(
                matter=matter, by=by, act=act, seen=matter.version, **given
            )

        given = at_once(
            *[one(here.rut, Act.UNPUBLISH), one(here.rikard, Act.UNPUBLISH)],
            *[one(here.rut, Act.DISMISS), one(here.rikard, Act.DISMISS)],
        )
        assert sum(not isinstance(each, PermissionDenied) for each in given) == 1
        assert at_once.then(Ruling.objects.count) == 1
        assert at_once.then(mails_to(KIM).filter(kind="ruled").count) == 1


def test_reporters_are_forgotten_a_year_after_the_decision(here, matter):
    from civsam_pages.moderation.services import leaving

    leaving.tidy()
    decide(matter, here.rut, Act.DISMISS)
    leaving.tidy()
    assert matter.reports.get().email == KIM
    type(matter).objects.update(changed_at=timezone.now() - timedelta(days=366))
    leaving.tidy()
    assert matter.reports.get().email == ""
