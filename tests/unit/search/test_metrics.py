"""The measures, worked out by hand."""

import math

import pytest

from civsam_search.evaluation.metrics import Scores, interval, score, summary

GRADES = {"best": 2, "good": 1}


def test_the_best_order_gives_one_in_every_measure():
    assert score(["best", "good", "other"], GRADES, 3) == Scores(1.0, 1.0, 1.0, 1.0, 3)


def test_the_gain_of_a_later_place_is_discounted_by_the_logarithm():
    found = score(["other", "best", "good"], GRADES, 3)
    ideal = 2 + 1 / math.log2(3)
    assert found.ndcg == pytest.approx((2 / math.log2(3) + 1 / 2) / ideal)
    assert found.reciprocal_rank == 0.5
    assert found.first == 0.0


def test_only_the_first_ten_count():
    assert score([*"abcdefghij", "best"], GRADES, 11) == Scores(0.0, 0.0, 0.0, 0.0, 11)


def test_recall_counts_against_what_ten_places_can_hold():
    grades = {str(number): 1 for number in range(20)}
    assert score([str(number) for number in range(10)], grades, 20).recall == 1.0


def test_questions_without_hits_are_counted():
    means = summary([score(["best"], GRADES, 1), score([], GRADES, 0)])
    assert means["zero_results"] == 0.5
    assert means["p@1"] == 0.5
    assert means["mean_hits"] == 0.5


def test_an_interval_that_leaves_zero_out_tells_a_real_difference():
    low, high = interval([0.1, 0.12, 0.08, 0.11, 0.09] * 10)
    assert 0.08 < low < 0.1 < high < 0.12
    low, high = interval([0.5, -0.5] * 25)
    assert low < 0 < high
