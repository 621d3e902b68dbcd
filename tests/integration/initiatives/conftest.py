import pytest

from tests import factories


@pytest.fixture
def town(db):
    return factories.town()
