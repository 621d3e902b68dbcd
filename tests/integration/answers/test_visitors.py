"""Kim has no account: nothing reaches the owner before the address is confirmed by the mail."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from civsam_pages.answers import services
from civsam_pages.answers.models import Answer, BlockedSender, hash_address
from civsam_pages.answers.rules import UNCONFIRMED_AN_ADDRESS, AnswerState
from civsam_pages.arena import answering, guards
from civsam_pages.notifications.delivery import deliver
from civsam_pages.notifications.models import Mail
from tests.factories import ESCAPED, XSS

from .conftest import KIM, form_of_kim, link_to, mails_to


@pytest.fixture
def url(here):
    return f"/svara/{here.kitchen.pk}/"


def test_nothing_reaches_the_owner_before_the_button_of_the_mail(here, client, url):
    assert client.post(url, form_of_kim()).status_code == 302
    found = Answer.objects.get()
    assert found.state == AnswerState.UNCONFIRMED
    assert list(Mail.objects.values_list("address", flat=True)) == [KIM]
    assert answering.count(here.kitchen) == 0
    for person in (here.samira, here.sanna, here.anna):
        assert not Answer.objects.visible_to(person).exists()

    link = link_to(KIM)
    page = client.get(link).content.decode()
    assert ESCAPED in page
    assert XSS not in page
    found.refresh_from_db()
    assert found.state == AnswerState.UNCONFIRMED  # reading, as a mail scanner does, sends nothing

    assert client.post(link).url.startswith("/svara/samtal/")
    found.refresh_from_db()
    assert found.state == AnswerState.NEW
    assert mails_to(here.samira.email).count() == 1
    assert KIM not in mails_to(here.samira.email).get().text


def test_the_link_pressed_twice_sends_once_and_leads_on(here, client, url):
    client.post(url, form_of_kim())
    link = link_to(KIM)
    for _time in range(2):
        assert client.post(link).url.startswith("/svara/samtal/")
    assert client.get(link).url.startswith("/svara/samtal/")
    assert mails_to(here.samira.email).count() == 1
    assert mails_to(KIM).count() == 2


def test_the_database_keeps_no_token_and_a_sent_mail_none_either(here, client, url):
    client.post(url, form_of_kim())
    token = link_to(KIM).split("/")[-2]
    assert Answer.objects.get().token_hash not in ("", token)
    deliver()
    assert [one.to for one in mail.outbox] == [[KIM]]
    assert token not in mails_to(KIM).get().text


def test_after_three_days_the_link_is_closed_and_the_answer_thrown_away(here, client, url):
    client.post(url, form_of_kim())
    link = link_to(KIM)
    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
        for response in (client.get(link), client.post(link)):
            assert response.status_code == 410
        services.tidy()
    assert not Answer.objects.exists()


@pytest.mark.parametrize("link", ["bekrafta", "samtal"])
def test_a_made_up_link_opens_nothing(here, client, link):
    assert client.get(f"/svara/{link}/hittepå/").status_code == 410
    assert client.post(f"/svara/{link}/hittepå/").status_code == 410


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"homepage": "https://spam.example"}, "trap"),
        ({"shown_at": ""}, "stamp"),
        ({"shown_at": "not ours"}, "stamp"),
        ({"shown_at": "now"}, "quick"),
    ],
)
def test_a_machine_is_stopped(here, client, url, changed, code):
    if changed.get("shown_at") == "now":
        changed = {"shown_at": guards.stamp()}
    response = client.post(url, form_of_kim(**changed))
    assert response.context["form"].has_error("__all__", code)
    assert not Answer.objects.exists()
    assert not Mail.objects.exists()


def test_a_person_who_was_stopped_presses_the_button_again(here, client, url):
    response = client.post(url, form_of_kim(shown_at="worn out"))
    form = response.context["form"]
    again = {**form_of_kim(), "shown_at": form["shown_at"].value()}
    with time_machine.travel(timezone.now() + timedelta(seconds=10)):
        assert client.post(url, again).status_code == 302


def test_what_is_missing_is_said_and_what_was_written_stays(here, client, url):
    response = client.post(url, form_of_kim(name="", email="kim", message=""))
    content = response.content.decode()
    assert set(response.context["form"].errors) == {"name", "email", "message"}
    main = content[content.index("<main") :]
    assert main.index("ds-error-summary") < main.index("<form class=")
    for name in ("name", "email", "message"):
        assert f'href="#id_{name}"' in content
    assert 'value="kim"' in content


def test_an_address_is_not_flooded_with_mail(here, client, url):
    for _time in range(UNCONFIRMED_AN_ADDRESS + 2):
        client.post(url, form_of_kim())
    assert mails_to(KIM).count() == UNCONFIRMED_AN_ADDRESS


def test_a_browser_that_sends_without_end_is_stopped(here, client, url):
    client.get(url)
    for number in range(32):
        client.post(url, form_of_kim(email=f"kim{number}@posten.example"))
    assert Answer.objects.count() == 30


def test_the_same_form_twice_is_one_mail(here, client, url):
    post = form_of_kim()
    for _time in range(2):
        assert client.post(url, post).status_code == 302
    assert Answer.objects.count() == mails_to(KIM).count() == 1


def test_the_key_of_somebody_elses_form_gives_nothing_away(here, client, url):
    post = form_of_kim()
    client.post(url, post)
    response = client.post(url, {**post, "email": "lo@posten.example"})
    assert response.context["form"].non_field_errors()
    assert Answer.objects.get().email == KIM


def test_kim_follows_and_replies_by_the_link(here, client, kims):
    link = link_to(KIM)
    services.write(answer=kims, message="Välkommen!", key=form_of_kim()["key"], by=here.samira)
    content = client.get(link).content.decode()
    assert "Välkommen!" in content
    assert "Samira" not in content  # the association speaks, not the person
    assert here.samira.email not in content
    client.post(link, {"key": form_of_kim()["key"], "message": "Tack!"})
    assert kims.messages.filter(side="sender", text="Tack!").count() == 1
    assert mails_to(here.samira.email).count() == 2


def test_the_link_of_one_answer_writes_in_no_other(here, client, kims, bosses):
    token = link_to(KIM).split("/")[-2]
    with pytest.raises(services.PermissionDenied):
        services.write(answer=bosses, message="Hej", key=form_of_kim()["key"], token=token)


def test_a_blocked_address_is_told_at_the_link_and_the_owner_hears_nothing(here, client, url):
    BlockedSender.objects.create(owner=here.open_door, address_hash=hash_address(KIM))
    client.post(url, form_of_kim())
    assert client.post(link_to(KIM)).status_code == 410
    assert not mails_to(here.samira.email).exists()


def test_the_pages_of_a_link_are_kept_by_nobody(here, client, kims):
    for address in (link_to(KIM), f"/svara/{here.kitchen.pk}/"):
        response = client.get(address)
        assert "no-store" in response["Cache-Control"]
        assert 'name="robots" content="noindex"' in response.content.decode()
