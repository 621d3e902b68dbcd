"""Samira writes a need on her phone, one page at a time, and sends it."""

from itertools import pairwise

import pytest

from civsam_pages.needs.models import NeedPage
from civsam_pages.posting.models import Draft
from tests.factories import ESCAPED, XSS
from tests.integration.posting.writing import (
    ANSWERS,
    answer,
    begin,
    browser,
    hidden,
    problems,
    step,
    text_of,
    title_of,
    url,
    write,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def samira(here):
    return browser(here.samira)


@pytest.fixture
def begun(samira, here):
    begin(samira, here.open_door)
    return Draft.objects.get()


def test_a_need_is_written_checked_and_sent(samira, here, begun):
    write(samira, begun)
    check = samira.get(url("check", begun.pk))
    assert "Ett kök för trettio personer" in text_of(check)
    assert check.context["left"] == []
    assert ESCAPED in check.content.decode()
    assert XSS not in check.content.decode()
    response = samira.post(url("check", begun.pk), hidden(check))
    assert response.status_code == 302, problems(response)
    page = NeedPage.objects.get(owner_actor=here.open_door)
    assert page.live is False
    assert page.title == ANSWERS["what"]["title"]
    assert [(row.kind, row.title) for row in page.wanted.all()] == [
        ("premises", "Ett kök för trettio personer"),
        ("volunteers", "Fyra vuxna"),
    ]
    assert [str(term) for term in page.areas.all()] == ["Norrstrand"]
    assert page.evidence.get().url == "https://oppnadorren.example/enkat"
    assert page.contact_email == "styrelsen@oppnadorren.example"
    assert "Samira, 070" not in str(page.serializable_data())


def test_the_form_begins_when_the_button_is_pressed(samira, here):
    page = samira.get(url("start", here.open_door.pk, "behov"))
    assert not Draft.objects.exists()
    paths = {samira.post(page.request["PATH_INFO"], hidden(page)).url for _ in range(2)}
    assert Draft.objects.count() == 1
    assert paths == {step(Draft.objects.get(), "what")}


def test_each_step_leads_to_the_next(samira, begun):
    steps = list(ANSWERS)
    for code, following in pairwise(steps):
        response = answer(samira, step(begun, code), ANSWERS[code])
        assert response.url == step(begun, following)
    assert answer(samira, step(begun, "contact"), ANSWERS["contact"]).url == url("check", begun.pk)


def test_saved_at_one_step_it_goes_on_in_another_browser(samira, here, begun):
    answer(samira, step(begun, "what"), ANSWERS["what"])
    response = answer(samira, step(begun, "more"), {"text": "Halva tan"}, save="1")
    assert response.status_code == 302
    goran = browser(here.goran)  # another of the board, on another computer
    start = goran.get(url("start", here.open_door.pk, "behov"))
    assert step(begun, "wanted") in start.content.decode()
    assert "Halva tan" in goran.get(step(begun, "more")).content.decode()


def test_saved_for_later_nothing_has_to_be_answered(samira, begun):
    assert answer(samira, step(begun, "what"), {"title": "Kök"}, save="1").status_code == 302
    left = [problem.text for problem in samira.get(url("check", begun.pk)).context["left"]]
    assert "Tell the most important thing in one or two sentences." in left


def test_the_contact_and_the_place_are_known_already(samira, begun):
    contact = samira.get(step(begun, "contact")).content.decode()
    assert 'value="hej@oppnadorren.example"' in contact
    about = samira.get(step(begun, "about")).context["form"]
    assert about["areas"].value() == ["norrstrand"]


def test_what_the_text_is_about_is_ticked(samira, begun):
    said = {
        "title": "Läxhjälp för unga nyanlända",
        "summary": "Många elever har ingen att fråga om läxorna.",
    }
    answer(samira, step(begun, "what"), said)
    page = samira.get(step(begun, "about"))
    form = page.context["form"]
    assert "utbildning" in form["themes"].value()
    assert {"unga", "nyanlanda"} <= set(form["target_groups"].value())
    assert "We have ticked what your text seems to be about" in text_of(page)
    answer(samira, step(begun, "about"), {**ANSWERS["about"], "themes": ["kultur"]})
    again = samira.get(step(begun, "about"))
    assert again.context["form"]["themes"].value() == ["kultur"]
    assert "We have ticked" not in text_of(again)


def test_what_looks_like_the_same_need_is_shown(samira, here, begun):
    said = {"title": "Läxhjälp saknas för unga", "summary": "Elever har ingen att fråga."}
    answer(samira, step(begun, "what"), said)
    for path in (step(begun, "more"), url("check", begun.pk)):
        assert here.homework.title in text_of(samira.get(path))


def test_a_need_about_something_else_is_not_shown(samira, here, begun):
    answer(samira, step(begun, "what"), {**ANSWERS["what"], "title": "Större kök att låna"})
    assert here.homework.title not in text_of(samira.get(step(begun, "more")))


WRONG = [
    ("what", {"title": ""}, "Write a heading."),
    ("what", {"title": "x" * 101}, "The text is one character too long. Take something out."),
    ("what", {"summary": ""}, "Tell the most important thing in one or two sentences."),
    ("what", {"summary": "x" * 301}, "The text is one character too long. Take something out."),
    ("what", {"summary": "Ring kassören, 640823-3234."}, "Take the personal number out"),
    ("more", {"text": "x" * 4001}, "The text is one character too long. Take something out."),
    ("more", {"links-0-title": ""}, "Write what the link is"),
    ("more", {"links-0-url": ""}, "Write the web address of the link."),
    ("more", {"links-0-url": "javascript:alert(1)"}, "Write a whole web address"),
    ("more", {"links-0-url": "ftp://oppnadorren.example"}, "Write a whole web address"),
    ("wanted", {"kinds": []}, "Choose at least one thing that you need."),
    ("wanted", {"kinds": ["gold"]}, "One of the answers is no longer there."),
    ("wanted_more", {"premises": ""}, "Premises: write a few words"),
    ("wanted_more", {"premises": "x" * 121}, "The text is one character too long."),
    ("about", {"target_groups": []}, "Choose at least one group."),
    ("about", {"themes": []}, "Choose at least one subject."),
    ("about", {"themes": ["kultur", "halsa", "digitalt", "lokaler"]}, "Choose at most 3."),
    ("about", {"areas": ["atlantis"]}, "One of the answers is no longer there."),
    ("about", {"urgency": ""}, "Choose one of the answers."),
    ("about", {"horizon": "x" * 101}, "The text is one character too long."),
    ("contact", {"contact_email": ""}, "Write a whole e-mail address"),
    ("contact", {"contact_email": "styrelsen"}, "Write a whole e-mail address"),
    ("contact", {"contact_phone": "ring oss"}, "Write a phone number"),
    ("contact", {"contact_phone": "12"}, "Write a phone number"),
    ("contact", {"contact_role": "x" * 101}, "The text is one character too long."),
    ("contact", {"kommun_note": "Samira, 640823-3234"}, "Take the personal number out"),
]


@pytest.mark.parametrize(("code", "wrong", "words"), WRONG)
def test_each_error_says_what_to_do_and_leads_to_its_field(samira, begun, code, wrong, words):
    answer(samira, step(begun, "wanted"), ANSWERS["wanted"])
    before = Draft.objects.get().answers
    response = answer(samira, step(begun, code), {**ANSWERS[code], **wrong})
    assert response.status_code == 200
    assert any(found.startswith(words) for found in problems(response)), problems(response)
    assert title_of(response).startswith(("Error:", "Fel:"))
    html = response.content.decode()
    for problem in response.context["problems"]:
        assert f'id="{problem.href[1:]}"' in html, problem
    assert Draft.objects.get().answers == before


def test_a_personal_number_is_not_kept_and_not_shown_whole(samira, begun):
    text = "Kontakta vår kassör, 640823-3234, om ni har ett tips."
    for buttons in ({}, {"save": "1"}):
        response = answer(samira, step(begun, "more"), {"text": text}, **buttons)
        html = response.content.decode()
        assert "Take the personal number out" in html
        assert "640823-####" in html
        assert "3234" not in html
        assert "more" not in Draft.objects.get().answers


DOUBTFUL = [
    ("Ring Eva på 070-174 06 31.", "mobile number"),
    ("Vår dotter Alva går på fritids.", "name a child"),
    ("Alva, 9 år, vill ha en kör.", "name a child"),
]


@pytest.mark.parametrize(("text", "words"), DOUBTFUL)
def test_the_writer_is_asked_about_other_people_and_may_say_that_it_is_right(
    samira, begun, text, words
):
    asked = answer(samira, step(begun, "more"), {"text": text})
    assert words in text_of(asked)
    assert "more" not in Draft.objects.get().answers
    said = samira.post(step(begun, "more"), {**hidden(asked), "text": text})
    assert said.status_code == 302
    assert Draft.objects.get().answers["more"]["text"] == text
    left = [problem.text for problem in samira.get(url("check", begun.pk)).context["left"]]
    assert not any(words in one for one in left)


def test_what_was_saved_for_later_is_asked_about_before_it_is_sent(samira, begun):
    write(samira, begun, skip=["more"])
    answer(samira, step(begun, "more"), {"text": "Ring Eva på 070-174 06 31."}, save="1")
    check = samira.get(url("check", begun.pk))
    assert "mobile number" in check.context["left"][0].text
    response = samira.post(url("check", begun.pk), hidden(check))
    assert "mobile number" in problems(response)[0]
    assert not Draft.objects.get().is_sent


def test_a_number_that_the_actor_shows_already_is_not_asked_about(samira, begun):
    response = answer(
        samira, step(begun, "contact"), {**ANSWERS["contact"], "contact_phone": "070-174 06 12"}
    )
    assert response.status_code == 302


def test_from_the_check_one_changes_an_answer_and_comes_back(samira, begun):
    write(samira, begun)
    path = f"{step(begun, 'what')}?kontrollera=1"
    assert answer(samira, path, ANSWERS["what"]).url == url("check", begun.pk)


def test_what_is_new_to_be_answered_comes_before_the_check(samira, begun):
    write(samira, begun)
    path = f"{step(begun, 'wanted')}?kontrollera=1"
    response = answer(samira, path, {"kinds": ["premises", "money"]})
    assert response.url == f"{step(begun, 'wanted_more')}?kontrollera=1"
    more = answer(samira, response.url, {"premises": "Kök", "money": "15 000 kronor"})
    assert more.url == url("check", begun.pk)


def test_how_much_is_left_is_told_when_a_text_nears_its_limit(samira, begun):
    near = answer(samira, step(begun, "what"), {"title": "x" * 90, "summary": ""})
    assert "10 characters left" in text_of(near)
    over = answer(samira, step(begun, "what"), {"title": "x" * 102, "summary": ""})
    assert "2 characters too many" in text_of(over)


def test_a_sent_draft_is_written_on_no_more(samira, begun):
    write(samira, begun)
    opened = samira.get(step(begun, "what"))
    samira.post(url("check", begun.pk), hidden(samira.get(url("check", begun.pk))))
    late = samira.post(step(begun, "what"), {**hidden(opened), **ANSWERS["what"], "title": "Ny"})
    assert late.status_code == 302
    assert Draft.objects.get().answers["what"]["title"] == ANSWERS["what"]["title"]


def test_the_draft_is_thrown_away_after_one_question(samira, begun):
    assert Draft.objects.count() == 1
    assert samira.get(url("discard", begun.pk)).status_code == 200
    assert Draft.objects.count() == 1
    samira.post(url("discard", begun.pk))
    assert not Draft.objects.exists()
