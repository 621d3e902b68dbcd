import pytest
from django.core.cache import cache

from tests import factories


@pytest.fixture
def town(db):
    cache.clear()  # what it knows of pictures is of another test's
    return factories.town()
