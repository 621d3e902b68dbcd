"""Several installations on the same servers, each with a prefix of its own."""

from dataclasses import replace

import pytest

from civsam_search.engines.elastic import rebuilding
from tests.engines.conftest import Strict
from tests.engines.town import TOWN, ask


@pytest.fixture
def neighbours(db, elasticsearch_settings):
    """Two installations; the name of the one begins as the indices of the other do."""
    one = elasticsearch_settings
    other = replace(one, prefix=f"{one.prefix}-v1")
    yield Strict(one), Strict(other)
    client = other.client()
    for name in rebuilding.own_indices(client, other):
        client.indices.delete(index=name)


def test_each_installation_finds_its_own_and_leaves_the_indices_of_others_alone(neighbours):
    one, other = neighbours
    one.rebuild(TOWN)
    for _again in range(3):
        other.rebuild([])
    assert ask(one, "läxhjälp").keys[:1] == ("laxhjalp",)
    assert ask(other, "läxhjälp").total == 0
    one.rebuild(TOWN)
    one.rebuild(TOWN)
    assert ask(other, "läxhjälp").total == 0
    client = one.cluster.client()
    mine, theirs = (rebuilding.own_indices(client, each.cluster) for each in neighbours)
    assert (len(mine), len(theirs)) == (2, 2), "the one that answers and the one before"
    assert not mine & theirs
