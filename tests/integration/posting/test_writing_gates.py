"""Who opens the pages on which one writes, and what happens between two windows and two logins."""

import uuid

import pytest
from django.conf import settings

from civsam_pages.needs.models import NeedPage
from civsam_pages.notifications.models import Mail
from civsam_pages.posting.models import Draft
from tests.factories import XSS
from tests.integration.posting.writing import (
    ANSWERS,
    answer,
    begin,
    browser,
    hidden,
    in_english,
    problems,
    step,
    text_of,
    url,
    write,
)

pytestmark = pytest.mark.django_db

INSIDERS = ("samira", "goran", "nadja")
OUTSIDERS = ("bosse", "carin", "ingrid", "liban", "anna", "petra", "sanna", "rut")


@pytest.fixture
def samira(here):
    return browser(here.samira)


@pytest.fixture
def begun(samira, here):
    begin(samira, here.open_door)
    return Draft.objects.get()


def pages(here, draft):
    return [
        url("start", here.open_door.pk, "behov"),
        url("edit", here.open_door.pk, here.open_door.pk),
        step(draft, "what"),
        step(draft, "pictures"),
        url("check", draft.pk),
        url("preview", draft.pk),
        url("discard", draft.pk),
    ]


@pytest.mark.parametrize("name", INSIDERS)
def test_those_who_write_for_the_actor_open_every_page(here, begun, name):
    client = browser(getattr(here, name))
    answer(client, step(begun, "what"), ANSWERS["what"])
    for path in pages(here, begun):
        response = client.get(path)
        assert response.status_code == 200, path
        assert XSS not in response.content.decode(), path
        assert "private" in response["Cache-Control"], path
        assert "noindex" in response.content.decode(), path


@pytest.mark.parametrize("name", OUTSIDERS)
def test_nobody_else_learns_that_a_page_is_there(here, begun, name):
    client = browser(getattr(here, name))
    paths = [*pages(here, begun), url("merge", begun.pk)]
    for path in paths:
        answers = [client.post(path, ANSWERS["what"])]
        if "ta-med" not in path:
            answers.append(client.get(path))
        assert {response.status_code for response in answers} == {404}, path
    assert Draft.objects.get().answers == {}


def test_a_stranger_logs_in_first(here, begun):
    client = browser()
    for path in pages(here, begun):
        response = client.get(path)
        assert response.status_code == 302, path
        assert response.url.startswith("/logga-in/"), path


def test_what_is_not_there_is_not_found(samira, here, begun):
    for path in (
        url("step", begun.pk, "no-such-step"),
        url("step", begun.pk, "wanted_more"),  # not asked before something is wanted
        url("step", uuid.uuid4(), "what"),
        url("picture", begun.pk, 17),
        url("start", here.open_door.pk, "bidrag"),
        url("start", 999_999, "behov"),
        url("edit", here.open_door.pk, here.homework.pk),  # another's need
        url("edit", here.open_door.pk, here.needs.pk),  # no page of an actor
        url("edit", here.open_door.pk, 999_999),
    ):
        assert samira.get(path).status_code == 404, path


def test_a_change_meets_the_words_of_another_window_and_nothing_is_lost(samira, here, begun):
    first, second = samira, browser(here.goran)
    opened = second.get(step(begun, "what"))
    answer(first, step(begun, "what"), ANSWERS["what"])
    mine = {"title": "Ett annat kök", "summary": ANSWERS["what"]["summary"]}
    met = second.post(step(begun, "what"), {**hidden(opened), **mine})
    assert met.status_code == 200
    assert "This page was saved in another window meanwhile" in text_of(met)
    assert ANSWERS["what"]["title"] in text_of(met)  # what is saved is shown
    assert "Ett annat kök" in met.content.decode()  # and what was written too
    assert Draft.objects.get().answers["what"]["title"] == ANSWERS["what"]["title"]
    kept = second.post(step(begun, "what"), {**hidden(met), **mine})
    assert kept.status_code == 302
    assert Draft.objects.get().answers["what"]["title"] == "Ett annat kök"


def test_two_windows_on_different_steps_do_not_meet(samira, here, begun):
    opened = samira.get(step(begun, "contact"))
    answer(browser(here.goran), step(begun, "what"), ANSWERS["what"])
    response = samira.post(step(begun, "contact"), {**hidden(opened), **ANSWERS["contact"]})
    assert response.status_code == 302
    assert set(Draft.objects.get().answers) == {"what", "contact"}


def test_the_same_answers_from_two_windows_are_no_conflict(samira, here, begun):
    opened = samira.get(step(begun, "what"))
    answer(browser(here.goran), step(begun, "what"), ANSWERS["what"])
    response = samira.post(step(begun, "what"), {**hidden(opened), **ANSWERS["what"]})
    assert response.status_code == 302


