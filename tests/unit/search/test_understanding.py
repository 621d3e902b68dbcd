"""What a question is taken to mean, among a few hundred imagined documents."""

import pytest

from civsam_search import synonyms
from civsam_search.spelling import Vocabulary
from civsam_search.swedish import QueryTerm, terms
from civsam_search.understanding import missing_words, telling, understand

TOWN = {
    "bidrag": 90,
    "läger": 12,
    "lag": 30,
    "kör": 20,
    "korset": 4,
    "pensionär": 25,
    "läxa": 8,
    "lax": 1,
    "hjälp": 40,
    "fotboll": 60,
    "jakt": 9,
    "haiku": 150,
    "kaiku": 1,
}
RULES = synonyms.parse("pengar > bidrag\njaga > jakt\npensionär = senior")


@pytest.fixture
def asking():
    counted = {terms(word)[0]: number for word, number in TOWN.items()}
    vocabulary = Vocabulary((terms(word)[0], word) for word in TOWN)
    asked = []

    def frequencies(wanted):
        wanted = list(wanted)
        asked.append(wanted)
        return {term: counted.get(term, 0) for term in wanted}, 300

    def ask(text, **more):
        return understand(text, frequencies, lambda: vocabulary, rules=RULES, **more)

    ask.asked = asked
    return ask


def origins(understood):
    return {term.text: term.origin for term in understood.terms}


def test_everyday_words_bring_those_of_the_office(asking):
    assert origins(asking("pengar")) == {"bidrag": "synonym"}


def test_a_word_that_is_nowhere_is_read_as_the_likeliest_near_it(asking):
    found = asking("fotbol")
    assert origins(found) == {"fotboll": "spelling"}
    assert [(c.written, c.read) for c in found.corrections] == [("fotbol", "fotboll")]
    assert found.missing == ()


def test_what_was_meant_brings_its_synonyms(asking):
    found = asking("pegnar")
    assert origins(found) == {"bidrag": "synonym"}
    assert [(c.written, c.read) for c in found.corrections] == [("pegnar", "pengar")]


def test_exactly_as_written_nothing_is_read_as_anything_else(asking):
    found = asking("fotbol pengar", exact=True)
    assert (found.terms, found.corrections) == ((), ())
    assert found.missing == ("fotbol", "pengar")


def test_a_real_word_that_is_nowhere_is_missing_and_not_mended(asking):
    found = asking("tiger")
    assert (found.terms, found.missing) == ((), ("tiger",))


def test_a_word_that_is_there_is_left_alone(asking):
    assert origins(asking("lag")) == {"lag": "word"}


def test_who_writes_without_dots_is_understood(asking):
    found = asking("kor for pensionarer")
    assert origins(found)["kör"] == "spelling"
    assert origins(found)["pensionär"] == "spelling"
    assert {(c.written, c.read) for c in found.corrections} == {
        ("kor", "kör"),
        ("pensionarer", "pensionärer"),
    }


def test_a_dotted_word_counts_most_where_dots_are_lacking(asking):
    worth = asking("hjalp med laxor").worth
    assert worth["läx"] > worth["lax"]


def test_a_rare_name_stays_first_though_a_common_word_is_near(asking):
    found = asking("kaiku")
    assert max(found.worth, key=found.worth.get) == "kaiku"
    assert found.corrections == ()


def test_no_term_is_asked_for_twice(asking):
    asking("kor for pensionarer")
    everything = [term for wanted in asking.asked for term in wanted]
    assert len(everything) == len(set(everything))


def test_broad_terms_choose_no_hits_where_a_rarer_one_remains(asking):
    found = asking("haiku jakt")
    assert found.selecting == {"jakt"}
    assert found.worth["haiku"] > 0


@pytest.mark.parametrize("text", ["", "   ", "!?", "\x00"])
def test_nothing_asked_for_is_nothing_to_look_for(asking, text):
    found = asking(text)
    assert (found.terms, found.missing) == ((), ())


def test_terms_are_broad_in_a_large_collection_only():
    broad, rare = QueryTerm("a", 1, "a"), QueryTerm("b", 1, "b")
    often = {"a": 900, "b": 3}
    assert telling((broad, rare), often, 1000) == (rare,)
    assert telling((broad,), often, 1000) == (broad,)
    assert telling((broad, rare), {"a": 90, "b": 3}, 100) == (broad, rare)
    part = QueryTerm("a", 0.6, "ab", "part")
    assert telling((part, rare), {"a": 90, "b": 3}, 100) == (rare,)
    assert telling((part, rare), {"a": 9, "b": 3}, 10) == (part, rare)
    assert missing_words((broad, QueryTerm("c", 1, "c")), often) == ("c",)
