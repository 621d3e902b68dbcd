"""What the shared ground starts with."""

from . import search, vocabulary_index
from .pictures import publicity


def register() -> None:
    """Make its documents known, and listen to what changes them and who sees which picture."""
    search.register()
    vocabulary_index.connect()
    publicity.connect()
