"""Somebody who is logged in answers a need, with two clicks."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from civsam_pages.answers.models import Answer, Message
from civsam_pages.answers.rules import AnswerState
from tests.factories import ESCAPED, XSS, need, publish

from .conftest import answer, mails_to


def test_two_clicks_are_enough(here, client):
    client.force_login(here.bosse)
    form = client.get(f"/svara/{here.kitchen.pk}/?kind=help").context["form"]
    post = {field.name: field.value() for field in form}
    assert post["actor"] == str(here.study.pk)
    response = client.post(f"/svara/{here.kitchen.pk}/", post, follow=True)
    found = Answer.objects.get()
    assert (found.state, found.sender_actor, found.owner) == ("new", here.study, here.open_door)
    assert found.messages.get().text
    assert response.redirect_chain[-1][0] == f"/mina-sidor/{here.study.pk}/svar/{found.pk}/"


def test_everyone_who_writes_for_the_owner_gets_one_mail_with_one_link(here, bosses):
    for person in (here.samira, here.goran, here.nadja):
        mail = mails_to(person.email).get()
        assert mail.link == f"/mina-sidor/{here.open_door.pk}/svar/{bosses.pk}/"
    for person in (here.ingrid, here.carin, here.anna, here.bosse):
        assert not mails_to(person.email).exists()


def test_no_address_is_in_the_mail_to_the_owner(here, carins):
    mail = mails_to(here.samira.email).get()
    assert here.carin.email not in mail.text + mail.html + mail.subject
    assert XSS not in mail.html


def test_the_same_form_sent_twice_is_one_answer_and_one_mail(here, client):
    client.force_login(here.carin)
    post = {"key": str(uuid.uuid4()), "kind": "help", "message": "Hej"}
    for _time in range(2):
        client.post(f"/svara/{here.kitchen.pk}/", post)
    assert Answer.objects.count() == Message.objects.count() == 1
    assert mails_to(here.samira.email).count() == 1


def test_a_second_answer_to_the_same_need_goes_on_in_the_first(here, carins):
    with pytest.raises(PermissionDenied):
        answer(here.kitchen, here.carin)
    assert Answer.objects.get() == carins


def test_nobody_answers_their_own_need(here, client):
    client.force_login(here.nadja)
    post = {"key": str(uuid.uuid4()), "kind": "help", "message": "Hej", "actor": "me"}
    response = client.post(f"/svara/{here.kitchen.pk}/", post)
    assert response.context["form"].non_field_errors()
    assert not Answer.objects.exists()


def test_nobody_answers_for_an_association_of_others(here, client):
    with pytest.raises(PermissionDenied):
        answer(here.kitchen, here.carin, actor=here.study)
    client.force_login(here.ingrid)
    post = {"key": str(uuid.uuid4()), "kind": "help", "actor": str(here.study.pk)}
    client.post(f"/svara/{here.kitchen.pk}/", post)
    assert not Answer.objects.filter(sender_actor__isnull=False).exists()


@pytest.mark.parametrize("which", ["draft", "register", "gone"])
def test_what_takes_no_answers_is_not_there(here, client, which):
    pk = {
        "draft": need(here.needs, "Utkast", live=False).pk,
        "register": here.open_door.pk,
        "gone": 999_999,
    }[which]
    assert client.get(f"/svara/{pk}/").status_code == 404
    assert client.post(f"/svara/{pk}/", {}).status_code == 404


def test_a_need_that_has_ended_takes_only_the_same_need(here, client):
    here.kitchen.state, here.kitchen.outcome = "closed", "Det blev ett kök."
    publish(here.kitchen)
    with pytest.raises(PermissionDenied):
        answer(here.kitchen, here.carin, kind="help")
    assert answer(here.kitchen, here.carin, kind="same").state == AnswerState.NEW


def test_an_ask_of_an_initiative_is_answered(here, client):
    client.force_login(here.carin)
    post = {
        "key": str(uuid.uuid4()),
        "kind": "join",
        "ask": "En förening till",
        "message": "Vi vill vara med",
    }
    client.post(f"/svara/{here.languages.pk}/", post)
    assert Answer.objects.get().ask == "En förening till"
    assert Answer.objects.get().owner == here.study


def test_the_public_pages_lead_to_the_form_and_tell_only_how_many(here, client, bosses, carins):
    response = client.get(here.kitchen.url)
    content = response.content.decode()
    section = content.split('id="answer"')[1].split("</section>")[0]
    assert f'href="/svara/{here.kitchen.pk}/?kind=help"' in section
    assert "mailto:" not in section
    assert response.context["answered_by"] == 2
    assert "Carin" not in content
    languages = client.get(here.languages.url).content.decode()
    assert f'href="/svara/{here.languages.pk}/?kind=join"' in languages


def test_the_text_is_shown_as_it_was_written(here, client, bosses):
    client.force_login(here.samira)
    content = client.get(f"/mina-sidor/{here.open_door.pk}/svar/{bosses.pk}/").content.decode()
    assert f"Vi har ett kök {ESCAPED}" in content
    assert XSS not in content


def test_a_personal_number_is_refused(here, client):
    client.force_login(here.carin)
    post = {"key": str(uuid.uuid4()), "kind": "help", "message": "Jag är 19811218-9876"}
    response = client.post(f"/svara/{here.kitchen.pk}/", post)
    assert response.context["form"].errors["message"]
    assert not Answer.objects.exists()
