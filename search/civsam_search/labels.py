"""The texts of the facets, kept for some seconds: every list shows them, and they seldom change."""

from django.core.cache import cache
from django.utils.translation import get_language

from .registry import get_facet

KEPT_FOR = 5  # seconds
_VERSION = "civsam-labels-version"


def facet_labels(name: str) -> dict[str, str]:
    """The text of each value of a facet, in the order they are shown; empty for an unknown facet.

    A change shows at once in the process that made it, in others within `KEPT_FOR` seconds.
    """
    facet = get_facet(name)
    if facet is None:
        return {}
    key = f"civsam-labels-{cache.get(_VERSION, 0)}-{get_language()}-{name}"
    found: dict[str, str] | None = cache.get(key)
    if found is None:
        found = {slug: str(text) for slug, text in facet.labels().items()}
        cache.set(key, found, KEPT_FOR)
    return found


def forget_labels() -> None:
    """Read the texts anew: a vocabulary has changed."""
    try:
        cache.incr(_VERSION)
    except ValueError:
        cache.set(_VERSION, 1, None)
