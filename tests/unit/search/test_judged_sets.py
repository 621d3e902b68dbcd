"""Judged questions from files, and what is said of files that are none."""

import gzip
import json

import pytest

from benchmarks import corpora
from civsam_search.documents import SearchDocument
from civsam_search.evaluation import sets
from civsam_search.evaluation.sets import ALWAYS, Item, Unreadable


def item(key, strong, weak="", kind="grant"):
    return Item(SearchDocument(key, kind, strong, ALWAYS), strong, weak)


ITEMS = [
    item("camp", "Lägerbidrag"),
    item("summer", "Sommarbidrag", "Läger och utflykter"),
    item("scouts", "Lägerlaget", kind="actor"),
    item("road", "Vägbidrag"),
]


def test_a_rule_gives_two_in_the_strong_text_and_one_in_the_weak():
    row = {"id": 7, "kind": "grant", "query": "pengar till läger", "relevance_regex": "läger"}
    (question,) = sets.by_rules([row], ITEMS)
    assert question.code == "7"
    assert question.grades == {"camp": 2, "summer": 1}


def test_a_rule_without_a_kind_concerns_all():
    (question,) = sets.by_rules([{"query": "läger", "relevance_regex": "LÄGER"}], ITEMS)
    assert set(question.grades) == {"camp", "summer", "scouts"}


def test_a_question_that_nothing_answers_is_left_out():
    assert sets.by_rules([{"query": "bastu", "relevance_regex": "bastu"}], ITEMS) == []


@pytest.mark.parametrize(
    "row",
    [
        {"query": "läger"},
        {"relevance_regex": "läger"},
        {"query": " ", "relevance_regex": "läger"},
        {"query": "läger", "relevance_regex": "(läger"},
    ],
)
def test_a_row_that_says_too_little_is_named(row):
    with pytest.raises(Unreadable, match="1"):
        sets.by_rules([row], ITEMS)


def test_addresses_become_keys():
    (question,) = sets.by_address([{"query": "läger", "relevant": {"/l/": 2}}], {"/l/": "page:3"})
    assert question.grades == {"page:3": 2}


def test_an_address_that_is_not_there_is_named():
    with pytest.raises(Unreadable, match="/borta/"):
        sets.by_address([{"query": "läger", "relevant": {"/borta/": 2}}], {"/l/": "page:3"})


@pytest.fixture
def set_of_two(tmp_path):
    """A set in the form of BEIR; one of its questions has no answer."""
    lines = [{"_id": "d1", "title": "Läger", "text": "Sök före mars."}, {"id": "d2", "text": "Väg"}]
    queries = [{"_id": "q1", "text": "När söker man?"}, {"_id": "q2", "text": "Varför?"}]
    prefix = tmp_path / "small"
    for name, rows in (("corpus", lines), ("queries", queries)):
        text = "\n".join(json.dumps(row) for row in rows)
        prefix.with_name(f"small_{name}.jsonl").write_text(text)
    qrels = "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td2\t0\n"
    prefix.with_name("small_qrels.tsv").write_text(qrels)
    return prefix


def test_a_set_of_beir_is_read(set_of_two):
    items, (question,) = sets.beir(str(set_of_two))
    assert [(i.document.key, i.document.title) for i in items] == [
        ("beir:d1", "Läger"),
        ("beir:d2", ""),
    ]
    assert question.grades == {"beir:d1": 1}


def test_a_set_of_beir_with_a_broken_line_says_which(set_of_two):
    set_of_two.with_name("small_corpus.jsonl").write_text('{"_id": "d1", "text": "Väg"}\n{"_id"')
    with pytest.raises(Unreadable, match="2"):
        sets.beir(str(set_of_two))


GRANT = {
    "id": "x",
    "namn": "Lägerbidrag",
    "malgrupp": "Scouter",
    "krav": ["Minst två nätter"],
    "belopp": None,
    "sen_ansokan": "",
    "kategori": ["barn"],
}


def test_grants_and_registers_are_read_packed_or_not(tmp_path):
    grants, actors, table = (tmp_path / name for name in ("g.json.gz", "a.jsonl", "a.csv"))
    grants.write_bytes(gzip.compress(json.dumps([{"bidrag": [GRANT]}]).encode()))
    actors.write_text(json.dumps({"id": "1", "name": " Kören ", "types": ["Kultur"]}))
    header = "id,name,types,activities,areas,target_groups,age_ranges,description"
    table.write_text(f"{header}\n2,Orkestern,Kultur|Musik,,,,,Vi spelar\n")
    (grant,) = corpora.read(grants)
    assert (grant.document.body, grant.weak) == ("Minst två nätter · barn", "Scouter")
    (choir,) = corpora.read(actors)
    assert (choir.document.title, choir.strong) == ("Kören", "Kören · Kultur")
    (orchestra,) = corpora.read(table)
    assert orchestra.strong == "Orkestern · Kultur · Musik"
    assert orchestra.weak == "Vi spelar"


@pytest.mark.parametrize(
    "raw", [b"[{}]", b'{"id": 1}', b"a,b\n1,2", b"\xff\xfe", b"\x1f\x8b1", b"[1"]
)
def test_a_file_of_another_form_is_refused(tmp_path, raw):
    path = tmp_path / "file"
    path.write_bytes(raw)
    with pytest.raises(Unreadable):
        list(corpora.read(path))
