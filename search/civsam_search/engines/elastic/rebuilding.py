"""A new index beside the one that answers, filled while others write, and then put in its place."""

import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from itertools import islice

from django.db import router, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from elasticsearch import ApiError, Elasticsearch, TransportError
from elasticsearch.dsl import Index

from ... import projection
from ...documents import SearchDocument
from ...models import IndexChange, IndexState, Posting, SearchEntry
from ...scale import average_length
from ..base import EngineError
from . import mapping, outbox, rows
from .cluster import Cluster

BATCH = 500
SENDERS = 2


class TakenOver(EngineError):
    """Another rebuild began later; it has the right to finish."""


class Rebuild:
    """One rebuild, from the names it takes to the old index it leaves for the next one."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster, self.client = cluster, cluster.client()
        stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
        self.index = f"{cluster.prefix}-v{mapping.VERSION}-{stamp}"
        self.alias = f"{self.index}-filling"
        self._replayed: set[int] = set()
        self._brought: set[str] = set()

    def begin(self) -> None:
        """Clear away what killed and earlier rebuilds left, and make an empty index."""
        now = timezone.now()
        if not IndexState.objects.update(building=self.index, beat_at=now):
            IndexState.objects.create(building=self.index, beat_at=now)
        for name in sorted(own_indices(self.client, self.cluster) - self._answering()):
            self.client.indices.delete(index=name, ignore_unavailable=True)
        index = Index(self.index, using=self.client)
        index.settings(**mapping.FILLING)
        index.mapping(mapping.mapping())
        index.aliases(**{self.alias: {}})
        index.create(wait_for_active_shards=1)

    def bring_in_step(
        self, documents: Iterable[SearchDocument], progress: Callable[[int], None]
    ) -> None:
        """Write to the projection what it does not have as it should be, and forget what is gone.

        In short transactions, so that others can write meanwhile; what they wrote in that time is
        newer than `documents`, and stays.

        Raises:
            TakenOver: another rebuild began.
        """
        since = outbox.tick()
        gone = set(SearchEntry.objects.values_list("key", flat=True))
        source = iter(documents)
        while batch := list(islice(source, BATCH)):
            gone.difference_update(document.key for document in batch)
            wrong = _wrong(batch)
            self._undisturbed(wrong, since, partial(_write, wrong))
            progress(len(batch))
        self._undisturbed(gone, since, projection.remove)

    def fill(self, progress: Callable[[int], None]) -> int:
        """Send all that the projection holds. How many documents.

        Raises:
            TakenOver: another rebuild began.
        """
        self._beat()
        version, count = outbox.tick(), 0
        for number in self._sent(rows.everything(BATCH), version):
            count += number
            progress(number)
            self._beat()
        return count

    def finish(self) -> None:
        """Replay what changed meanwhile, and let the new index answer. The old one is kept.

        Raises:
            TakenOver: another rebuild began.
        """
        while self._replay(self.alias):
            self._beat()
        self.client.indices.put_settings(index=self.index, settings=mapping.FILLED)
        self.client.indices.refresh(index=self.index)
        self._beat()
        actions = [
            {"remove": {"index": old, "alias": self.cluster.alias}} for old in self._answering()
        ]
        actions.append({"add": {"index": self.index, "alias": self.cluster.alias}})
        self.client.indices.update_aliases(actions=actions)
        # What was told to the old index until this moment is still in the outbox.
        self._replay(self.cluster.alias, refresh=True)
        self.client.indices.delete_alias(index=self.index, name=self.alias)
        IndexState.objects.filter(building=self.index).update(
            building="", beat_at=None, error="", error_at=None
        )
        IndexChange.objects.filter(pk__in=self._replayed, sent=True).delete()

    def give_up(self) -> None:
        """Leave the old index in step. Where the servers are away, the next rebuild clears up."""
        IndexState.objects.filter(building=self.index).update(building="", beat_at=None)
        outbox.note(sorted(self._brought))
        with suppress(ApiError, TransportError):
            self.client.indices.delete(index=self.index, ignore_unavailable=True)

    def _beat(self) -> None:
        ours = IndexState.objects.filter(building=self.index).update(beat_at=timezone.now())
        if not ours:
            raise TakenOver("Another rebuild began after this one, and will finish instead of it.")

    def _undisturbed(
        self, keys: Iterable[str], since: int, write: Callable[[list[str]], None]
    ) -> None:
        """Write what concerns these keys, but for those that others have written.

        They are looked for when the rows are ours: whoever wrote them before has committed then.
        """
        left = set(keys)
        others: set[str] = set()
        while left:
            try:
                with transaction.atomic(using=router.db_for_write(SearchEntry)):
                    self._beat()
                    write(sorted(left))
                    changed = IndexChange.objects.filter(pk__gt=since, key__in=left)
                    others = set(changed.values_list("key", flat=True))
                    if others:
                        raise _Disturbed
                self._brought |= left
                return
            except _Disturbed:
                left -= others

    def _replay(self, alias: str, *, refresh: bool = False) -> int:
        """Send again what changed since the rebuild began and has not been sent again yet."""
        changed = IndexChange.objects.exclude(key="").exclude(pk__in=self._replayed).order_by("pk")
        batch = dict(changed.values_list("pk", "key")[:BATCH])
        if batch:
            version = outbox.tick()
            outbox.send(self.client, alias, rows.of_keys(batch.values()), version, refresh=refresh)
            self._replayed.update(batch)
        return len(batch)

    def _sent(self, batches: Iterable[list[rows.Action]], version: int) -> Iterator[int]:
        """Read here and send from other threads; the sizes of the batches that have arrived."""

        def send(batch: list[rows.Action]) -> int:
            outbox.send(self.client, self.alias, batch, version)
            return len(batch)

        with ThreadPoolExecutor(SENDERS) as pool:
            sending: set[Future[int]] = set()
            for batch in batches:
                sending.add(pool.submit(send, batch))
                if len(sending) > SENDERS:
                    done, sending = wait(sending, return_when=FIRST_COMPLETED)
                    yield sum(future.result() for future in done)
            yield sum(future.result() for future in sending)

    def _answering(self) -> set[str]:
        """The index behind the alias, if there is one."""
        return set(answering(self.client, self.cluster))


def answering(client: Elasticsearch, cluster: Cluster) -> list[str]:
    """The index that answers now; none before the first rebuild."""
    found = client.options(ignore_status=404).indices.get_alias(name=cluster.alias)
    return [name for name, about in found.body.items() if isinstance(about, dict)]


def own_indices(client: Elasticsearch, cluster: Cluster) -> set[str]:
    """All indices that rebuilds of this installation have made."""
    ours = re.compile(rf"{re.escape(cluster.prefix)}-v\d+-\d{{20}}")
    found = client.indices.get(index=f"{cluster.prefix}-v*", features="aliases")
    return {name for name in found.body if ours.fullmatch(name)}


def _wrong(batch: list[SearchDocument]) -> dict[str, SearchDocument]:
    """Those of the documents that the projection does not have as they should be."""
    entries = SearchEntry.objects.filter(key__in=[document.key for document in batch])
    found = entries.annotate(found=Exists(Posting.objects.filter(entry=OuterRef("pk"))))
    marks = dict(found.filter(found=True).values_list("key", "digest"))
    average = average_length()
    return {d.key: d for d in batch if marks.get(d.key) != projection.digest(d, average)}


def _write(documents: dict[str, SearchDocument], keys: list[str]) -> None:
    projection.write([documents[key] for key in keys])


class _Disturbed(Exception):
    """Others have written what was about to be written."""
