"""What happens when servers stop, hang, fill up or lose their master, and when a rebuild is killed.

On real servers: Elasticsearch of the tests' own, which they may stop, and PostgreSQL, where several
threads and processes write at once and everything is committed.
"""

import multiprocessing
import os
import signal
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from threading import Event
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.db import connections

from civsam_search import projection
from civsam_search.engines.elastic import ElasticEngine, breaker, engine, outbox, rebuilding
from civsam_search.engines.elastic.cluster import Cluster
from civsam_search.models import IndexChange, IndexState
from tests import servers
from tests.engines.town import SITE, TOWN, ask, thing
from tests.served import or_skip, search_tables_in

PATIENCE = 150


@pytest.fixture(scope="module")
def node():
    """A server that a test may stop, as long as it starts it again."""
    with ExitStack() as stack:
        [node] = or_skip(stack, servers.elasticsearch())
        yield node


@pytest.fixture
def town(node, committed):
    """The small town of the contract, on the one server."""
    return installed(SimpleNamespace(urls=(node.url,)), "one")


@pytest.fixture
def committed(postgresql_database, settings, django_db_blocker, monkeypatch):
    """A database where what is written is committed, and seen by other threads."""
    monkeypatch.setattr(breaker, "LONGEST_PAUSE", 2.0)
    with django_db_blocker.unblock(), search_tables_in(postgresql_database, settings, kept=True):
        yield settings
        until(lambda: not outbox._drainer._running, "the thread of the outbox is done")


def installed(cluster, prefix):
    """An engine with the town in its index."""
    from django.conf import settings

    settings.CIVSAM_ELASTICSEARCH = {"hosts": cluster.urls, "prefix": f"{prefix}-{time.time_ns()}"}
    made = ElasticEngine()
    made.rebuild(TOWN)
    return made


