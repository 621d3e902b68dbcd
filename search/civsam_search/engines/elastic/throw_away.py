"""An index for the time of a test or an evaluation."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from ...documents import SearchDocument
from . import outbox, rebuilding
from .cluster import Cluster
from .engine import ElasticEngine


class ToldAtOnce(ElasticEngine):
    """Tells the servers within the transaction, which is undone and never committed."""

    def index(self, documents: Iterable[SearchDocument]) -> int:
        """See `Engine.index`."""
        count = super().index(documents)
        outbox.drain(self.cluster)
        return count

    def remove(self, keys: Iterable[str]) -> None:
        """See `Engine.remove`."""
        super().remove(keys)
        outbox.drain(self.cluster)


@contextmanager
def throw_away(cluster: Cluster) -> Iterator[ToldAtOnce]:
    """An engine with an empty index of its own, in a transaction that its caller undoes."""
    own = replace(cluster, prefix=f"{cluster.prefix[:50]}-throw-away-{time.time_ns()}")
    engine = ToldAtOnce(own)
    try:
        engine.mend(())
        yield engine
    finally:
        client = own.client()
        for name in rebuilding.own_indices(client, own):
            client.indices.delete(index=name)
