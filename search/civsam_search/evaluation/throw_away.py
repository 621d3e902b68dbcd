"""An index for the time of an evaluation: what is there already is neither seen nor changed."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from django.db import router, transaction
from django.utils.translation import gettext as _

from .. import scale
from ..engines import server_engine
from ..engines.base import Engine
from ..engines.embedded import EmbeddedEngine
from ..engines.memory import MemoryEngine
from ..models import SearchEntry
from .sets import Unreadable

SITE = 2**31 - 1
"""The number of a site that there is not: the index of each site is for itself."""


@contextmanager
def _embedded(average: int) -> Iterator[Engine]:
    """In the site's own database, in a transaction that is undone.

    On SQLite nobody else can write meanwhile.
    """
    using = router.db_for_write(SearchEntry)
    with transaction.atomic(using=using):
        scale.keep(average)
        yield EmbeddedEngine()
        transaction.set_rollback(True, using=using)


@contextmanager
def _elasticsearch(average: int) -> Iterator[Engine]:
    """On the servers that the settings name, and in a transaction as `_embedded`."""
    server = server_engine()
    if server is None:
        raise Unreadable(_("The settings name no servers: CIVSAM_ELASTICSEARCH is empty."))
    from ..engines.elastic.throw_away import throw_away

    with _embedded(average), throw_away(server.cluster) as engine:
        yield engine


@contextmanager
def _memory(average: int) -> Iterator[Engine]:
    yield MemoryEngine(average)


THROW_AWAY: dict[str, Callable[[int], AbstractContextManager[Engine]]] = {
    "elasticsearch": _elasticsearch,
    "embedded": _embedded,
    "memory": _memory,
}
"""How each engine, by its name, is had with an empty index for `SITE`.

Called with how long the documents are, in terms."""
