"""The reviewers' queue, the page of a review, and what is read afterwards."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from civsam_pages.needs.models import NeedPage
from civsam_pages.posting.admin_queue import waiting_for
from civsam_pages.posting.differences import differences
from civsam_pages.posting.models import (
    ChangeRequest,
    DirectPublication,
    ReadyText,
    ReviewTaskState,
    TrustedActor,
)
from civsam_pages.posting.pages import review_of
from civsam_pages.posting.rules import ChangeState, Outcome
from civsam_pages.posting.services import change_requests, reviewing, sending, trust
from civsam_search.api import today
from tests.factories import ESCAPED, XSS, right
from tests.posting import change, need_draft

pytestmark = pytest.mark.django_db

QUEUE = "civsam_review:queue"


@pytest.fixture
def sent(here, draft):
    return sending.send(draft=draft, by=here.samira)


@pytest.fixture
def at_desk(client):
    def sit(user):
        client.force_login(user)
        return client

    return sit


def shown(client, name, *args, query=""):
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200, response.status_code
    text = response.content.decode()
    assert XSS not in text
    return text


def test_the_queue_says_whose_it_is_and_how_old(here, sent, at_desk):
    text = shown(at_desk(here.rut), QUEUE)
    assert ESCAPED in text
    assert "Öppna dörren" in text
    assert reverse("civsam_review:review", args=[review_of(sent).pk]) in text


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("rut", 200),
        ("sanna", 200),
        ("tove", 404),  # reviews another section
        ("anna", 302),
        ("petra", 302),
        ("samira", 403),
        ("carin", 403),
    ],
)
def test_only_reviewers_of_the_section_see_a_review(here, sent, at_desk, who, status):
    url = reverse("civsam_review:review", args=[review_of(sent).pk])
    assert at_desk(getattr(here, who)).get(url).status_code == status


def test_the_page_of_a_change_shows_just_what_is_new(here, sent, at_desk):
    client = at_desk(here.rut)
    decide(client, sent, "approve")
    page = sending.send(
        draft=change(sent, here.open_door, here.samira, summary="Vi har blivit fyrtio personer."),
        by=here.samira,
    )
    text = shown(client, "civsam_review:review", review_of(page).pk)
    assert "trettio</del>" in text
    assert "fyrtio</ins>" in text
    assert "Ett kök för trettio" not in text


def decide(client, page, decision, **said):
    page = NeedPage.objects.get(pk=page.pk)
    url = reverse("civsam_review:review", args=[review_of(page).pk])
    return client.post(url, {"decision": decision, "seen": page.latest_revision_id, **said})


def test_approving_publishes_and_goes_on_to_the_next(here, sent, at_desk):
    other = sending.send(draft=need_draft(here.study, here.bosse), by=here.bosse)
    response = decide(at_desk(here.rut), sent, "approve", words="Tack!")
    assert NeedPage.objects.get(pk=sent.pk).live
    assert response.url == reverse("civsam_review:review", args=[review_of(other).pk])


def test_returning_without_words_says_what_is_missing(here, sent, at_desk):
    response = decide(at_desk(here.rut), sent, "reject", words=" ")
    text = response.content.decode()
    assert "Write what the association is to do." in text or 'role="alert"' in text
    assert review_of(sent).outcome == Outcome.WAITING


def test_an_old_page_of_a_review_does_not_decide(here, sent, at_desk):
    client = at_desk(here.rut)
    url = reverse("civsam_review:review", args=[review_of(sent).pk])
    seen = sent.latest_revision_id
    edited = sent.get_latest_revision_as_object()
    edited.summary = "Rikards ord"
    edited.save_revision(user=here.rikard)
    response = client.post(url, {"decision": "approve", "seen": seen})
    assert response.status_code == 200
    assert not NeedPage.objects.get(pk=sent.pk).live
    sending.take_back(page=sent, by=here.samira)
    assert client.post(url, {"decision": "approve", "seen": seen}).status_code == 302
    assert not NeedPage.objects.get(pk=sent.pk).live


def test_one_sees_that_one_may_not_decide_on_ones_own(here, draft, at_desk):
    right(here.rut, here.open_door, "actor_editor")
    page = sending.send(draft=draft, by=here.rut)
    text = shown(at_desk(here.rut), "civsam_review:review", review_of(page).pk)
    assert 'value="approve"' not in text
    decide(at_desk(here.rut), page, "approve")
    assert not NeedPage.objects.get(pk=page.pk).live


def test_ready_words_are_there_to_begin_from(here, sent, at_desk):
    text = ReadyText.objects.first()
    said = shown(
        at_desk(here.rut), "civsam_review:review", review_of(sent).pk, query=f"?text={text.pk}"
    )
    assert said.count(text.text[:30]) == 1


def test_a_review_is_given_to_a_colleague_who_is_told(here, sent, at_desk):
    client = at_desk(here.rut)
    url = reverse("civsam_review:review", args=[review_of(sent).pk])
    client.post(url, {"assign": here.rikard.pk})
    assert review_of(sent).assigned_to == here.rikard
    client.post(url, {"assign": here.tove.pk})  # does not review needs
    assert review_of(sent).assigned_to is None
    client.post(url, {"assign": here.rut.pk})
    assert "?whose=me" not in shown(client, QUEUE, query="?whose=others")
    assert ESCAPED in shown(client, QUEUE, query="?whose=me")
    assert ESCAPED not in shown(client, QUEUE, query="?whose=others")


def test_what_is_late_comes_first(here, sent):
    other = sending.send(draft=need_draft(here.study, here.bosse), by=here.bosse)
    ReviewTaskState.objects.filter(pk=review_of(other).pk).update(
        due_on=today() - timedelta(days=1)
    )
    assert [row.pk for row in waiting_for(here.rut)] == [review_of(other).pk, review_of(sent).pk]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=need", True),
        ("?kind=initiative", False),
        ("?late=yes", False),
        ("?whose=nobody", True),
        ("?state=decided", False),
        ("?q=lördagar", True),
        ("?q=ingenting", False),
    ],
)
def test_filters_stand_in_the_address(here, sent, at_desk, query, found):
    assert (ESCAPED in shown(at_desk(here.rut), QUEUE, query=query)) is found


def test_the_queue_asks_the_database_as_much_for_many_as_for_few(
    here, sent, at_desk, django_assert_max_num_queries
):
    client = at_desk(here.rut)
    shown(client, QUEUE)
    state = review_of(sent)
    for number in range(12):
        page = here.needs.add_child(
            instance=NeedPage(title=f"N {number}", summary="S", live=False, owner_actor=here.study)
        )
        page.save_revision(user=here.bosse)
        page.get_workflow().start(page, here.bosse)
    with django_assert_max_num_queries(45):
        text = shown(client, QUEUE)
    assert "N 11" in text
    assert state.pk


def test_what_a_trusted_actor_published_is_read_and_ticked_off(here, at_desk):
    client = at_desk(here.rut)
    client.post(
        reverse("civsam_review:trust_actor", args=[here.open_door.pk]),
        {"decision": "give", "note": "Känd sedan länge."},
    )
    assert TrustedActor.objects.get().given_by == here.rut
    page = sending.send(draft=need_draft(here.open_door, here.samira), by=here.samira)
    assert ESCAPED in shown(client, "civsam_review:afterwards")
    row = DirectPublication.objects.get(page=page.pk)
    assert "Ett kök" in shown(client, "civsam_review:publication", row.pk)
    client.post(reverse("civsam_review:publication", args=[row.pk]), {"words": "Fint!"})
    assert ESCAPED not in shown(client, "civsam_review:afterwards")
    client.post(reverse("civsam_review:trust_actor", args=[here.open_door.pk]), {"decision": "end"})
    assert not TrustedActor.objects.exists()


def test_a_wished_name_is_decided_on(here, at_desk):
    wish = change_requests.ask(
        actor=here.open_door, field="title", value=f"Nytt {XSS}", by=here.samira
    )
    client = at_desk(here.rut)
    assert ESCAPED in shown(client, "civsam_review:changes")
    assert ESCAPED in shown(client, "civsam_review:change", wish.pk)
    url = reverse("civsam_review:change", args=[wish.pk])
    assert client.post(url, {"decision": "refuse", "words": ""}).status_code == 200
    client.post(url, {"decision": "approve", "words": ""})
    assert ChangeRequest.objects.get().state == ChangeState.APPROVED
    shown(client, "civsam_review:change", wish.pk)


def test_others_do_not_come_to_trust_changes_or_texts(here, at_desk):
    wish = change_requests.ask(actor=here.open_door, field="title", value="Nytt", by=here.samira)
    trust.give(actor=here.study, note="Känd", by=here.rut)
    urls = [
        reverse("civsam_review:afterwards"),
        reverse("civsam_review:changes"),
        reverse("civsam_review:change", args=[wish.pk]),
        reverse("civsam_review:trust"),
        reverse("civsam_review:trust_actor", args=[here.study.pk]),
        reverse("civsam_ready_texts:index"),
    ]
    for who in ("anna", "petra", "samira", "carin"):
        client = at_desk(getattr(here, who))
        for url in urls:
            assert client.get(url).status_code in (302, 403, 404), (who, url)
            assert client.post(url, {"decision": "end"}).status_code in (302, 403, 404, 405)
    assert TrustedActor.objects.exists()


def test_what_waits_stands_on_the_admins_first_page(here, sent, at_desk):
    queue = f'"{reverse(QUEUE)}"'  # the whole address: the numbers below it are open to all here
    assert queue in shown(at_desk(here.rut), "wagtailadmin_home")
    assert queue not in shown(at_desk(here.anna), "wagtailadmin_home")


def test_the_editor_points_to_the_review(here, sent, at_desk):
    text = shown(at_desk(here.rut), "wagtailadmin_pages:edit", sent.pk)
    assert reverse("civsam_review:review", args=[review_of(sent).pk]) in text
    assert "workflow-action-name" not in text


def test_a_decided_review_stays_to_be_read(here, sent, at_desk):
    client = at_desk(here.rut)
    state = review_of(sent)
    decide(client, sent, "reject", words=f"Ta bort {XSS}")
    text = shown(client, "civsam_review:review", state.pk)
    assert 'value="approve"' not in text
    assert ESCAPED in shown(client, QUEUE, query="?state=decided")


@pytest.mark.parametrize(("by", "to"), [("rut", "tove"), ("tove", "tove"), ("samira", "rut")])
def test_a_review_is_given_by_and_to_those_who_review_it(here, sent, by, to):
    with pytest.raises(PermissionDenied):
        reviewing.assign(state=review_of(sent), to=getattr(here, to), by=getattr(here, by))
    assert review_of(sent).assigned_to is None


def test_what_is_read_is_called_as_the_editor_calls_it_and_says_no_no(here, draft, in_english):
    page = sending.send(draft=draft, by=here.samira)
    told = {one.label: one.after for one in differences(None, type(page).objects.get(pk=page.pk))}
    assert told["What is wanted"] == "Premises · Ett kök för trettio"
    assert "No" not in told.values()
