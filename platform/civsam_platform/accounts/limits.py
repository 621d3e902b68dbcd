"""Limits on how often one may try, kept in the database.

allauth counts in the default cache. That is each process's own memory here, quick and forgotten
at a restart; so what allauth counts goes on to the cache called ``limits``, which all processes
share and which survives.
"""

from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache

COUNTED = "allauth"  # limits, and codes of apps that have been used


def _routed(name: str):
    """The method of a cache called `name`, which goes on to the limits for what is counted."""
    in_memory = getattr(LocMemCache, name)

    def method(self, key, *args, **kwargs):
        if str(key).startswith(COUNTED):
            return getattr(caches["limits"], name)(key, *args, **kwargs)
        return in_memory(self, key, *args, **kwargs)

    return method


class MemoryButLimits(LocMemCache):
    """The process's own memory for everything but limits."""

    add = _routed("add")
    get = _routed("get")
    set = _routed("set")
    delete = _routed("delete")
