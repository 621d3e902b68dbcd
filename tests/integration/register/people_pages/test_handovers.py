"""Handing over on one page: saved, checked, sent, and the old administrator sees nothing more."""

from datetime import timedelta

import pytest

from civsam_pages.register.memberships.models import Handover, Invitation
from civsam_pages.register.memberships.rules import RequestState
from civsam_pages.register.memberships.services import handovers
from civsam_pages.register.policies import acts_for
from civsam_search.api import today
from tests.factories import ESCAPED, XSS, pdf

from .conftest import text_of, title_of, url


@pytest.fixture
def answers(folk):
    """What Samira answers: she leaves, the others stay, Hodan comes as administrator."""
    return {
        f"member_{folk.samira_right.pk}": "leaves",
        f"member_{folk.goran_right.pk}": "stays",
        f"member_{folk.nadja_right.pk}": "unchanged",
        "new-TOTAL_FORMS": "3",
        "new-INITIAL_FORMS": "0",
        "new-0-name": f"Hodan {XSS}",
        "new-0-address": "hodan@posten.example",
        "new-0-function": "ordförande",
        "new-0-role": "actor_admin",
        "day": today().isoformat(),
        "message": "Årsmötet var 15 mars",
    }


@pytest.fixture
def samira(browser):
    return browser("samira")


def test_from_the_questions_to_the_new_board(samira, browser, open_door, folk, answers, post):
    page, check = url("handover", open_door.pk), url("handover_check", open_door.pk)
    assert samira.post(page, {**answers, "file": pdf()})["Location"] == check
    shown = samira.get(check)
    for words in ("Samira", "Göran", "Hodan", "hodan@posten.example", "protokoll.pdf"):
        assert words in text_of(shown), words
    assert ESCAPED in shown.content.decode()
    assert post() == []  # nobody is told before it is sent

    assert samira.post(check)["Location"] == check
    assert samira.post(check)["Location"] == check  # a double click
    mails = post()
    assert len({(mail.to, mail.subject) for mail in mails}) == len(mails)
    (invitation,) = [mail for mail in mails if mail.to == "hodan@posten.example"]
    assert acts_for(folk.samira, open_door, "actor_admin")

    hodan = browser("hodan")
    assert hodan.post(invitation.link)["Location"] == url("home")
    assert not acts_for(folk.hodan, open_door)
    handovers.approve(handover=Handover.objects.get(), by=folk.petra)

    assert hodan.get(url("people", open_door.pk)).status_code == 200
    for name in ("actor", "people", "handover", "invite"):
        assert samira.get(url(name, open_door.pk)).status_code == 404, name
    assert "Öppna dörren" not in text_of(samira.get(url("home")))


def test_it_is_saved_half_done_and_gone_on_with(samira, open_door, folk, answers):
    page = url("handover", open_door.pk)
    half = {**answers, "day": "", "save": "1"}
    del half[f"member_{folk.goran_right.pk}"]
    assert samira.post(page, half)["Location"] == url("people", open_door.pk)
    html = samira.get(page).content.decode()
    assert 'value="hodan@posten.example"' in html
    assert "Årsmötet var 15 mars" in html
    leaves = f'name="member_{folk.samira_right.pk}" value="leaves"'
    assert "checked" in html.split(leaves)[1].split(">")[0]
    assert page in samira.get(url("people", open_door.pk)).content.decode()

    check = url("handover_check", open_door.pk)
    refused = samira.post(check)
    assert title_of(refused).startswith(("Error:", "Fel:"))
    assert f'href="{page}#id_file"' in refused.content.decode()
    assert f'href="{page}#id_day"' in refused.content.decode()
    assert Handover.objects.get().state == RequestState.DRAFT


def test_one_more_row_loses_nothing(samira, open_door, answers):
    html = samira.post(url("handover", open_door.pk), {**answers, "more": "1"}).content.decode()
    assert "ds-error-summary" not in html
    assert 'name="new-3-address"' in html
    assert 'value="hodan@posten.example"' in html
    assert "Årsmötet var 15 mars" in html
    assert not Handover.objects.exists()


def test_there_is_an_end_to_rows(samira, open_door, answers):
    many = {**answers, "new-TOTAL_FORMS": "12", "more": "1"}
    html = samira.post(url("handover", open_door.pk), many).content.decode()
    assert 'name="new-12-address"' not in html
    assert 'name="more"' not in html
    flood = {**answers, "new-TOTAL_FORMS": "5000"}
    assert samira.post(url("handover", open_door.pk), flood).status_code == 200


