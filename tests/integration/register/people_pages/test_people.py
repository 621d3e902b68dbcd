"""People and roles: inviting, accepting, renewing, changing and ending."""

from datetime import timedelta

import pytest

from civsam_pages.register.memberships.models import Invitation, Membership
from civsam_pages.register.memberships.rules import longest_until
from civsam_pages.register.policies import acts_for
from civsam_search.api import today
from tests.factories import LIBANS_TOKEN, XSS, right

from .conftest import text_of, title_of, url

GOOD = {"address": "Hodan@Posten.example", "role": "actor_editor", "name": "Hodan"}


def invited(browser, open_door, **given):
    data = {**GOOD, "valid_until": longest_until(today()).isoformat(), **given}
    return browser("samira").post(url("invite", open_door.pk), data)


def test_an_invited_person_logs_in_with_that_address_and_comes_in_once(
    browser, open_door, folk, post
):
    assert invited(browser, open_door).status_code == 302
    (mail,) = [one for one in post() if one.to == "hodan@posten.example"]

    stranger = browser()
    page = stranger.get(mail.link)
    assert page.status_code == 200
    assert f"next={mail.link}" in page.content.decode()
    assert stranger.post(mail.link)["Location"].endswith(f"?next={mail.link}")

    hodan = browser("hodan")
    assert not acts_for(folk.hodan, open_door)
    assert hodan.post(mail.link)["Location"] == url("actor", open_door.pk)
    assert acts_for(folk.hodan, open_door)
    assert hodan.post(mail.link)["Location"] == url("actor", open_door.pk)  # a double click
    assert Membership.objects.filter(user=folk.hodan).count() == 1
    assert url("actor", open_door.pk) in hodan.get(mail.link).content.decode()


def test_another_account_is_told_and_can_log_out_and_come_back(browser, folk, open_door):
    carin = browser("carin")
    path = url("invitation", LIBANS_TOKEN)
    page = carin.get(path)
    assert "carin@example.org" in text_of(page)
    assert "liban@posten.example" not in text_of(page)
    assert f'name="next" value="{path}"' in page.content.decode()
    assert carin.post(path).status_code == 200
    assert not acts_for(folk.carin, open_door)
    assert acts_for(folk.liban, open_door).allowed is False


def test_an_invitation_that_is_taken_back_no_longer_works(browser, folk, open_door):
    browser("samira").post(url("revoke", open_door.pk, folk.invitation.pk))
    liban = browser("liban")
    page = liban.get(url("invitation", LIBANS_TOKEN))
    assert "<form" not in page.content.decode().split("<main", 1)[1]
    liban.post(url("invitation", LIBANS_TOKEN))
    assert not acts_for(folk.liban, open_door)


def test_an_invitation_sent_again_has_a_new_link_only(browser, folk, open_door, post):
    browser("samira").post(url("send_again", open_door.pk, folk.invitation.pk))
    (mail,) = post()
    liban = browser("liban")
    assert liban.get(url("invitation", LIBANS_TOKEN)).status_code == 410
    assert liban.post(mail.link).status_code == 302
    assert acts_for(folk.liban, open_door)


def test_a_link_that_never_was_tells_nothing(browser, db):
    page = browser().get(url("invitation", "x" * 43))
    assert page.status_code == 410
    assert "Öppna dörren" not in text_of(page)


def test_who_is_invited_sees_it_on_their_own_page(browser, open_door):
    assert "Öppna dörren" in text_of(browser("liban").get(url("home")))


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"address": ""}, "id_address"),
        ({"address": "hodan"}, "id_address"),
        ({"address": "goran@posten.example"}, "id_address"),
        ({"role": ""}, "id_role_0"),
        ({"role": "actor_admin"}, "id_role_0"),
        ({"valid_until": "i vår"}, "id_valid_until"),
        ({"valid_until": "2001-01-01"}, "id_valid_until"),
        (
            {"valid_until": (longest_until(today()) + timedelta(days=1)).isoformat()},
            "id_valid_until",
        ),
    ],
    ids=str,
)
def test_a_wrong_invitation_keeps_what_was_typed(given, wrong, browser, open_door):
    page = invited(browser, open_door, **given)
    html = page.content.decode()
    assert page.status_code == 200
    assert title_of(page).startswith(("Error:", "Fel:"))
    assert f'href="#{wrong}"' in html
    assert f'id="{wrong}"' in html
    assert 'value="Hodan"' in html
    assert Invitation.objects.count() == 1  # Liban's


def test_the_same_invitation_twice_is_one(browser, open_door, post):
    invited(browser, open_door)
    invited(browser, open_door)
    assert Invitation.objects.filter(address="hodan@posten.example").count() == 1
    assert len([mail for mail in post() if mail.to == "hodan@posten.example"]) == 1


