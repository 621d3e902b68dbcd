"""Anybody reports a page, and either side reports a conversation."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from civsam_pages.answers import services as answers
from civsam_pages.arena import guards
from civsam_pages.moderation.models import Matter, Report
from civsam_pages.moderation.rules import REPORTS_AN_HOUR, MatterState, Reason
from tests.at_once import marks
from tests.factories import ESCAPED, XSS, need

from .conftest import KIM, decide, form_of, mails_to, report, the_matter, the_report


def address(page):
    return f"/anmal/{page.pk}/"


def test_every_public_page_leads_to_the_form(here, client):
    for page in (here.kitchen, here.open_door, here.languages):
        assert f'href="{address(page)}"' in client.get(page.url).content.decode()
        assert client.get(address(page)).status_code == 200


def test_a_visitor_reports_a_page_and_gets_a_receipt(here, client):
    response = client.post(address(here.kitchen), form_of(), follow=True)
    assert response.redirect_chain == [(f"{address(here.kitchen)}tack/", 302)]
    found = the_report()
    assert (found.reason, found.by, found.email) == ("private", None, KIM)
    assert found.matter.page_id == here.kitchen.pk
    assert found.revision_id == here.kitchen.live_revision_id
    assert mails_to(KIM).count() == 1


def test_without_an_address_nobody_gets_a_receipt(here, client):
    client.post(address(here.kitchen), form_of(email=""))
    assert the_report().email == ""
    assert not mails_to("").exists()


def test_somebody_who_is_logged_in_is_noted_with_the_report(here, client):
    client.force_login(here.carin)
    assert client.get(address(here.kitchen)).context["form"]["email"].value() == here.carin.email
    client.post(address(here.kitchen), form_of(email=""))
    assert the_report().by == here.carin


def test_the_receipt_repeats_nothing_that_a_stranger_has_written(here):
    report(here.kitchen, email=KIM, words="Köp klockor på evil.example")
    mail = mails_to(KIM).get()
    assert "evil.example" not in mail.text + mail.html
    assert XSS not in mail.html


def test_those_who_moderate_get_one_mail_however_many_report(here):
    for _time in range(3):
        report(here.kitchen)
    assert the_matter().reports.count() == 3
    for person in (here.rut, here.rikard):
        assert mails_to(person.email).get().link.endswith(f"/moderation/{the_matter().pk}/")
    for person in (here.samira, here.nadja, here.anna, here.petra):
        assert not mails_to(person.email).exists()


def test_the_same_form_sent_twice_is_one_report_and_one_mail(here, client):
    post = form_of()
    for _time in range(2):
        client.post(address(here.kitchen), post)
    assert Report.objects.count() == mails_to(KIM).count() == 1


def test_a_report_after_a_decision_begins_a_new_matter(here, matter):
    decide(matter, here.rut, "dismiss")
    assert report(here.kitchen).matter != matter
    assert Matter.objects.filter(state=MatterState.OPEN).count() == 1


@pytest.mark.parametrize("which", ["draft", "gone", "root"])
def test_what_is_not_public_is_not_reported(here, client, which):
    pk = {"draft": need(here.needs, "Utkast", live=False).pk, "gone": 999_999, "root": 1}[which]
    assert client.get(f"/anmal/{pk}/").status_code == 404
    assert client.post(f"/anmal/{pk}/", form_of()).status_code == 404
    assert client.get(f"/anmal/{pk}/tack/").status_code == 404
    assert not Report.objects.exists()


def test_a_page_that_is_taken_down_meanwhile_is_not_reported(here):
    here.kitchen.unpublish()
    here.kitchen.refresh_from_db()
    with pytest.raises(PermissionDenied):
        report(here.kitchen)


BAD = [
    ({"reason": ""}, "reason"),
    ({"reason": "nonsense"}, "reason"),
    ({"reason": "other", "words": " "}, "words"),
    ({"words": "x" * 2001}, "words"),
    ({"words": "Han har 19811218-9876"}, "words"),
    ({"email": "kim"}, "email"),
    ({"key": "no-key"}, "key"),
    ({"homepage": "https://evil.example"}, "__all__"),
    ({"shown_at": ""}, "__all__"),
    ({"shown_at": "forged"}, "__all__"),
    ({"shown_at": "now"}, "__all__"),
]


@pytest.mark.parametrize(("changed", "field"), BAD, ids=lambda value: str(value)[:40])
def test_bad_input_is_answered_and_nothing_is_kept(here, client, changed, field):
    if changed.get("shown_at") == "now":
        changed = {"shown_at": guards.stamp()}
    response = client.post(address(here.kitchen), form_of(**changed))
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert "error-summary" in response.content.decode()
    assert not Report.objects.exists()
    assert not Matter.objects.exists()


def test_one_browser_reports_so_much_in_an_hour_and_no_more(here, client):
    client.force_login(here.carin)
    for _time in range(REPORTS_AN_HOUR):
        client.post(address(here.kitchen), form_of(email=""))
    response = client.post(address(here.kitchen), form_of(email=""))
    assert response.context["form"].non_field_errors()
    assert Report.objects.count() == REPORTS_AN_HOUR


def test_one_address_gets_so_many_receipts_in_a_day(here, client):
    for _time in range(5):
        client.post(address(here.kitchen), form_of())
    response = client.post(address(here.kitchen), form_of())
    assert response.context["form"].non_field_errors()
    assert Report.objects.count() == 5


def test_a_service_takes_no_more_than_the_form_does(here):
    with pytest.raises(ValidationError):
        report(here.kitchen, words="x" * 2001)
    assert not Matter.objects.exists()


# --- conversations --------------------------------------------------------------------------------


def conversation_path(found, actor):
    return f"/mina-sidor/{actor.pk}/svar/{found.pk}/anmal/"


@pytest.fixture
def said(here):
    found = answers.send(
        page=here.kitchen,
        kind="help",
        message="Hej",
        key=uuid.uuid4(),
        by=here.bosse,
        actor=here.study,
    )
    answers.write(answer=found, message=f"Nej {XSS}", key=uuid.uuid4(), by=here.nadja)
    return found


@pytest.mark.parametrize(("who", "actor"), [("nadja", "open_door"), ("bosse", "study")])
def test_either_side_reports_what_the_other_has_written(here, client, said, who, actor):
    client.force_login(getattr(here, who))
    url = conversation_path(said, getattr(here, actor))
    page = client.get(url.removesuffix("anmal/")).content.decode()
    assert f'href="{url}"' in page
    client.post(url, form_of())
    assert the_report().by == getattr(here, who)
    assert the_matter().thing == said
    assert the_matter().page is None


def test_the_other_side_is_not_told(here, said):
    def letters():
        return mails_to(here.bosse.email).count()

    before = letters()
    answers.report(answer=said, by=here.nadja, reason=Reason.OFFENSIVE, words="", key=uuid.uuid4())
    assert letters() == before


def test_somebody_without_an_account_reports_by_their_link(here, client):
    from tests.integration.answers.conftest import form_of_kim, link_to

    client.post(f"/svara/{here.kitchen.pk}/", form_of_kim())
    client.post(link_to(KIM))
    url = f"{link_to(KIM)}anmal/"
    assert client.get(url).status_code == 200
    client.post(url, form_of())
    assert the_report().email == ""
    assert the_matter().thing.email == KIM
    assert client.post("/svara/samtal/nobodys/anmal/", form_of()).status_code == 410


@pytest.mark.parametrize(("who", "actor"), [("carin", "open_door"), ("bosse", "open_door")])
def test_nobody_else_reports_a_conversation(here, client, said, who, actor):
    client.force_login(getattr(here, who))
    url = conversation_path(said, getattr(here, actor))
    assert client.get(url).status_code == client.post(url, form_of()).status_code == 404
    assert not Report.objects.exists()


def test_those_who_moderate_read_the_conversation_that_is_reported(here, client, said):
    answers.report(
        answer=said, by=here.nadja, reason=Reason.OFFENSIVE, words="Se här", key=uuid.uuid4()
    )
    client.force_login(here.rut)
    content = client.get(f"/admin/civsam/moderation/{the_matter().pk}/").content.decode()
    assert f"Nej {ESCAPED}" in content
    assert "Se här" in content
    assert XSS not in content


class TestAtTheSameMoment:
    pytestmark = marks

    def test_one_form_is_one_report(self, here, at_once):
        key = uuid.uuid4()
        given = at_once(*[lambda: report(here.kitchen, email=KIM, key=key).pk] * 10)
        assert len(set(given)) == 1
        assert at_once.then(mails_to(KIM).count) == 1

    def test_ten_reports_of_one_page_are_one_matter(self, here, at_once):
        given = at_once(*[lambda: report(here.kitchen).matter_id] * 10)
        assert len(set(given)) == 1
        assert at_once.then(Report.objects.count) == 10
