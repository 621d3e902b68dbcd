"""How rare a word is need not be counted for each question."""

from civsam_search.rarity import Rarity


class Servers:
    """They have these documents, and remember what they were asked."""

    def __init__(self, documents, **counts):
        self.documents, self.counts = documents, counts
        self.asked = []

    def __call__(self, terms):
        self.asked.append(terms)
        return {term: self.counts.get(term, 0) for term in terms}, self.documents


def test_a_term_that_some_document_has_is_asked_for_once():
    rare, servers = Rarity(), Servers(20, bidrag=7, läger=2)
    assert rare.of(["bidrag"], servers) == ({"bidrag": 7}, 20)
    assert rare.of(["bidrag", "läger"], servers) == ({"bidrag": 7, "läger": 2}, 20)
    assert rare.of(["läger", "bidrag"], servers) == ({"läger": 2, "bidrag": 7}, 20)
    assert servers.asked == [["bidrag"], ["läger"]]


def test_a_term_that_no_document_had_is_found_as_soon_as_one_has():
    rare, servers = Rarity(), Servers(20)
    assert rare.of(["kvibbel"], servers) == ({"kvibbel": 0}, 20)
    servers.counts["kvibbel"] = 1
    assert rare.of(["kvibbel"], servers) == ({"kvibbel": 1}, 20)


def test_no_term_is_in_more_documents_than_there_are_left():
    rare, servers = Rarity(), Servers(20, bidrag=7)
    rare.of(["bidrag"], servers)
    servers.documents = 3
    assert rare.of(["bidrag", "läger"], servers) == ({"bidrag": 3, "läger": 0}, 3)
