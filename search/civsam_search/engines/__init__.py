"""The engines, one small class each behind the protocol in `base`."""

from .base import Engine


def get_engine() -> Engine:
    """The engine that searches on this installation."""
    from .embedded import EmbeddedEngine

    return EmbeddedEngine()