def test_the_button_pressed_twice_sends_once(samira, here, begun):
    write(samira, begun)
    check = samira.get(url("check", begun.pk))
    for _ in range(3):
        assert samira.post(url("check", begun.pk), hidden(check)).status_code == 302
    assert NeedPage.objects.filter(owner_actor=here.open_door).count() == 1
    assert Mail.objects.filter(address=here.samira.email).count() == 1


def test_what_was_changed_after_the_check_is_checked_again(samira, here, begun):
    write(samira, begun)
    check = samira.get(url("check", begun.pk))
    goran = browser(here.goran)
    answer(goran, step(begun, "what"), {**ANSWERS["what"], "title": "Ett annat kök"})
    response = samira.post(url("check", begun.pk), hidden(check))
    assert problems(response) == ["This was changed in another window. Check your answers again."]
    assert not NeedPage.objects.filter(owner_actor=here.open_door).exists()


def test_logged_out_while_writing_nothing_is_lost(samira, here, begun):
    opened = samira.get(step(begun, "what"))
    samira.logout()
    sent = samira.post(step(begun, "what"), {**hidden(opened), **ANSWERS["what"]})
    assert sent.url.startswith("/logga-in/")
    assert step(begun, "what") in sent.url.replace("%2F", "/")
    assert Draft.objects.get().answers == {}
    log_in_again(samira, here.samira)
    back = samira.get(step(begun, "what"))
    assert ANSWERS["what"]["summary"] in text_of(back)
    assert "What you wrote is still here" in text_of(back)
    saved = samira.post(step(begun, "what"), {**hidden(back), **ANSWERS["what"]})
    assert saved.status_code == 302
    assert "still here" not in text_of(samira.get(step(begun, "what")))


def log_in_again(client, user):
    """As the door does: the session of before goes on."""
    from django.contrib.auth import login
    from django.http import HttpRequest

    request = HttpRequest()
    request.session = client.session
    login(request, user, settings.AUTHENTICATION_BACKENDS[0])
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    in_english(client)


def test_somebody_else_at_the_same_computer_does_not_read_it(samira, here, begun):
    samira.logout()
    samira.post(step(begun, "what"), ANSWERS["what"])
    log_in_again(samira, here.bosse)
    assert samira.get(step(begun, "what")).status_code == 404


def test_a_form_with_an_old_token_is_shown_again_and_saves_nothing(here, begun):
    client = browser(here.samira, enforce_csrf_checks=True)
    client.get(step(begun, "what"))
    stale = client.post(
        step(begun, "what"), {**ANSWERS["what"], "csrfmiddlewaretoken": "x" * 64, "version": "0"}
    )
    assert stale.status_code == 200
    assert ANSWERS["what"]["summary"] in text_of(stale)
    assert Draft.objects.get().answers == {}
    token = client.cookies["csrftoken"].value
    fresh = {**hidden(stale), **ANSWERS["what"], "csrfmiddlewaretoken": token}
    assert client.post(step(begun, "what"), fresh).status_code == 302
    assert "what" in Draft.objects.get().answers


def test_a_forged_form_of_another_site_neither_saves_nor_waits(here, begun):
    client = browser(enforce_csrf_checks=True)
    client.post(step(begun, "what"), ANSWERS["what"])
    assert "civsam_typed" not in client.session


def test_the_other_pages_refuse_a_forged_form(here, begun):
    client = browser(here.samira, enforce_csrf_checks=True)
    for path in (url("check", begun.pk), url("discard", begun.pk), url("merge", begun.pk)):
        assert client.post(path).status_code == 403, path
    assert Draft.objects.exists()


def test_a_full_disk_while_files_arrive_says_so(samira, begun, monkeypatch):
    from django.core.handlers.wsgi import WSGIRequest

    def full(self):
        self._post, self._files = {}, {}
        raise OSError(28, "No space left on device")

    page = samira.get(step(begun, "pictures"))
    monkeypatch.setattr(WSGIRequest, "_load_post_and_files", full)
    response = samira.post(step(begun, "pictures"), hidden(page))
    assert "our disk is full" in problems(response)[0]


def test_each_page_asks_the_database_a_fixed_number_of_times(
    samira, here, begun, django_assert_max_num_queries
):
    write(samira, begun)
    for path, most in (
        (step(begun, "what"), 20),
        (step(begun, "more"), 28),
        (step(begun, "about"), 26),
        (url("check", begun.pk), 60),
        (url("preview", begun.pk), 60),
    ):
        samira.get(path)
        with django_assert_max_num_queries(most):
            samira.get(path)