@pytest.mark.parametrize("rows", ["", "x", "-1"])
def test_a_broken_count_of_rows_is_no_crash(rows, samira, open_door, answers):
    for button in ({}, {"more": "1"}, {"save": "1"}):
        broken = {**answers, **button, "new-TOTAL_FORMS": rows}
        assert samira.post(url("handover", open_door.pk), broken).status_code in (200, 302)


def test_a_row_that_is_emptied_is_a_newcomer_taken_away(samira, open_door, answers):
    page = url("handover", open_door.pk)
    samira.post(page, {**answers, "save": "1"})
    assert Invitation.objects.filter(state="draft").count() == 1
    emptied = {key: "" if key.startswith("new-0-") else text for key, text in answers.items()}
    samira.post(page, {**emptied, "save": "1"})
    assert Invitation.objects.filter(state="draft").count() == 0


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"day": ""}, "id_day"),
        ({"day": "i vår"}, "id_day"),
        ({"day": (today() - timedelta(days=1)).isoformat()}, "id_day"),
        ({"file": None}, "id_file"),
        ({"new-0-address": ""}, "id_new-0-address"),
        ({"new-0-role": ""}, "id_new-0-role_0"),
        ({"new-0-name": ""}, "id_new-0-name"),
        ({"message": "Ring 640823-3234"}, "id_message"),
        (
            {
                "new-1-name": "Hodan igen",
                "new-1-address": "Hodan@posten.example",
                "new-1-role": "actor_editor",
            },
            "id_new-1-address",
        ),
    ],
    ids=str,
)
def test_what_is_wrong_has_a_way_to_it_and_the_rest_stays(
    change, wrong, samira, open_door, answers
):
    given = {**answers, "file": pdf(), **change}
    given = {name: value for name, value in given.items() if value is not None}
    html = samira.post(url("handover", open_door.pk), given).content.decode()
    assert f'href="#{wrong}"' in html
    assert f'id="{wrong}"' in html
    assert "ordförande" in html
    assert not Handover.objects.exists()


def test_everybody_has_to_be_answered_for(samira, open_door, folk, answers):
    del answers[f"member_{folk.nadja_right.pk}"]
    html = samira.post(url("handover", open_door.pk), {**answers, "file": pdf()}).content.decode()
    assert f'href="#id_member_{folk.nadja_right.pk}_0"' in html


def test_an_association_is_not_left_without_an_administrator(samira, open_door, answers):
    answers["new-0-role"] = "actor_editor"
    samira.post(url("handover", open_door.pk), {**answers, "file": pdf()})
    refused = samira.post(url("handover_check", open_door.pk))
    assert f'href="{url("handover", open_door.pk)}#newcomers"' in refused.content.decode()


def test_it_is_taken_back_by_the_association_and_by_no_other(
    samira, browser, open_door, answers, alvsunda
):
    samira.post(url("handover", open_door.pk), {**answers, "file": pdf()})
    withdraw = url("withdraw_handover", open_door.pk)
    for name in ("bosse", "goran", "carin", "ingrid"):
        assert browser(name).post(withdraw).status_code == 404, name
    assert browser("bosse").post(url("withdraw_handover", alvsunda.study.pk)).status_code == 404
    assert samira.post(withdraw).status_code == 302
    assert Handover.objects.get().state == RequestState.WITHDRAWN
    assert samira.post(withdraw).status_code == 404


def test_without_a_draft_the_check_leads_to_the_questions(samira, open_door):
    check = url("handover_check", open_door.pk)
    assert samira.get(check)["Location"] == url("handover", open_door.pk)


def test_the_municipality_neither_sees_nor_touches_what_is_not_sent(
    samira, browser, open_door, answers
):
    page, check = url("handover", open_door.pk), url("handover_check", open_door.pk)
    samira.post(page, {**answers, "save": "1", "file": pdf()})
    petra = browser("petra")
    assert petra.get(check)["Location"] == page
    assert petra.post(check)["Location"] == page
    assert petra.post(url("withdraw_handover", open_door.pk)).status_code == 404
    shown = petra.get(page).content.decode()
    assert "Hodan" not in shown
    assert "protokoll.pdf" not in shown
    assert petra.post(page, {**answers, "save": "1", "new-0-name": "Annan"}).status_code == 200
    handover = Handover.objects.get()
    assert handover.state == RequestState.DRAFT
    assert [row.name for row in handover.newcomers.all()] == [answers["new-0-name"]]
