"""What tests of every layer may ask for."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches

from civsam_search import common, keeping
from tests.at_once import at_once  # noqa: F401 (a fixture for all)

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """The caches know addresses, pictures and words, which a rolled back test took along."""
    for name in settings.CACHES:
        caches[name].clear()
    keeping.forget_all()
    yield
    common.questions.clear()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with real registers and grants, kept beside the project and never in it."""
    if SHARED_DATA.is_dir():
        return SHARED_DATA
    missing = "the real data is not there: put it in ../shared/data beside the project"
    if os.environ.get("CIVSAM_REQUIRE_SERVICES"):
        pytest.fail(missing)
    pytest.skip(missing)
