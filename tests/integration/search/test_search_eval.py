"""`manage.py search_eval`: judged questions in, figures out, and nothing left behind."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from civsam_search.models import Posting, SearchEntry, Term

pytestmark = pytest.mark.django_db

GRANTS = [{"namn": "Lägerbidrag", "malgrupp": "Scouter"}, {"namn": "Vägbidrag", "malgrupp": "Byar"}]
REST = {"krav": ["Sök i tid"], "belopp": "", "sen_ansokan": "", "kategori": []}


def run(*words):
    out = StringIO()
    call_command("search_eval", *map(str, words), stdout=out, verbosity=0)
    return out.getvalue()


@pytest.fixture
def corpus(tmp_path):
    rows = [{"id": row["namn"], **row, **REST} for row in GRANTS]
    path = tmp_path / "grants.json"
    path.write_text(json.dumps([{"bidrag": rows}]))
    return path


@pytest.fixture
def questions(tmp_path):
    path = tmp_path / "questions.json"
    path.write_text(
        json.dumps([{"id": 1, "query": "pengar till läger", "relevance_regex": "läger"}])
    )
    return path


@pytest.mark.parametrize("engine", ["embedded", "memory"])
def test_a_corpus_is_asked_and_thrown_away(add, corpus, questions, engine):
    add("Läger på Långnäset")
    before = [model.objects.count() for model in (SearchEntry, Posting, Term)]
    result = json.loads(
        run("--corpus", corpus, "--queries", questions, "--engine", engine, "--json")
    )
    assert result["engine"] == engine
    assert result["ndcg@10"] == result["p@1"] == 1.0
    assert result["mean_hits"] == 2.0  # "pengar" stands for "bidrag" too
    assert set(result["spellings"]) == {"clean", "typo", "no_aao"}
    assert [model.objects.count() for model in (SearchEntry, Posting, Term)] == before


def test_the_synonyms_can_be_left_out(corpus, questions):
    asked = ("--corpus", corpus, "--queries", questions, "--json")
    assert json.loads(run(*asked))["mean_hits"] == 2.0
    assert json.loads(run(*asked, "--without-synonyms"))["mean_hits"] == 1.0


def test_the_index_as_it_is_is_asked_by_address(add, tmp_path):
    camp, _road = add("Läger på Långnäset"), add("Vägar")
    path = tmp_path / "questions.json"
    path.write_text(json.dumps([{"query": "läger", "relevant": {camp.relative_url(None): 2}}]))
    assert "clean" in run("--queries", path)
    assert json.loads(run("--queries", path, "--json"))["mrr"] == 1.0


def test_a_run_is_compared_with_one_that_was_kept(corpus, questions, tmp_path):
    kept = tmp_path / "kept.json"
    run("--corpus", corpus, "--queries", questions, "--save", kept)
    worse = json.loads(kept.read_text())
    worse["each"]["clean"]["1"] = 0.5
    kept.write_text(json.dumps(worse))
    table = run("--corpus", corpus, "--queries", questions, "--against", kept)
    assert "+0.5000  [+0.5000, +0.5000]  n=1" in table


def test_one_spelling_can_be_asked_for(corpus, questions):
    words = ("--corpus", corpus, "--queries", questions, "--spelling", "typo", "--json")
    assert list(json.loads(run(*words))["spellings"]) == ["typo"]


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--queries", "{questions}", "--beir", "x"),
        ("--queries", "{missing}"),
        ("--queries", "{questions}"),
        ("--queries", "{questions}", "--engine", "memory"),
        ("--queries", "{questions}", "--corpus", "{missing}"),
        ("--queries", "{corpus}", "--corpus", "{corpus}"),
        ("--queries", "{questions}", "--corpus", "{questions}"),
        ("--queries", "{questions}", "--corpus", "{corpus}", "--reader", "no.such.reader"),
        ("--queries", "{questions}", "--corpus", "{corpus}", "--against", "{missing}"),
        ("--beir", "{missing}"),
    ],
)
def test_what_cannot_be_read_is_said(corpus, questions, tmp_path, words):
    paths = {"corpus": corpus, "questions": questions, "missing": tmp_path / "missing"}
    with pytest.raises(CommandError) as error:
        run(*(word.format(**paths) for word in words))
    assert str(error.value)
