"""The form of a step, built from data: what it asks, refuses, keeps and warns about."""

import pytest

from civsam_pages.guided import checking
from civsam_pages.guided.forms import StepForm, confirmation
from tests.factories import ESCAPED, XSS
from tests.unit.guided.lending import ANSWERS, FORM


def form(code, data=None, answers=None, **options):
    answers = answers or {}
    step = FORM.step(code, {**ANSWERS, "how": {"way": "send"}})
    return StepForm(data, step=step, answers=answers, version=3, **options)


def test_what_is_kept_is_what_was_checked():
    filled = form("when", {"from_day": "20270501", "to_day": "2027-05-03"})
    assert filled.is_valid()
    assert filled.values == {"from_day": "2027-05-01", "to_day": "2027-05-03"}


def test_the_rows_that_were_filled_in_are_kept():
    filled = form(
        "who",
        {
            "email": "a@example.org",
            "page": "example.org",
            "helpers-1-name": "Bo",
            "helpers-1-task": "",
        },
    )
    assert filled.is_valid(), filled.errors
    assert filled.values["helpers"] == [{"name": "Bo", "task": ""}]
    assert filled.values["page"] == "https://example.org"


WRONG = [
    ("what", {}, "why", "Say why."),
    ("what", {"why": "   "}, "why", "Say why."),
    ("what", {"why": "x" * 52}, "why", "2 "),
    ("what", {"why": "A party", "extras": ["fetch", "send"]}, "extras", "1"),
    ("when", {}, "from_day", ""),
    ("when", {"from_day": "i maj"}, "from_day", "2027-04-01"),
    ("when", {"from_day": "2027-02-30"}, "from_day", "2027-04-01"),
    ("when", {"from_day": "2027-05-02", "to_day": "2027-05-01"}, "to_day", "before the first"),
    ("how", {}, "way", "Choose how."),
    ("how", {"way": "steal"}, "way", ""),
    ("who", {"email": "a"}, "email", "name@example.org"),
    ("who", {"email": "a@example.org", "phone": "x"}, "phone", "0980-319 200"),
    ("who", {"email": "a@example.org", "page": "javascript:alert(1)"}, "page", "https://"),
    ("who", {"email": "a@example.org", "helpers-0-task": "Carries"}, "helpers-0-name", ""),
]


@pytest.mark.parametrize(("code", "data", "field", "words"), WRONG)
def test_what_is_wrong_is_said_at_its_question(code, data, field, words):
    filled = form(code, data)
    assert not filled.is_valid()
    assert list(filled.errors) == [field]
    assert words in filled.errors[field][0]


def test_saved_for_later_half_an_answer_is_kept():
    filled = form("when", {"from_day": "i maj"}, whole=False)
    assert filled.is_valid()
    assert filled.values == {"from_day": "i maj", "to_day": ""}


@pytest.mark.parametrize("whole", [True, False])
def test_a_personal_number_is_never_kept_and_not_shown(whole):
    filled = form("what", {"why": "Ring 640823-3234 i dag"}, whole=whole)
    assert not filled.is_valid()
    assert "640823-####" in str(filled["why"])
    assert "3234" not in str(filled["why"])


def test_the_writer_says_once_that_it_is_right():
    data = {"why": "Ring Eva, 070-174 06 31"}
    asked = form("what", data)
    assert asked.is_valid()
    assert not asked.is_confirmed
    said = form("what", {**data, "confirmed": confirmation(asked.values)})
    assert said.is_valid()
    assert said.is_confirmed
    other = form("what", {"why": "Ring Bo, 070-174 06 32", "confirmed": confirmation(asked.values)})
    assert other.is_valid()
    assert not other.is_confirmed


def test_what_only_the_kommun_sees_is_not_asked_about():
    filled = form("who", {"email": "a@example.org", "secret": "Eva, 070-174 06 31"})
    assert filled.is_valid()
    assert filled.is_confirmed


