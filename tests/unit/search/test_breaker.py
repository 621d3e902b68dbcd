"""Who knows that a server is away does not wait for it again and again."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured

from civsam_search.engines.elastic import cluster
from civsam_search.engines.elastic.breaker import FIRST_PAUSE, LONGEST_PAUSE, Breaker
from civsam_search.engines.elastic.cluster import BUDGET, Cluster, Deadline


class Clock:
    """A clock that stands still until it is told."""

    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def breaker(clock):
    return Breaker(clock)


def test_as_long_as_the_server_answers_everyone_is_let_through(breaker):
    assert breaker.lets_through()
    assert not breaker.succeeded()
    assert breaker.lets_through()


def test_after_one_failure_nobody_waits_for_it(breaker):
    assert breaker.failed(), "this is the failure that is worth a line in the log"
    assert not breaker.lets_through()
    assert not breaker.failed()


def test_after_a_pause_one_alone_may_find_out(breaker, clock):
    breaker.failed()
    clock.now += FIRST_PAUSE
    assert [breaker.lets_through() for _ in range(3)] == [True, False, False]


def test_the_pauses_grow_up_to_a_limit(breaker, clock):
    breaker.failed()
    for _ in range(20):
        breaker.failed()
    clock.now += LONGEST_PAUSE - 0.1
    assert not breaker.lets_through()
    clock.now += 0.2
    assert breaker.lets_through()


def test_an_answer_closes_it(breaker):
    breaker.failed()
    assert breaker.succeeded()
    assert not breaker.is_open
    assert breaker.lets_through()


def test_a_question_without_time_left_is_still_given_some():
    assert Deadline(-5).left() > 0


@pytest.mark.parametrize("hosts", [1, 3])
def test_servers_that_hang_leave_time_to_answer_within_a_second_without_them(
    clock, monkeypatch, hosts
):
    client = SimpleNamespace(options=lambda **options: SimpleNamespace(**options))
    monkeypatch.setattr(cluster, "time", SimpleNamespace(monotonic=clock))
    monkeypatch.setattr(cluster, "_client", lambda which: client)
    where = Cluster(tuple(f"http://node-{number}:9200" for number in range(hosts)))
    began, deadline = clock.now, Deadline(BUDGET)
    for _question in range(3):
        asked = where.within(deadline)
        clock.now += asked.request_timeout * (1 + asked.max_retries)
    assert clock.now - began < 0.9


@pytest.mark.parametrize(
    "wrong",
    [
        {"hosts": []},
        {"hosts": ["http://a:1"], "prefix": "Stora"},
        {"hosts": ["http://a:1"], "prefix": "a*"},
        {"hosts": ["http://a:1"], "prefix": "-a"},
        {"hosts": ["http://a:1"], "apikey": "x"},
    ],
)
def test_settings_that_cannot_be_are_refused(wrong):
    with pytest.raises(ImproperlyConfigured):
        Cluster.of(wrong)


def test_the_key_is_in_no_error_report():
    assert "hemlig" not in repr(Cluster(("http://a:1",), api_key="hemlig"))