def test_a_right_that_ends_soon_is_renewed_in_two_clicks(browser, folk, open_door):
    soon = today() + timedelta(days=13)
    Membership.objects.filter(pk=folk.nadja_right.pk).update(valid_until=soon)
    samira = browser("samira")
    renew = url("renew", open_door.pk, folk.nadja_right.pk)
    assert f'action="{renew}"' in samira.get(url("people", open_door.pk)).content.decode()
    assert samira.post(renew)["Location"] == url("people", open_door.pk)
    folk.nadja_right.refresh_from_db()
    assert folk.nadja_right.valid_until > soon + timedelta(days=100)


def test_the_only_administrator_asks_the_associations_address(browser, folk, open_door, post):
    Membership.objects.filter(pk=folk.samira_right.pk).update(
        valid_until=today() + timedelta(days=20)
    )
    samira = browser("samira")
    renew = url("renew", open_door.pk, folk.samira_right.pk)
    page = samira.get(renew)
    key = page.content.decode().split('name="key" value="')[1].split('"')[0]
    samira.post(renew, {"key": key})
    samira.post(renew, {"key": key})
    (mail,) = [one for one in post() if one.to == "hej@oppnadorren.example"]
    browser().post(mail.link, {"answer": "yes"})
    folk.samira_right.refresh_from_db()
    assert folk.samira_right.valid_until > today() + timedelta(days=100)


def test_a_role_is_ended_after_one_question_and_the_person_sees_nothing_more(
    browser, folk, open_door
):
    nadja, samira = browser("nadja"), browser("samira")
    end = url("end", open_door.pk, folk.nadja_right.pk)
    assert nadja.get(url("actor", open_door.pk)).status_code == 200
    samira.get(end)
    assert acts_for(folk.nadja, open_door)
    samira.post(end)
    assert nadja.get(url("actor", open_door.pk)).status_code == 404
    assert "Öppna dörren" not in text_of(nadja.get("/"))
    assert samira.post(end).status_code == 404


def test_one_leaves_ones_own_role(browser, folk, open_door):
    goran = browser("goran")
    assert goran.post(url("end", open_door.pk, folk.goran_right.pk))["Location"] == url("home")
    assert not acts_for(folk.goran, open_door)
    assert goran.post(url("end", open_door.pk, folk.nadja_right.pk)).status_code == 404


def test_the_last_administrator_is_led_to_the_handover(browser, folk, open_door):
    samira = browser("samira")
    end = url("end", open_door.pk, folk.samira_right.pk)
    page = samira.get(end)
    assert url("handover", open_door.pk) in page.content.decode()
    samira.post(end)
    assert acts_for(folk.samira, open_door)


def test_a_role_is_changed_but_not_to_administrator(browser, folk, open_door):
    samira = browser("samira")
    change = url("change", open_door.pk, folk.nadja_right.pk)
    page = samira.post(change, {"role": "actor_admin"})
    assert 'href="#id_role_0"' in page.content.decode()
    assert samira.post(change, {"role": "actor_applicant"}).status_code == 302
    assert acts_for(folk.nadja, open_door, "actor_applicant")
    assert not acts_for(folk.nadja, open_door, "actor_admin")


def test_a_person_chooses_for_whom_and_always_sees_it(browser, folk, open_door, alvsunda):
    right(folk.samira, alvsunda.study, "actor_editor")
    samira = browser("samira")
    start = text_of(samira.get("/"))
    assert "Samira, " in start
    samira.post(url("act_as", alvsunda.study.pk))
    header = samira.get("/").content.decode().split("</nav>", 1)[0]
    assert "Bildningsförbundet Tallen" in header
    header = samira.get(url("actor", open_door.pk)).content.decode().split("</nav>", 1)[0]
    assert "Öppna dörren" in header  # the page of the other shows the other
    assert samira.post(url("act_as", alvsunda.youth_centre.pk)).status_code == 404
    assert XSS not in samira.get("/").content.decode()


def test_a_choice_that_no_longer_holds_is_forgotten(browser, folk, open_door, alvsunda):
    second = right(folk.samira, alvsunda.study, "actor_editor")
    samira = browser("samira")
    samira.post(url("act_as", alvsunda.study.pk))
    second.delete()
    header = samira.get("/").content.decode().split("</nav>", 1)[0]
    assert "Öppna dörren" in header


def test_the_municipality_sees_people_and_only_reviewers_change_them(browser, open_door, folk):
    anna, petra = browser("anna"), browser("petra")
    assert anna.get(url("people", open_door.pk)).status_code == 200
    assert anna.get(url("invite", open_door.pk)).status_code == 404
    assert url("invite", open_door.pk) not in anna.get(url("people", open_door.pk)).content.decode()
    assert petra.get(url("people", open_door.pk)).status_code == 200
    assert anna.get(url("actor", open_door.pk)).status_code == 404
