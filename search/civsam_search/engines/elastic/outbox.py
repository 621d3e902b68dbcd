"""The outbox: what the servers have to be told, written with the change and told after it.

Late writes never win. Whoever tells the servers something takes a number first, the key of a row
that is made and thrown away, and reads what the documents are now after that. The servers keep
what came with the highest number, and a higher number has read later. So it does not matter how
many do this at the same time, how slow one of them is, or in what order their messages arrive.
"""

import logging
from collections.abc import Iterable
from threading import Lock, Thread
from typing import Any

from django.db import connections, transaction
from django.utils import timezone
from elasticsearch import ApiError, Elasticsearch, TransportError

from ...models import IndexChange, IndexState
from ..base import EngineError
from . import rows
from .cluster import WRITING, Cluster, configured

logger = logging.getLogger(__name__)

BATCH = 500
FORGOTTEN_AFTER = 900
"""Seconds without a sign of life after which a rebuild is not waited for any more."""


class Refused(EngineError):
    """The servers answered, but did not take what they were told."""


def note(keys: Iterable[str]) -> None:
    """Remember that these documents changed, in the transaction of the change."""
    IndexChange.objects.bulk_create(IndexChange(key=key) for key in keys)
    transaction.on_commit(wake)


def tick() -> int:
    """A number that is higher than all that were given out before it."""
    row = IndexChange.objects.create(key="")
    row_id: int = row.pk
    row.delete()
    return row_id


def drain(cluster: Cluster) -> int:
    """Tell the servers of everything that waits. How many documents that was.

    Raises:
        ApiError, TransportError, Refused: they could not be told; what is left waits.
    """
    client, told = cluster.client(), 0
    try:
        while batch := _waiting():
            version = tick()
            keys = list(dict.fromkeys(batch.values()))
            send(client, cluster.alias, rows.of_keys(keys), version, refresh=True)
            _done(batch)
            told += len(keys)
    except (ApiError, TransportError, Refused) as error:
        _remember(error)
        raise
    if told:
        IndexState.objects.exclude(error="").update(error="", error_at=None)
    return told


def send(
    client: Elasticsearch,
    alias: str,
    actions: Iterable[rows.Action],
    version: int,
    *,
    refresh: bool = False,
) -> None:
    """Send documents, or their deletion, with a number; what is newer on the servers stays.

    Raises:
        ApiError, TransportError: the servers could not be asked.
        Refused: they did not take it all.
    """
    operations: list[Any] = []
    about = {"version": version, "version_type": "external_gte"}
    for key, document in actions:
        verb = "index" if document else "delete"
        operations.append({verb: {"_id": key, **about}})
        if document:
            operations.append(document)
    if not operations:
        return
    # Only to an alias: to a name that is gone, an index would be made by itself.
    answer = client.bulk(
        index=alias,
        operations=operations,
        require_alias=True,
        refresh=refresh,
        timeout=f"{WRITING // 2}s",
        filter_path=FAILED,
    )
    problems = [
        f"{item['_id']}: {item['error']['reason']}"
        for one in answer.get("items", ())
        for item in one.values()
        if "error" in item and item["status"] != 409
    ]
    if problems:
        raise Refused(f"{len(problems)} documents were refused, such as {problems[0]}")


FAILED = "items.*._id,items.*.error,items.*.status"


def catch_up() -> int:
    """Tell the servers what waits, if there are servers and something waits. How many documents.

    For a worker that looks in now and then; what goes wrong is remembered for `status`.
    """
    cluster = configured()
    if cluster is None or not IndexChange.objects.filter(sent=False).exists():
        return 0
    try:
        return drain(cluster)
    except (ApiError, TransportError, Refused):
        return 0


class _Drainer:
    """At most one thread of this process tells the servers, so that no save waits for them."""

    def __init__(self) -> None:
        self._lock, self._running, self._again = Lock(), False, False

    def wake(self) -> None:
        """See to it that what waits is told."""
        with self._lock:
            self._again = True
            if self._running:
                return
            self._running = True
        Thread(target=self._run, name="civsam-search-outbox", daemon=True).start()

    def _run(self) -> None:
        try:
            while self._is_wanted():
                catch_up()
        except Exception:
            logger.exception("The outbox of the search could not be told")
            with self._lock:
                self._running = False
        finally:
            connections.close_all()

    def _is_wanted(self) -> bool:
        with self._lock:
            self._running, self._again = self._again, False
            return self._running


_drainer = _Drainer()


def wake() -> None:
    """Tell the servers soon, in another thread, unless they are known to be away."""
    from .engine import breaker

    cluster = configured()
    if cluster is not None and not breaker(cluster).is_open:
        _drainer.wake()


def is_building() -> bool:
    """Whether a rebuild is going on, for which what was sent has to be kept."""
    state = IndexState.objects.exclude(building="").first()
    if state is None:
        return False
    silent = (timezone.now() - state.beat_at).total_seconds() if state.beat_at else 0
    if silent <= FORGOTTEN_AFTER:
        return True
    IndexState.objects.filter(building=state.building).update(building="")
    return False


def _waiting() -> dict[int, str]:
    waiting = IndexChange.objects.filter(sent=False).exclude(key="").order_by("pk")
    return dict(waiting.values_list("pk", "key")[:BATCH])


def _done(batch: dict[int, str]) -> None:
    """What was told is forgotten, or kept for the index that is being built."""
    if is_building():
        IndexChange.objects.filter(pk__in=list(batch)).update(sent=True)
        return
    IndexChange.objects.filter(pk__in=list(batch)).delete()
    IndexChange.objects.filter(sent=True).delete()


def _remember(error: Exception) -> None:
    now = timezone.now()
    text = f"{type(error).__name__}: {error}"[:2000]
    logger.warning("The servers of the search could not be told: %s", text)
    if not IndexState.objects.update(error=text, error_at=now):
        IndexState.objects.create(error=text, error_at=now)
