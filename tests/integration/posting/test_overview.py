"""Mina sidor of an association: what waits, what it has written, and what has become of each."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from civsam_pages.needs.models import NeedPage
from civsam_pages.needs.rules import BADGES, NeedState
from civsam_pages.posting.models import Draft, ReviewTaskState, SectionConfirmation
from civsam_pages.posting.overview import (
    ANSWERS_HOOK,
    DRAFT,
    IN_REVIEW,
    NOT_SENT,
    TAKEN_DOWN,
    TO_COMPLETE,
    Answers,
)
from civsam_pages.posting.pages import review_of
from civsam_pages.posting.rules import CONFIRM_DAYS, QUIET_DAYS, Section
from civsam_pages.posting.selectors import What
from civsam_pages.posting.services import reviewing, sending
from civsam_pages.register.models import ActorPage
from civsam_search.api import today
from tests.factories import ESCAPED, XSS, many, need, unsaved
from tests.integration.posting.writing import browser, text_of, title_of, url
from tests.posting import change, need_draft

pytestmark = pytest.mark.django_db

OPEN = BADGES[NeedState.OPEN]
INSIDERS = ("samira", "goran", "nadja")
OUTSIDERS = ("bosse", "carin", "ingrid", "liban", "anna", "petra", "sanna", "rut")


@pytest.fixture
def samira(here):
    return browser(here.samira)


@pytest.fixture
def mine(here):
    return reverse("civsam_people:actor", args=[here.open_door.pk])


@pytest.fixture
def sent(here, draft):
    return sending.send(draft=draft, by=here.samira)


@pytest.fixture
def published(here, sent):
    return decide(sent, here.rut)


def decide(page, by, action="approve", words=""):
    reviewing.decide(review_of(page), by, action, seen=page.latest_revision_id, words=words)
    return NeedPage.objects.get(pk=page.pk)


def address(name, here, page):
    return url(name, here.open_door.pk, page.pk)


def long_ago(page, days=QUIET_DAYS):
    then = timezone.now() - timedelta(days=days)
    NeedPage.objects.filter(pk=page.pk).update(
        first_published_at=then, last_published_at=then, last_confirmed_at=None
    )


def badges_of(response):
    """Each row of the table as its title and the states beside it."""
    parts = {part.template.rsplit("/")[-1]: part.given for part in response.context["parts"]}
    rows = parts["_written.html"]["rows"]
    return {row["thing"].title: list(row["thing"].badges) for row in rows}


def tasks_of(response):
    return [part.template.rsplit("/")[-1] for part in response.context["waiting_parts"]]


# --- who ----------------------------------------------------------------------------------------


def pages(here, page):
    return [
        address("thing", here, page),
        address("follow_up", here, page),
        url("confirm", here.open_door.pk),
        address("thing", here, here.open_door),
    ]


@pytest.mark.parametrize("name", INSIDERS)
def test_those_who_write_for_the_actor_see_all_of_it(here, published, mine, name):
    client = browser(getattr(here, name))
    for path in [mine, *pages(here, published)]:
        response = client.get(path)
        assert response.status_code == 200, path
        assert XSS not in response.content.decode(), path
        assert ESCAPED in response.content.decode(), path
        assert "private" in response["Cache-Control"], path
        assert "noindex" in response.content.decode(), path


@pytest.mark.parametrize("name", OUTSIDERS)
def test_nobody_else_learns_that_it_is_there(here, published, name):
    client = browser(getattr(here, name))
    for path in pages(here, published):
        assert client.get(path).status_code == 404, path
    for path in [*pages(here, published)[1:3], address("take_back", here, published)]:
        assert client.post(path, {"choice": "yes", "section": "about"}).status_code == 404, path
    assert not SectionConfirmation.objects.exists()


def test_a_stranger_logs_in_first(here, published):
    client = browser()
    for path in pages(here, published):
        response = client.get(path)
        assert response.status_code == 302
        assert "/logga-in/" in response.url


def test_anothers_page_is_not_there_below_ones_own_address(here, samira):
    for name in ("thing", "follow_up"):
        assert samira.get(address(name, here, here.homework)).status_code == 404


def test_what_an_editor_prepares_for_the_association_is_not_there(here, samira, mine):
    about = {"slug": "ide", "summary": "Vi tänker.", "owner_actor": here.open_door}
    hidden = unsaved(NeedPage, title="Kommunens egen idé", **about)
    hidden.live = False
    here.needs.add_child(instance=hidden)
    hidden.save_revision(user=here.anna)
    assert "egen idé" not in text_of(samira.get(mine))
    assert samira.get(address("thing", here, hidden)).status_code == 404
    assert samira.post(address("take_back", here, hidden)).status_code == 404


# --- what it has written ------------------------------------------------------------------------


def test_who_has_written_nothing_is_helped_to_begin(here, samira, mine):
    page = samira.get(mine)
    assert "What are you missing?" in text_of(page)
    for form in ("behov", "initiativ"):
        assert url("start", here.open_door.pk, form) in page.content.decode()


def test_each_state_is_in_the_table(here, samira, mine, sent):
    title = sent.title
    assert badges_of(samira.get(mine)) == {title: [IN_REVIEW]}
    decide(sent, here.rut, "reject", words="Hur många?")
    assert badges_of(samira.get(mine)) == {title: [TO_COMPLETE]}
    again = change(sent, here.open_door, here.samira, summary="Trettio.")
    assert badges_of(samira.get(mine)) == {title: [TO_COMPLETE]}
    page = decide(sending.send(draft=again, by=here.samira), here.rut)
    assert badges_of(samira.get(mine)) == {title: [OPEN]}
    change(page, here.open_door, here.samira, summary="Fyrtio.")
    assert badges_of(samira.get(mine)) == {title: [OPEN, NOT_SENT]}
    sending.send(draft=Draft.objects.open().get(), by=here.samira)
    assert badges_of(samira.get(mine)) == {title: [OPEN, IN_REVIEW]}


def test_a_draft_leads_to_where_one_goes_on(here, samira, mine, draft):
    page = samira.get(mine)
    assert list(badges_of(page).values()) == [[DRAFT]]
    assert url("check", draft.pk) in page.content.decode()


def test_what_is_taken_down_says_so(here, samira, mine, published):
    published.unpublish()
    assert badges_of(samira.get(mine)) == {published.title: [TAKEN_DOWN]}


def test_what_waits_tells_how_long_it_usually_takes(samira, mine, sent):
    assert "usually answers within 2 days" in text_of(samira.get(mine))


def test_a_room_that_knows_of_answers_tells_them(here, samira, mine, published):
    def tell(request, actor, pages):
        assert pages == [published.pk]
        return {published.pk: Answers("2 nya svar", "/mina-sidor/svar/")}

    with hooks.register_temporarily(ANSWERS_HOOK, tell):
        page = samira.get(mine).content.decode()
    assert "2 nya svar" in page
    assert "/mina-sidor/svar/" in page


def test_more_rows_take_no_more_questions_to_the_database(here, samira, mine, published):
    def asked():
        with CaptureQueriesContext(connection) as found:
            assert samira.get(mine).status_code == 200
        return len(found)

    many(here.needs, NeedPage, 4, index=False, owner_actor=here.open_door)
    samira.get(mine)
    few = asked()
    many(here.needs, NeedPage, 55, index=False, owner_actor=here.open_door)
    for number in range(10):
        need_draft(here.open_door, here.samira, title=f"Utkast {number}")
    samira.get(mine)
    assert asked() == few


# --- what waits ---------------------------------------------------------------------------------


def test_what_has_come_back_stands_first_with_its_words(here, samira, mine, sent):
    decide(sent, here.rut, "reject", words=f"Hur många gäller det? {XSS}")
    page = samira.get(mine)
    assert tasks_of(page)[0] == "_returned.html"
    assert "Hur många gäller det?" in text_of(page)
    assert XSS not in page.content.decode()
    assert address("edit", here, sent) in page.content.decode()
    assert page.context["navigation"][0].count == 1


def test_a_quiet_need_is_asked_about_and_a_yes_is_one_click(here, samira, mine, published):
    long_ago(published, QUIET_DAYS - 1)
    assert tasks_of(samira.get(mine)) == []
    long_ago(published)
    assert tasks_of(samira.get(mine)) == ["_quiet.html"]
    path = address("follow_up", here, published)
    page = samira.post(path, {"choice": "yes"}, follow=True)
    assert "Thank you. Visitors see that it is still current." in text_of(page)
    assert tasks_of(page) == []
    assert NeedPage.objects.get(pk=published.pk).last_confirmed_at == today()


@pytest.mark.parametrize(("choice", "state"), [("update", "open"), ("close", "closed")])
def test_what_has_happened_is_sent_for_review(here, samira, published, choice, state):
    path = address("follow_up", here, published)
    assert f'value="{choice}"' in samira.get(f"{path}?svar={choice}").content.decode()
    page = samira.post(path, {"choice": choice, "text": "Vi fick låna skolans kök."}, follow=True)
    assert "It is sent. The municipality reads it, and you get an e-mail." in text_of(page)
    waiting = review_of(NeedPage.objects.get(pk=published.pk))
    assert waiting.revision.as_object().state == state
    assert NeedPage.objects.get(pk=published.pk).state == "open"


def test_an_empty_answer_is_asked_again(here, samira, published):
    page = samira.post(address("follow_up", here, published), {"choice": "close", "text": " "})
    [problem] = page.context["form"].problems
    assert problem.href == "#id_text"
    assert title_of(page).startswith("Error:")
    assert not ReviewTaskState.objects.waiting().exists()


def test_what_is_in_review_is_not_asked_about(here, samira, mine, published):
    long_ago(published)
    sending.send(
        draft=change(published, here.open_door, here.samira, summary="Fyrtio."), by=here.samira
    )
    assert tasks_of(samira.get(mine)) == []
    page = samira.get(address("follow_up", here, published))
    assert "This is being reviewed. Take it back first, and change it then." in text_of(page)


# --- the facts about the association --------------------------------------------------------------


def confirmed(here, days):
    ActorPage.objects.filter(pk=here.open_door.pk).update(
        last_confirmed_at=today() - timedelta(days=days)
    )


def test_a_profile_that_is_a_year_old_waits(here, samira, mine):
    confirmed(here, CONFIRM_DAYS - 1)
    assert tasks_of(samira.get(mine)) == []
    confirmed(here, CONFIRM_DAYS)
    assert tasks_of(samira.get(mine)) == ["_to_confirm.html"]


def test_each_section_is_one_click_and_then_nothing_waits(here, samira, mine):
    confirmed(here, CONFIRM_DAYS)
    path = url("confirm", here.open_door.pk)
    for section in Section:
        response = samira.post(path, {"section": section.value})
        assert response.status_code == 302
    assert tasks_of(samira.get(mine)) == []
    assert ActorPage.objects.get(pk=here.open_door.pk).last_confirmed_at == today()


def test_each_section_says_what_it_is_about(here, samira):
    page = text_of(samira.get(url("confirm", here.open_door.pk)))
    for said in ("Språkkafé", "hej@oppnadorren.example", "50 kr om året", "Göran Ek"):
        assert said in page, said


def test_who_may_not_see_the_people_says_nothing_about_them(here):
    nadja = browser(here.nadja)
    path = url("confirm", here.open_door.pk)
    assert "Göran Ek" not in text_of(nadja.get(path))
    assert nadja.post(path, {"section": "people"}).status_code == 404
    assert nadja.post(path, {"section": "nonsense"}).status_code == 404
    assert not SectionConfirmation.objects.exists()


# --- one thing ----------------------------------------------------------------------------------


def test_the_history_tells_what_came_back_and_what_was_changed(here, samira, sent):
    page = decide(sent, here.rut, "reject", words="Hur många?")
    again = change(page, here.open_door, here.samira, summary="Vi är trettio.")
    page = decide(sending.send(draft=again, by=here.samira), here.rut)
    edited = page.get_latest_revision_as_object()
    edited.summary = "Vi är fyrtio."
    edited.save_revision(user=here.anna).publish()
    found = samira.get(address("thing", here, page))
    html, text = found.content.decode(), text_of(found)
    told = [one.what for one in found.context["history"]]
    assert told[-2:] == [What.RETURNED, What.SENT]
    assert What.CHANGED in told
    assert "Hur många?" in text
    assert "<ins>" in html
    assert "fyrtio" in text
    assert "anna@" not in text


def test_what_is_in_review_is_taken_back_in_one_click(here, samira, sent):
    path = address("take_back", here, sent)
    assert path in samira.get(address("thing", here, sent)).content.decode()
    assert samira.get(path).status_code == 405
    response = samira.post(path)
    assert response.url == url("check", Draft.objects.open().get().pk)
    assert not ReviewTaskState.objects.waiting().exists()
    page = samira.post(path, follow=True)
    assert "This is not being reviewed any more." in text_of(page)


def test_a_need_of_the_association_that_it_did_not_write_here_is_shown(here, samira, mine):
    page = need(here.needs, "Cyklar till cykelskola", owner_actor=here.open_door)
    assert "Cyklar till cykelskola" in badges_of(samira.get(mine))
    found = samira.get(address("thing", here, page)).context["history"]
    assert [one.what for one in found] == [What.PUBLISHED]