def test_what_the_actor_shows_already_is_not_asked_about():
    data = {"email": "a@example.org", "phone": "070-174 06 31"}
    assert form("who", data).is_valid()
    asked, known = form("who", data), form("who", data, known=["0701740631"])
    assert asked.is_valid()
    assert not asked.is_confirmed
    assert known.is_valid()
    assert known.is_confirmed


def test_the_suggested_is_ticked_until_it_is_answered():
    first = form("what").questions[1]
    assert first.is_suggested
    assert first.bound.value() == ["fetch"]
    again = form("what", answers={"what": {"why": "A party", "extras": []}}).questions[1]
    assert not again.is_suggested
    assert again.bound.value() == []


def test_the_title_of_the_step_asks_where_the_first_question_has_no_words():
    assert form("how").has_heading_question
    assert not form("when").has_heading_question


def test_a_text_says_how_much_is_left_when_it_nears_its_limit():
    assert form("what", {"why": "x" * 30}).questions[0].left is None
    assert form("what", {"why": "x" * 45}).questions[0].left == 5
    assert form("what", {"why": "x" * 52}).questions[0].over == 2


def test_a_new_line_counts_as_one_character():
    assert form("what", {"why": "x" * 49 + "\r\n"}).is_valid()
    assert form("what", {"why": "x\r\ny"}, whole=False).is_valid()


def test_what_was_written_is_escaped():
    shown = str(form("what", {"why": XSS})["why"])
    assert XSS not in shown
    assert ESCAPED in shown


# --- the check -----------------------------------------------------------------------------------


def at(code):
    return f"/{code}/"


def test_whole_answers_have_no_problems():
    assert checking.problems(FORM, ANSWERS, at) == []


def test_what_is_missing_is_told_with_the_way_to_it():
    found = checking.problems(FORM, {**ANSWERS, "how": {"way": "send"}}, at)
    assert [problem.href for problem in found] == ["/where/"]
    assert "Where to?" in found[0].text
    half = checking.problems(FORM, {**ANSWERS, "when": {"from_day": ""}}, at)
    assert [problem.href for problem in half] == ["/when/#id_from_day"]


def test_what_was_saved_for_later_is_asked_about():
    answers = {**ANSWERS, "what": {"why": "Ring Eva, 070-174 06 31", "extras": []}}
    assert [problem.href for problem in checking.problems(FORM, answers, at)] == ["/what/"]
    values = answers["what"]
    answers["what"] = {**values, "_confirmed": confirmation(values)}
    assert checking.problems(FORM, answers, at) == []


def test_the_answers_are_read_as_words():
    sections = checking.summary(FORM, ANSWERS, at)
    assert [section.title for section in sections] == ["The chairs", "Delivery", "You"]
    lines = {line.label: line for section in sections for line in section.lines}
    assert lines["How do you get them?"].answer == ["Fetch"]
    assert lines["How do you get them?"].url == "/how/#id_way_0"
    assert lines["From"].answer == ["May 1, 2027"]
    assert lines["Helpers"].answer == ["Bo, Carries"]
    assert lines["Extras"].answer == []
    assert lines["For us"].only_kommun


def test_a_text_that_says_what_it_is_told():
    sections = checking.summary(FORM, ANSWERS, at, {"why": ["Two pictures"]})
    assert sections[0].lines[0].answer == ["Two pictures"]


def test_one_empty_row_is_shown_and_the_rest_is_folded_away():
    def numbers(**data):
        rows = form("who", {"email": "a@example.org", **data}).questions[-1]
        return [number for number, _row in rows.shown_rows], [
            number for number, _row in rows.spare_rows
        ]

    assert numbers() == ([1], [2])
    assert numbers(**{"helpers-0-name": "Bo"}) == ([1, 2], [])
    assert numbers(**{"helpers-1-task": "A row with an error"}) == ([1, 2], [])
