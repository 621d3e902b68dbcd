"""An association sends a need, and takes it back."""

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import Page

from civsam_pages.needs.models import NeedPage
from civsam_pages.notifications.models import Mail
from civsam_pages.posting.models import Draft
from civsam_pages.posting.pages import review_of
from civsam_pages.posting.services import drafts, sending
from tests.posting import change, need_draft, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_a_need_that_is_sent_waits_and_nobody_sees_it(here, draft, client):
    page = sending.send(draft=draft, by=here.samira)
    assert (page.live, page.owner, page.owner_actor) == (False, None, here.open_door)
    assert review_of(page).actor == here.open_door
    assert review_of(page).revision == page.latest_revision
    assert client.get(page.url or "/behov/" + page.slug + "/").status_code == 404
    assert Draft.objects.get().sent_revision == page.latest_revision


def test_the_author_gets_a_receipt_and_the_reviewers_a_word(here, draft):
    sending.send(draft=draft, by=here.samira)
    told = sorted(Mail.objects.values_list("address", flat=True))
    assert told == [
        "rikard@alvsunda.example",
        "rut@alvsunda.example",
        "samira@posten.example",
    ]
    assert "/admin/" not in Mail.objects.get(address="samira@posten.example").text


def test_sent_twice_is_sent_once(here, draft):
    pages = {sending.send(draft=draft, by=here.samira).pk for _ in range(3)}
    assert len(pages) == 1
    assert Mail.objects.filter(address=here.samira.email).count() == 1
    assert NeedPage.objects.filter(owner_actor=here.open_door).count() == 1


def test_without_a_review_nothing_is_sent(here, draft):
    here.needs.workflowpage.delete()
    Page.objects.get(pk=here.needs.pk)
    for above in here.needs.get_ancestors():
        getattr(above, "workflowpage", None) and above.workflowpage.delete()
    before = Page.objects.count()
    with pytest.raises(PermissionDenied, match="Nobody reviews"):
        sending.send(draft=draft, by=here.samira)
    assert Page.objects.count() == before
    assert not Draft.objects.get().is_sent


def test_a_new_account_sends_one_thing_at_a_time(here, draft):
    page = sending.send(draft=draft, by=here.samira)
    second = need_draft(here.open_door, here.samira, title="Stolar")
    with pytest.raises(PermissionDenied, match="What you have written is saved"):
        sending.send(draft=second, by=here.samira)
    review_of(page).task.specific.on_action(
        review_of(page), here.rut, "approve", seen=page.latest_revision_id
    )
    assert sending.send(draft=second, by=here.samira).pk != page.pk


@pytest.mark.parametrize("who", ["ingrid", "bosse", "carin", "anna", "sanna"])
def test_nobody_else_sends_or_writes(here, draft, who):
    stranger = getattr(here, who)
    with pytest.raises(PermissionDenied):
        sending.send(draft=draft, by=stranger)
    with pytest.raises(PermissionDenied):
        write(draft, stranger)
    with pytest.raises(PermissionDenied):
        drafts.discard(draft=draft, by=stranger)
    assert not Draft.objects.visible_to(stranger).exists()


def test_while_in_review_nobody_writes_until_it_is_taken_back(here, draft):
    page = sending.send(draft=draft, by=here.samira)
    with pytest.raises(PermissionDenied, match="Take it back first"):
        drafts.begin_edit(page=page, actor=here.open_door, by=here.nadja)
    back = sending.take_back(page=page, by=here.nadja)
    assert back.pk == draft.pk
    assert not back.is_sent
    again = sending.send(
        draft=change(page, here.open_door, here.nadja, summary="Ny"), by=here.nadja
    )
    assert again.pk == page.pk
    assert again.get_latest_revision_as_object().summary == "Ny"


@pytest.mark.parametrize("who", ["bosse", "ingrid", "carin", "anna", "rut", "sanna"])
def test_nobody_else_takes_it_back(here, draft, who):
    page = sending.send(draft=draft, by=here.samira)
    with pytest.raises(PermissionDenied):
        sending.take_back(page=page, by=getattr(here, who))
    assert review_of(page)


def test_taking_back_twice_is_refused_calmly(here, draft):
    page = sending.send(draft=draft, by=here.samira)
    sending.take_back(page=page, by=here.samira)
    with pytest.raises(PermissionDenied, match="not being reviewed any more"):
        sending.take_back(page=page, by=here.samira)


def test_two_begin_the_same_draft_by_the_same_key(here):
    one = drafts.begin(form="need", actor=here.open_door, by=here.samira)
    two = drafts.begin(form="need", actor=here.open_door, by=here.nadja, key=one.key)
    assert one.pk == two.pk
    with pytest.raises(PermissionDenied):
        drafts.begin(form="need", actor=here.study, by=here.bosse, key=one.key)
