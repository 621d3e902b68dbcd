"""Every role at every address of what associations write, and at Wagtail's own side doors to it.

The table is `posting_rights.txt`. Each of its lines is tried with the real address.
"""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from tests.integration import posting_world as tools
from tests.integration.posting_world import POSTS, ROLES, STAFF
from tests.integration.rights_table import ABSENT, ANSWERS, LOGIN, REFUSED, Table, views

pytestmark = pytest.mark.django_db
# Whose views have to stand in the table.
NAMESPACES = (
    "civsam_posting:",
    "civsam_answers:",
    "civsam_answers_admin:",
    "civsam_review:",
    "civsam_ready_texts:",
    "civsam_pictures:",
)
WAGTAILS = ("wagtailadmin_pages:", "wagtailadmin_api:pages:", "wagtail_bulk_action")
PICTURES = "civsam_pages.arena.pictures.storage.PictureStorage"  # as on a site
TABLE = Table(
    Path(__file__).with_name("posting_rights.txt"),
    ROLES,
    posts=POSTS,
    before={},
    session={},
    staff=STAFF,
)
LINES = TABLE.lines


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker, tmp_path_factory):
    """Both sides, and a browser for each role, built once: each try is undone."""
    media = override_settings(
        MEDIA_ROOT=tmp_path_factory.mktemp("site") / "media",
        STORAGES={**settings.STORAGES, "default": {"BACKEND": PICTURES}},
    )
    with django_db_blocker.unblock(), media, transaction.atomic():
        built = tools.world()
        built.browsers = TABLE.browsers(built)
        yield built
        transaction.set_rollback(True)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.id)
def test_each_role_meets_what_the_table_says(town, line):
    met = [TABLE.meet(town, line, role, line.whose) for role in ROLES]
    assert dict(zip(ROLES, met, strict=True)) == dict(zip(ROLES, line.answers, strict=True))


OF_SOMEBODY = [line for line in LINES if line.whose == "foreign"]


@pytest.mark.parametrize("line", OF_SOMEBODY, ids=lambda line: line.id)
def test_what_is_gone_and_what_one_may_not_see_look_the_same(town, line):
    for role, answer in zip(ROLES, line.answers, strict=True):
        gone = TABLE.meet(town, line, role, "deleted")
        if answer in (ABSENT, LOGIN):
            assert gone == answer, role
        else:
            assert gone in (ABSENT, REFUSED, LOGIN), role


def test_a_number_larger_than_any_key_leads_nowhere(town):
    met = TABLE.beyond_all_keys(town)
    assert set(met.values()) == {404}, met


def test_every_view_has_its_rows_in_the_table():
    named = {name for name, _where in views()}
    ours = {name for name in named if name.startswith(NAMESPACES)}
    for how in ("GET", "POST"):
        assert ours - {line.name for line in LINES if line.how == how} == set(), how
    for whose in ("own", "foreign"):
        with_ids = {line.name for line in LINES if line.args and line.name in ours}
        assert with_ids - {line.name for line in LINES if line.whose == whose} == set(), whose
    wagtails = {name for name in named if name.startswith(WAGTAILS)}
    assert wagtails - {line.name for line in LINES} == set()


def test_the_table_is_written_in_its_own_words():
    assert len({line.id for line in LINES}) == len(LINES)
    for line in LINES:
        assert len(line.answers) == len(ROLES), line.id
        assert set(line.answers) <= ANSWERS, line.id
        assert line.how in ("GET", "POST"), line.id
