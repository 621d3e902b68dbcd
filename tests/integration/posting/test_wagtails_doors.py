"""Wagtail's own doors: its editor, lists, copies and workflow buttons publish nothing unread."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import Page

from civsam_pages.needs.models import NeedPage
from civsam_pages.notifications.models import Mail
from civsam_pages.posting.models import Draft, ReviewTaskState
from civsam_pages.posting.pages import review_of
from civsam_pages.posting.rules import Outcome
from civsam_pages.posting.services import reviewing, sending
from tests.factories import right
from tests.posting import change, edit_in_admin, form_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def sent(here, draft):
    return sending.send(draft=draft, by=here.samira)


def now(page):
    return NeedPage.objects.get(pk=page.pk)


def decide(page, by, *, seen):
    return reviewing.decide(review_of(page), by, "approve", seen=seen)


@pytest.fixture
def at_desk(client):
    def sit(user):
        client.force_login(user)
        return client

    return sit


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_wagtails_own_buttons_decide_nothing(here, sent, at_desk, action):
    client = at_desk(here.rut)
    state = review_of(sent)
    url = reverse("wagtailadmin_pages:workflow_action", args=[sent.pk, action, state.pk])
    client.post(url, {"comment": "x"})
    data = form_of(client, sent)
    data |= {"action-workflow-action": "true", "workflow-action-name": action}
    client.post(reverse("wagtailadmin_pages:edit", args=[sent.pk]), data)
    assert ReviewTaskState.objects.get(pk=state.pk).outcome == Outcome.WAITING
    assert not now(sent).live


def test_an_editor_who_does_not_review_is_locked_out(here, sent, at_desk):
    client = at_desk(here.anna)
    before = sent.revisions.count()
    url = reverse("wagtailadmin_pages:edit", args=[sent.pk])
    client.post(url, form_of(client, sent) | {"title": "Mitt", "action-publish": "x"})
    assert sent.revisions.count() == before
    assert not now(sent).live


def test_bulk_publishing_does_not_publish_what_nobody_read(here, sent, at_desk):
    client = at_desk(here.sanna)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    for pages in (f"id={sent.pk}", f"id={here.needs.pk}"):
        client.post(f"{url}?{pages}", {"include_descendants": "on"})
        assert not now(sent).live
    sending.take_back(page=sent, by=here.samira)
    client.post(f"{url}?id={sent.pk}", {})
    assert not now(sent).live


def test_what_is_not_reviewed_is_not_copied(here, sent, at_desk):
    client = at_desk(here.sanna)
    before = Page.objects.count()
    for page in (sent, here.needs):
        url = reverse("wagtailadmin_pages:copy", args=[page.pk])
        data = {
            "new_title": "Kopia",
            "new_slug": "kopia",
            "new_parent_page": here.start.pk,
            "copy_subpages": "on",
            "publish_copies": "on",
            "alias": "on",
        }
        client.post(url, data)
    assert Page.objects.count() == before


def test_one_does_not_publish_ones_own_text_in_the_editor(here, draft, at_desk):
    right(here.rut, here.open_door, "actor_editor")
    page = sending.send(draft=draft, by=here.rut)
    client = at_desk(here.rut)
    data = form_of(client, page) | {"action-publish": "action-publish"}
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert not now(page).live


def test_one_does_not_publish_ones_own_as_what_saves_by_itself_either(here, draft, at_desk):
    right(here.rut, here.open_door, "actor_editor")
    page = sending.send(draft=draft, by=here.rut)
    client = at_desk(here.rut)
    data = form_of(client, page) | {"action-publish": "action-publish"}
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.post(url, data, headers={"accept": "application/json"})
    assert not now(page).live


def test_an_editor_who_publishes_ends_the_review_and_the_author_is_told(here, sent, at_desk):
    client = at_desk(here.rikard)
    data = form_of(client, sent) | {"action-publish": "x", "summary": "Redaktörens ord."}
    client.post(reverse("wagtailadmin_pages:edit", args=[sent.pk]), data)
    assert now(sent).summary == "Redaktörens ord."
    assert ReviewTaskState.objects.get().outcome == Outcome.REPLACED
    told = Mail.objects.get(address=here.samira.email, kind="reviewed").text
    assert "Sammanfattning" in told


def test_the_editor_is_shown_what_the_association_sent_meanwhile(here, sent, at_desk):
    client = at_desk(here.rikard)
    data = form_of(client, sent) | {"summary": "Redaktörens ord."}
    sending.take_back(page=sent, by=here.samira)
    page = sending.send(
        draft=change(sent, here.open_door, here.samira, summary="Föreningens nya ord"),
        by=here.samira,
    )
    url = reverse("wagtailadmin_pages:edit", args=[sent.pk])
    for button in ({}, {"action-publish": "x"}):
        response = client.post(url, data | button)
        assert response.status_code == 409
        shown = response.content.decode()
        assert "Föreningens" in shown
        assert "Redaktörens ord." in shown  # what they wrote is not lost
        assert now(page).latest_revision_id == page.latest_revision_id
    kept = dict(response.context["kept"])
    client.post(url, kept)
    assert now(page).summary == "Redaktörens ord."


def test_an_older_text_that_is_taken_up_again_has_to_be_read_again(here, sent, at_desk):
    first = sent.latest_revision
    edit_in_admin(sent, here.rut, summary="Mellan")
    client = at_desk(here.rut)
    data = form_of(client, now(sent)) | {"summary": first.as_object().summary}
    url = reverse("wagtailadmin_pages:revisions_revert", args=[sent.pk, first.pk])
    client.post(url, data)
    reverted = now(sent)
    assert reverted.latest_revision_id != first.pk
    with pytest.raises(PermissionDenied, match="newer"):
        decide(reverted, here.rikard, seen=first.pk)
    assert not now(sent).live


def test_a_new_need_has_no_rights_in_the_admin(here, sent, client):
    client.force_login(here.samira)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[sent.pk])).status_code in (302, 403)
    assert not sent.permissions_for_user(here.samira).can_edit()


def test_one_does_not_publish_for_ones_own_association_by_saving_first(here, draft, at_desk):
    """A save on top of what was sent and taken back makes it no less one's own."""
    right(here.rut, here.open_door, "actor_editor")
    here.rut.groups.add(*here.anna.groups.all())
    page = sending.send(draft=draft, by=here.samira)
    sending.take_back(page=page, by=here.samira)
    edit_in_admin(page, here.rut, horizon="Genast")
    client = at_desk(here.rut)
    data = form_of(client, now(page)) | {"action-publish": "action-publish"}
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert not now(page).live