def until(is_so, what):
    """Wait for something that comes by itself."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, f"not in {PATIENCE} s: {what}"
        time.sleep(0.05)


def told(town):
    """Whether the outbox is empty and nothing differs, document by document."""
    return not IndexChange.objects.exists() and town.differences() == []


@contextmanager
def traffic(town, visitors=3):
    """Visitors search all the time; `answers` tells how it goes.

    How long the one waits who finds out that a server is away is tried with a clock that stands
    still (`tests/unit/search/test_breaker.py`); `waited` is how many did.
    """
    over, answers, failed = Event(), Counter(), town.breaker.failed

    def visit(_number):
        while not over.is_set():
            found = ask(town, "läxhjälp", facets=("theme", "status"))
            answers["reserve" if found.reserve else "server"] += 1
            assert found.keys[0] == "laxhjalp"
        connections.close_all()

    def wait():
        answers["waited"] += 1
        return failed()

    seen = SimpleNamespace(answers=answers)
    with patch.object(town.breaker, "failed", wait), ThreadPoolExecutor(visitors) as pool:
        visits = [pool.submit(visit, number) for number in range(visitors)]
        try:
            yield seen
        finally:
            over.set()
        for one in visits:
            one.result()


@pytest.mark.parametrize("fault", ["hangs", "stops"])
def test_a_server_that_is_away_is_answered_for_and_catches_up_by_itself(town, node, fault):
    with traffic(town) as seen:
        until(lambda: seen.answers["server"] > 20, "the server answers")
        node.freeze() if fault == "hangs" else node.stop()
        until(lambda: seen.answers["reserve"] > 100, "the embedded engine answers")
        for number in range(20):
            town.index([thing(f"new{number}", f"Nyhet nummer {number}")])
        town.remove(["oppna"])
        assert ask(town, "nyhet").total == 20, "found at once, by the embedded engine"
        node.thaw() if fault == "hangs" else (node.start(), node.wait())
        before = seen.answers["server"]
        until(lambda: seen.answers["server"] > before + 20, "the server answers again")
        until(lambda: not IndexChange.objects.exists(), "the outbox drains by itself")
    assert seen.answers["waited"] * 4 < seen.answers["reserve"], "few waited for the server"
    assert told(town)
    assert (ask(town, "nyhet").total, ask(town, "nyhet").reserve) == (20, False)


def test_a_disk_that_is_full_is_reported_and_saving_goes_on(town, settings):
    settings.LANGUAGE_CODE = "en"
    client = town.cluster.client()
    full = {"index.blocks.read_only_allow_delete": True}
    client.indices.put_settings(index=town.cluster.alias, settings=full)
    town.index([thing("new", "Nyhet")])
    until(lambda: IndexState.objects.exclude(error="").exists(), "the error is remembered")
    status = dict(town.status())
    assert "read_only_allow_delete" in status["Blocked"]
    assert status["Outbox"].startswith("1,")
    assert "read-only" in status["Last error"] or "FORBIDDEN" in status["Last error"]
    assert ask(town, "läxhjälp").keys[0] == "laxhjalp"
    empty = {"index.blocks.read_only_allow_delete": None}
    client.indices.put_settings(index=town.cluster.alias, settings=empty)
    outbox.catch_up()
    assert told(town)
    assert dict(town.status())["Last error"] == "none"


def test_a_red_index_is_reported_and_answered_for_until_a_new_one_is_made(town, settings):
    settings.LANGUAGE_CODE = "en"
    client = town.cluster.client()
    lost = lost_index(client, town.cluster)
    town.index([thing("new", "Nyhet")])
    assert (ask(town, "nyhet").keys, ask(town, "nyhet").reserve) == (("new",), True)
    status = dict(town.status())
    assert status["Condition"].startswith("red")
    assert status["Outbox"].startswith("1,")
    town.mend_all()
    until(lambda: not ask(town, "nyhet").reserve, "the server answers again")
    assert rebuilding.answering(client, town.cluster) != [lost]
    until(lambda: not outbox.catch_up() and told(town), "the index is in step")


def lost_index(client, cluster):
    """An index that no server has, in the place of the one that answers.

    Made so: a primary shard that a server has already is given out whatever the settings say.
    """
    [index] = rebuilding.answering(client, cluster)
    name = f"{cluster.prefix}-v1-{'9' * 20}"
    about = client.indices.get(index=index)[index]
    nowhere = {"index.routing.allocation.require._name": "nowhere"}
    client.indices.create(
        index=name, mappings=about["mappings"], settings=nowhere, wait_for_active_shards=0
    )
    moved = [
        {"remove": {"index": index, "alias": cluster.alias}},
        {"add": {"index": name, "alias": cluster.alias}},
    ]
    client.indices.update_aliases(actions=moved)
    return name


def test_500_edits_during_a_rebuild_are_all_in_the_new_index(town):
    def edits(writer):
        for number in range(125):
            key = f"e{(writer * 125 + number) % 100}"
            town.index([thing(key, f"Skrivare {writer} ändring {number}")])
            if number % 25 == 24:
                town.remove([key])
        connections.close_all()

    begun = Event()

    def slowly():
        """Documents as they were before anyone edited them."""
        for document in [*TOWN, *(thing(f"e{n}", "Gammalt") for n in range(100))]:
            yield document
            begun.set()
            time.sleep(0.005)

    with ThreadPoolExecutor(4) as pool:
        writing = [pool.submit(edits, writer) for writer in range(4)]
        assert town.rebuild(slowly()) >= len(TOWN)
        for one in writing:
            one.result()
    until(lambda: not IndexChange.objects.exists(), "the outbox drains by itself")
    assert told(town)
    assert ask(town, "gammalt").total == 0, "no edit was overwritten by what the rebuild had read"


def _rebuild_for_ever(town, begun):
    """In a process of its own, with a connection of its own."""
    for connection in connections.all():
        connection.connection = None

    def documents():
        yield from TOWN
        begun.set()
        time.sleep(PATIENCE)

    town.cluster = Cluster((town.cluster.hosts[0] + "/",), town.cluster.prefix)
    town.rebuild(documents())


def test_a_rebuild_that_is_killed_leaves_the_old_index_and_the_next_clears_up(town):
    client = town.cluster.client()
    before = rebuilding.answering(client, town.cluster)
    connections.close_all()
    begun = multiprocessing.get_context("fork").Event()
    process = multiprocessing.get_context("fork").Process(
        target=_rebuild_for_ever, args=(town, begun)
    )
    process.start()
    assert begun.wait(PATIENCE)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert rebuilding.answering(client, town.cluster) == before
    assert len(rebuilding.own_indices(client, town.cluster)) == 2
    town.index([thing("new", "Nyhet")])
    until(lambda: ask(town, "nyhet").total == 1, "the old index follows changes")
    assert town.rebuild([*TOWN, thing("new", "Nyhet")]) == len(TOWN) + 1
    [after] = rebuilding.answering(client, town.cluster)
    assert rebuilding.own_indices(client, town.cluster) == {after, *before}, "the old one is kept"
    until(lambda: not IndexChange.objects.exists(), "nothing is kept for the dead")
    assert told(town)


def test_of_two_rebuilds_the_one_that_began_last_finishes(town):
    def documents():
        yield from TOWN
        assert ElasticEngine(town.cluster).rebuild(TOWN) == len(TOWN)

    with pytest.raises(rebuilding.TakenOver):
        town.rebuild(documents())
    assert told(town)
    assert ask(town).total == len([d for d in TOWN if d.site_id == SITE])


def test_a_late_write_never_wins(town):
    late = outbox.tick()
    town.index([thing("lager", "Kollo")])
    outbox.drain(town.cluster)
    old = {"key": "lager", "site": SITE, "digest": "old"}
    outbox.send(town.cluster.client(), town.cluster.alias, [("lager", old), ("new", None)], late)
    assert told(town)


def test_an_index_that_is_not_there_is_made_by_a_repair(town):
    client = town.cluster.client()
    for name in rebuilding.own_indices(client, town.cluster):
        client.indices.delete(index=name)
    assert ask(town, "läxhjälp").reserve
    differ = town.differences()
    assert set(differ) == {document.key for document in TOWN}
    town.mend(differ)
    assert told(town)


def test_three_servers_lose_their_master_and_nobody_notices(committed):
    with ExitStack() as stack:
        nodes = or_skip(stack, servers.elasticsearch(nodes=3, heap="256m"))
        town = installed(SimpleNamespace(urls=[node.url for node in nodes]), "three")
        client = town.cluster.client()
        client.cluster.health(wait_for_status="green", timeout="60s")
        master = client.cat.master(format="json")[0]["node"]
        written = 0
        with traffic(town) as seen:
            until(lambda: seen.answers["server"] > 50, "the servers answer")
            next(node for node in nodes if node.name == master).stop(signal.SIGKILL)
            end = time.monotonic() + 6
            while time.monotonic() < end:
                town.index([thing(f"new{written}", f"Nyhet {written}")])
                written += 1
                time.sleep(0.05)
        assert seen.answers["reserve"] == 0, "every question was answered by a server"
        until(lambda: outbox.catch_up() or told(town), "every write has arrived")
        assert projection.SearchEntry.objects.count() == len(TOWN) + written
        assert town.cluster.client().count(index=town.cluster.alias)["count"] == len(TOWN) + written
        assert not engine.breaker(town.cluster).is_open
