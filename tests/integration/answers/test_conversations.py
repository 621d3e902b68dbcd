"""The two sides write to each other, and the owner says yes or no."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from civsam_pages.answers import services
from civsam_pages.answers.models import Answer
from civsam_pages.answers.rules import AnswerState
from civsam_pages.moderation.models import Report
from civsam_platform.accounts.testing import log_in
from tests.factories import right

from .conftest import answer, mails_to, path


def write(found, by, text="Hej"):
    return services.write(answer=found, message=text, key=uuid.uuid4(), by=by)


def post_of(**values):
    return {"key": str(uuid.uuid4()), "message": "Hej", **values}


# Öppna dörren owns the need, Bosse answered for Tallen.
READERS = [
    ("samira", "open_door", 200),
    ("goran", "open_door", 200),
    ("nadja", "open_door", 200),
    ("bosse", "study", 200),
    ("bosse", "open_door", 404),
    ("samira", "study", 404),
    ("ingrid", "open_door", 404),  # was administrator a year ago
    ("carin", "open_door", 404),
    ("carin", "study", 404),
    ("anna", "open_door", 404),  # edits the page for the municipality, and reads no letters
    ("sanna", "open_door", 404),
    (None, "open_door", 302),
]


@pytest.mark.parametrize(("who", "actor", "status"), READERS)
def test_both_sides_read_a_conversation_and_nobody_else(here, client, bosses, who, actor, status):
    if who:
        client.force_login(getattr(here, who))
    url = path(bosses, getattr(here, actor))
    assert client.get(url).status_code == status
    said = bosses.messages.count()
    client.post(url, post_of())
    assert bosses.messages.count() == said + (status == 200)


@pytest.mark.parametrize("name", ["settle", "block", "initiative"])
@pytest.mark.parametrize(
    ("who", "actor"),
    [("bosse", "study"), ("bosse", "open_door"), ("ingrid", "open_door"), ("carin", "open_door")],
)
def test_only_the_owner_decides_blocks_and_makes(here, client, bosses, who, actor, name):
    client.force_login(getattr(here, who))
    url = path(bosses, getattr(here, actor), name)
    assert client.get(url).status_code == 404
    assert client.post(url, post_of(to_state="agreed", reason="Nej")).status_code == 404
    bosses.refresh_from_db()
    assert bosses.state == AnswerState.NEW


def test_the_owners_first_words_make_it_answered_and_bosse_gets_a_mail(here, client, bosses):
    client.force_login(here.nadja)
    client.post(path(bosses, here.open_door), post_of(message="När kan ni?"))
    bosses.refresh_from_db()
    assert bosses.state == AnswerState.ANSWERED
    mail = mails_to(here.bosse.email).get()
    assert mail.link == path(bosses, here.study)
    assert here.nadja.email not in mail.text
    assert "Nadja" not in mail.text


def test_no_address_is_shown_before_the_two_have_agreed(here, client, bosses):
    def read(who, actor):
        client.force_login(who)
        content = client.get(path(bosses, actor)).content.decode()
        return content.split("<main")[1].split("</main>")[0]

    write(bosses, here.samira)
    assert here.bosse.email not in read(here.samira, here.open_door)
    assert here.samira.email not in read(here.bosse, here.study)
    services.settle(answer=bosses, by=here.samira, to_state=AnswerState.AGREED)
    assert here.bosse.email in read(here.samira, here.open_door).replace("<wbr>", "")
    assert here.samira.email not in read(here.bosse, here.study)


def test_the_owners_address_is_shown_if_they_choose_it(here, client, carins):
    client.force_login(here.samira)
    client.post(
        path(carins, here.open_door, "settle"), post_of(to_state="agreed", shares_address="on")
    )
    client.force_login(here.carin)
    content = client.get(f"/mina-sidor/mina-svar/{carins.pk}/").content.decode()
    assert here.samira.email in content
    assert mails_to(here.carin.email).count() == 1


def test_of_two_decisions_the_first_stands(here, bosses):
    services.settle(answer=bosses, by=here.samira, to_state=AnswerState.DECLINED)
    with pytest.raises(PermissionDenied):
        services.settle(answer=bosses, by=here.nadja, to_state=AnswerState.AGREED)
    assert mails_to(here.bosse.email).count() == 1
    with pytest.raises(PermissionDenied):
        write(bosses, here.bosse)


def test_nobody_settles_what_they_sent_themselves(here):
    right(here.samira, here.study, "actor_editor")
    mine = answer(here.languages, here.carin, kind="join")
    Answer.objects.filter(pk=mine.pk).update(sender=here.samira, owner=here.open_door)
    mine.refresh_from_db()
    with pytest.raises(PermissionDenied):
        services.settle(answer=mine, by=here.samira, to_state=AnswerState.AGREED)


def test_a_blocked_sender_is_told_when_they_write(here, client, bosses):
    client.force_login(here.samira)
    url = path(bosses, here.open_door, "block")
    assert client.get(url).status_code == 200
    client.post(url, {"do": "block"})
    for again in (lambda: write(bosses, here.bosse), lambda: answer(here.kitchen, here.bosse)):
        with pytest.raises(PermissionDenied):
            again()
    client.post(url, {"do": "unblock"})
    assert write(bosses, here.bosse)


def test_a_former_member_who_answered_for_the_association_sees_it_no_more(here, client, bosses):
    here.bosse_right.valid_until = here.bosse_right.valid_from
    here.bosse_right.save()
    client.force_login(here.bosse)
    assert client.get(path(bosses, here.study)).status_code == 404
    assert not Answer.objects.visible_to(here.bosse).exists()


def test_a_new_owner_of_the_page_does_not_read_what_was_written_to_the_old(here, carins):
    here.kitchen.owner_actor = here.study
    here.kitchen.save_revision().publish()
    assert not Answer.objects.visible_to(here.bosse).exists()
    assert Answer.objects.visible_to(here.samira).exists()


def test_carins_own_answers_are_hers_alone(here, client, carins):
    for who, status in ((here.carin, 200), (here.samira, 404), (here.bosse, 404)):
        client.force_login(who)
        assert client.get(f"/mina-sidor/mina-svar/{carins.pk}/").status_code == status
        assert client.get("/mina-sidor/mina-svar/").status_code == 200


def test_the_list_shows_both_ways_and_takes_as_many_queries_for_many(
    here, client, bosses, django_assert_max_num_queries
):
    client.force_login(here.samira)
    url = f"/mina-sidor/{here.open_door.pk}/svar/"
    client.get(url)
    for _n in range(6):
        copy = Answer.objects.get(pk=bosses.pk)
        copy.pk, copy.key = None, uuid.uuid4()
        copy.save()
    with django_assert_max_num_queries(35):
        content = client.get(url).content.decode()
    assert content.count(path(bosses, here.open_door).rsplit("/", 2)[0]) >= 7


def test_the_overview_tells_of_a_new_answer(here, client, bosses):
    client.force_login(here.samira)
    content = client.get(f"/mina-sidor/{here.open_door.pk}/").content.decode()
    assert path(bosses, here.open_door) in content


def test_an_editor_of_the_municipality_answers_for_its_own_in_the_admin(here, client):
    found = answer(here.homework, here.carin)
    assert (
        mails_to("fritidsgard@alvsunda.example").get().link == f"/admin/civsam/answers/{found.pk}/"
    )
    url = f"/admin/civsam/answers/{found.pk}/"
    log_in(client, here.anna, mfa=True)
    assert client.get("/admin/civsam/answers/").status_code == 200
    content = client.get(url).content.decode()
    assert here.carin.email not in content
    client.post(url, post_of(do="write", message="Hej Carin"))
    client.post(url, post_of(do="settle", to_state="agreed", message="Välkommen"))
    found.refresh_from_db()
    assert (found.state, found.settled_by) == (AnswerState.AGREED, here.anna)
    assert here.carin.email in client.get(url).content.decode()


def test_the_admin_shows_no_conversation_of_an_association(here, client, bosses):
    log_in(client, here.anna, mfa=True)
    assert client.get(f"/admin/civsam/answers/{bosses.pk}/").status_code == 404
    assert bosses.title not in client.get("/admin/civsam/answers/").content.decode()
    log_in(client, here.carin, mfa=True)
    assert client.get("/admin/civsam/answers/").status_code == 403


def test_whoever_acts_for_both_sides_writes_for_the_one_whose_page_it_is(here, client, bosses):
    right(here.samira, here.study, "actor_editor")
    client.force_login(here.samira)
    for actor, side in ((here.open_door, "owner"), (here.study, "sender")):
        client.post(path(bosses, actor), post_of(message=f"From the {side}"))
        assert bosses.messages.get(text=f"From the {side}").side == side
    services.settle(answer=bosses, by=here.samira, to_state=AnswerState.AGREED)
    assert Answer.objects.get(pk=bosses.pk).state == AnswerState.AGREED


@pytest.mark.parametrize("who", ["ingrid", "carin", "anna", "sanna"])
def test_nobody_else_reports_a_conversation(here, bosses, who):
    with pytest.raises(PermissionDenied):
        services.report(
            answer=bosses, by=getattr(here, who), reason="false", words="", key=uuid.uuid4()
        )
    assert not Report.objects.exists()


def test_where_nobody_takes_reports_there_is_no_form(here, client, bosses, monkeypatch):
    log_in(client, here.samira)
    report = path(bosses, here.open_door, "report")
    assert client.get(report).status_code == 200
    monkeypatch.setattr("civsam_pages.answers.hooks.takes_reports", lambda: False)
    assert client.get(report).status_code == 404
    assert report not in client.get(path(bosses, here.open_door)).content.decode()
