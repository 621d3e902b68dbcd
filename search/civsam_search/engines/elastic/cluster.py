"""Where the servers are, and how they are asked: hosts, certificates, key, names and time."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from elasticsearch import Elasticsearch

BUDGET = 0.85
"""Seconds that all questions of one search may take together; what is left of one second is for
the embedded engine, which answers when they take longer."""
PROBE = 0.3
"""Seconds that the question may take that finds out whether a server is back."""
WRITING = 30
"""Seconds that a message to the servers may take; half of them may go to waiting for a shard."""
_PREFIX = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


@dataclass(frozen=True, slots=True)
class Cluster:
    """The servers of an installation, as `CIVSAM_ELASTICSEARCH` in Django's settings names them.

    Attributes:
        hosts: whole addresses, such as ``https://search-1.kommunen.se:9200``.
        prefix: what the names of this installation's indices begin with: its share of a cluster.
        api_key: the key to log in with, as Elasticsearch gave it ("encoded").
        ca_certs: a file with the certificates to trust, where the system's do not do.
    """

    hosts: tuple[str, ...]
    prefix: str = "civsam"
    api_key: str = field(default="", repr=False)
    ca_certs: str = ""

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Cluster":
        """The cluster that settings describe.

        Raises:
            ImproperlyConfigured: a key is unknown, there is no host, or the prefix cannot be one.
        """
        known = {"hosts", "prefix", "api_key", "ca_certs"}
        if unknown := sorted(given.keys() - known):
            raise ImproperlyConfigured(f"CIVSAM_ELASTICSEARCH has unknown keys: {unknown}")
        prefix = str(given.get("prefix") or "civsam")
        if not given.get("hosts") or not _PREFIX.fullmatch(prefix):
            raise ImproperlyConfigured(
                "CIVSAM_ELASTICSEARCH needs hosts, and a prefix of a-z, 0-9, - and _."
            )
        return cls(
            hosts=tuple(given["hosts"]),
            prefix=prefix,
            api_key=str(given.get("api_key") or ""),
            ca_certs=str(given.get("ca_certs") or ""),
        )

    @property
    def alias(self) -> str:
        """The name by which the index that answers is known."""
        return self.prefix

    def client(self, seconds: float = WRITING) -> Elasticsearch:
        """The way to the servers; a question to them may take so long."""
        return _client(self).options(request_timeout=seconds)

    def within(self, deadline: "Deadline") -> Elasticsearch:
        """The way to the servers for a question that has to be answered in time.

        With several servers, one that does not answer leaves time to ask another.
        """
        several = len(self.hosts) > 1
        seconds = deadline.left() / 2 if several else deadline.left()
        retries = {"max_retries": 1, "retry_on_timeout": True} if several else {"max_retries": 0}
        return _client(self).options(request_timeout=seconds, **retries)


class Deadline:
    """How much time is left for all the questions of one search."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left, at least a hundredth: a client without time would wait for ever."""
        return max(0.01, self._end - time.monotonic())


def configured() -> Cluster | None:
    """The cluster of this installation, if it has one."""
    given = getattr(settings, "CIVSAM_ELASTICSEARCH", None)
    return Cluster.of(given) if given else None


@lru_cache(maxsize=8)
def _client(cluster: Cluster) -> Elasticsearch:
    secured = [host for host in cluster.hosts if host.startswith("https:")]
    more: dict[str, Any] = {"ca_certs": cluster.ca_certs} if cluster.ca_certs and secured else {}
    if cluster.api_key:
        more["api_key"] = cluster.api_key
    return Elasticsearch(
        list(cluster.hosts),
        connections_per_node=20,
        retry_on_status=(),
        dead_node_backoff_factor=0.5,
        max_dead_node_backoff=10,
        **more,
    )
