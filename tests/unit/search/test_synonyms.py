"""Rules from everyday words to those that are used instead."""

import pytest

from civsam_search import synonyms


def found(text, rules):
    return {term.text for term in synonyms.expand(text, 0.7, synonyms.parse(rules))}


def test_a_rule_works_one_way():
    rules = "pengar > bidrag, stöd"
    assert found("pengar till båten", rules) == {"bidrag", "stöd"}
    assert found("bidrag", rules) == set()


def test_a_rule_works_both_ways_with_a_sign_between():
    rules = "pingis = bordtennis"
    assert found("pingis", rules) == {"bordtennis"}
    assert found("bordtennis", rules) == {"pingis"}


def test_words_are_known_in_other_forms():
    assert found("läxorna", "läxor > läxhjälp") == {"läxhjälp"}


def test_a_phrase_takes_its_words_with_it():
    rules = "må > hälsa\nmår dåligt > psykisk ohälsa"
    assert found("jag mår dåligt", rules) == {"psykisk", "ohäls"}


def test_the_words_of_a_phrase_share_the_weight():
    terms = synonyms.expand("loppis", 0.8, synonyms.parse("loppis > second hand"))
    assert [(term.text, term.weight, term.origin) for term in terms] == [
        ("second", 0.4, "synonym"),
        ("hand", 0.4, "synonym"),
    ]


def test_rules_for_the_same_word_add_up():
    assert found("konsert", "konsert > musik\nkonsert > kultur") == {"musik", "kultur"}


@pytest.mark.parametrize("line", ["pengar bidrag", "pengar >", "= bidrag", "pengar > bidrag, "])
def test_a_line_that_is_no_rule_is_refused_with_its_words(line):
    with pytest.raises(ValueError, match="No rule"):
        synonyms.parse(line)


def test_notes_and_empty_lines_are_passed_over():
    assert synonyms.parse("# about money\n\npengar > bidrag\n")


def test_the_starting_set_is_large_and_leads_on():
    rules = synonyms.starting()
    assert len(rules) >= 500
    assert [phrase for phrase, targets in rules.items() if not phrase or not targets] == []
