"""The engines, one small class each behind the protocol in `base`."""

from typing import TYPE_CHECKING

from django.conf import settings

from .base import Engine

if TYPE_CHECKING:
    from .elastic import ElasticEngine


def get_engine() -> Engine:
    """The engine that searches on this installation."""
    from .embedded import EmbeddedEngine

    return server_engine() or EmbeddedEngine()


def server_engine() -> "ElasticEngine | None":
    """The engine that asks Elasticsearch, where the settings name its servers."""
    if not getattr(settings, "CIVSAM_ELASTICSEARCH", None):
        return None
    from .elastic import ElasticEngine

    return ElasticEngine()


def catch_up() -> int:
    """Tell the servers of the search what waits, if there are servers. How many documents.

    For a worker that looks in now and then; without servers it costs nothing.
    """
    if server_engine() is None:
        return 0
    from .elastic import outbox

    return outbox.catch_up()