@pytest.mark.parametrize("door", ["bulk", "copy"])
def test_an_editors_save_on_top_does_not_make_it_read(here, sent, at_desk, door):
    """Anna corrects a word in what was taken back; nobody who decides has read the rest."""
    sending.take_back(page=sent, by=here.samira)
    edit_in_admin(sent, here.anna, horizon="Genast")
    client, before = at_desk(here.sanna), set(Page.objects.values_list("pk", "live"))
    if door == "bulk":
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        client.post(f"{url}?id={sent.pk}", {})
    else:
        client.post(
            reverse("wagtailadmin_pages:copy", args=[sent.pk]),
            {
                "new_title": "Kopia",
                "new_slug": "kopia",
                "new_parent_page": here.needs.pk,
                "publish_copies": "on",
            },
        )
    assert set(Page.objects.values_list("pk", "live")) == before


@pytest.mark.parametrize("many", [True, False])
def test_what_waits_for_review_is_deleted_only_by_those_who_review_it(here, sent, at_desk, many):
    """Anna may delete what is not published, below Needs, but for what others review."""
    client = at_desk(here.anna)
    delete = reverse("wagtailadmin_pages:delete", args=[sent.pk])
    if many:
        delete = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        delete = f"{delete}?id={sent.pk}"
    client.post(delete)
    assert review_of(now(sent))
    sending.take_back(page=sent, by=here.samira)
    client.post(delete)
    assert not NeedPage.objects.filter(pk=sent.pk).exists()
    assert Draft.objects.get().answers["what"]["title"] == sent.title


def test_a_colleagues_new_text_is_not_published_among_many(here, sent, at_desk):
    """Sanna would publish a text of Anna's that she has not seen."""
    decide(sent, here.rut, seen=sent.latest_revision_id)
    now(sent).unpublish(user=here.rut)
    client = at_desk(here.sanna)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    edit_in_admin(sent, here.anna, summary="Annas ord")
    client.post(f"{url}?id={sent.pk}")
    assert not now(sent).live


def test_what_was_published_once_is_published_again_among_many(here, sent, at_desk):
    decide(sent, here.rut, seen=sent.latest_revision_id)
    now(sent).unpublish(user=here.rut)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    at_desk(here.rut).post(f"{url}?id={sent.pk}")
    assert now(sent).live


def test_an_alias_among_many_pages_is_pointed_out(here, at_desk):
    alias = here.homework.create_alias(parent=here.needs, update_slug="alias")
    client = at_desk(here.sanna)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = client.post(f"{url}?id={alias.pk}", follow=True)
    assert "follows another page" in response.content.decode()


@pytest.mark.parametrize("action", ["publish", "copy", "delete", "revert_to_page_revision"])
def test_the_admins_api_reads_and_does_nothing(here, sent, at_desk, action):
    """It would publish without a review, for whoever may publish."""
    client, before = at_desk(here.sanna), Page.objects.count()
    data = {"revision_id": sent.latest_revision_id, "destination_page_id": here.needs.pk}
    url = reverse("wagtailadmin_api:pages:action", args=[sent.pk, action])
    assert client.post(url, data).status_code == 404
    assert (Page.objects.count(), now(sent).live) == (before, False)


def test_a_chooser_names_no_draft_that_one_may_not_read(here, sent, at_desk):
    """Tove reviews initiatives; Anna edits needs."""
    url = reverse("wagtailadmin_choose_page_child", args=[here.needs.pk])
    for who, named in ((here.anna, True), (here.tove, False)):
        shown = at_desk(who).get(url).content.decode()
        assert (sent.slug in shown) == named, who
        assert here.homework.slug in shown


def test_what_is_chosen_is_named_to_those_alone_who_may_read_it(here, sent, at_desk):
    url = reverse("wagtailadmin_choose_page_chosen_multiple")
    ids = {"id": [sent.pk, here.homework.pk, "x", ""]}
    for who, named in ((here.anna, True), (here.rut, True), (here.tove, False)):
        result = at_desk(who).get(url, ids).json()["result"]
        told = {one["id"] for one in result}
        assert told == {here.homework.pk} | ({sent.pk} if named else set()), who
