"""Without a database nobody has written any words of their own."""

import pytest

from civsam_search import own_words


@pytest.fixture(autouse=True)
def _no_words_of_editors(monkeypatch):
    monkeypatch.setattr(own_words, "_source", tuple)
