"""The judged questions of the demo fit what it publishes."""

import json
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from civsam_platform import demo

QUERIES = Path(demo.__file__).with_name("queries.json")


def test_the_questions_find_what_answers_them(alvsunda):
    out = StringIO()
    call_command("search_eval", queries=QUERIES, json=True, stdout=out)
    result = json.loads(out.getvalue())
    assert result["queries"] == len(json.loads(QUERIES.read_text())) >= 60
    assert result["zero_results"] == 0
    assert result["ndcg@10"] >= 0.8
