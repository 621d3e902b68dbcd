"""The steps of a form: which are asked, what comes next, and how far one has come."""

from civsam_pages.guided.rules import given, progress
from tests.unit.guided.lending import ANSWERS, FORM

SENT = {**ANSWERS, "how": {"way": "send"}}


def codes(answers):
    return [step.code for step in FORM.asked(answers)]


def test_a_step_is_asked_when_what_was_answered_says_so():
    assert codes(ANSWERS) == ["what", "when", "how", "who"]
    assert codes(SENT) == ["what", "when", "how", "where", "who"]


def test_a_step_that_is_not_asked_is_not_there():
    assert FORM.step("where", ANSWERS) is None
    assert FORM.step("where", SENT).title == "Where to?"
    assert FORM.step("nowhere", ANSWERS) is None


def test_one_goes_on_and_back_past_what_is_not_asked():
    assert FORM.after_step("how", ANSWERS).code == "who"
    assert FORM.after_step("how", SENT).code == "where"
    assert FORM.before_step("who", ANSWERS).code == "how"
    assert FORM.before_step("what", ANSWERS) is None
    assert FORM.after_step("who", ANSWERS) is None


def test_one_goes_on_where_nothing_is_answered_yet():
    assert FORM.first_unanswered({}).code == "what"
    assert FORM.first_unanswered({"what": {}}).code == "when"
    assert FORM.first_unanswered(ANSWERS) is None


def test_the_check_is_the_last_step():
    here = progress(FORM, ANSWERS, "when")
    assert (here.number, here.total) == (2, 5)
    assert here.strips == ["done", "now", "", "", ""]
    assert progress(FORM, ANSWERS).strips == ["done"] * 4 + ["now"]
    assert progress(FORM, SENT).total == 6


def test_an_answer_that_is_not_there_is_empty():
    assert given({}, "how", "way") == ""
    assert given({}, "how", "way", []) == []
