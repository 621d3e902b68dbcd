"""Every role at every address of ours: what is shown, what is done, and what is not there.

The table is `rights_matrix.txt`. Each of its lines is tried with the real address.
"""

from pathlib import Path

import pytest
from django.db import transaction

from tests.integration import rights_world as tools
from tests.integration.rights_table import ABSENT, ANSWERS, LOGIN, REFUSED, Table, views
from tests.integration.rights_world import BEFORE, POSTS, ROLES, SESSION

pytestmark = pytest.mark.django_db
# Whose views have to stand in the table.
OURS = (
    "civsam_pages.register.memberships.admin",
    "civsam_pages.notifications.",
    "civsam_pages.moderation.",
    "civsam_platform.accounts.",
    "civsam_platform.users.",
    "allauth.",
)
NAMESPACES = (
    "civsam_people:",
    "civsam_me:",
    "civsam_notifications:",
    "civsam_people_admin:",
    "civsam_moderation:",
    "civsam_moderation_admin:",
    "civsam_search_admin:",
)
TABLE = Table(
    Path(__file__).with_name("rights_matrix.txt"),
    ROLES,
    posts=POSTS,
    before=BEFORE,
    session=SESSION,
    staff=("municipal", "reviewer", "root"),
)
LINES = TABLE.lines


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    """Both sides, and a browser for each role, built once: each try is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        built = tools.world()
        built.browsers = TABLE.browsers(built)
        yield built
        transaction.set_rollback(True)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.id)
def test_each_role_meets_what_the_table_says(town, line):
    met = [TABLE.meet(town, line, role, line.whose) for role in ROLES]
    assert dict(zip(ROLES, met, strict=True)) == dict(zip(ROLES, line.answers, strict=True))


# No other service to log in with is set up here: there is none to be deleted.
OF_SOMEBODY = [
    line for line in LINES if line.whose == "foreign" and line.args and line.args != ["service"]
]


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


def test_every_view_of_ours_has_its_rows_in_the_table():
    ours = {
        name
        for name, where in views()
        if name and (where.startswith(OURS) or name.startswith(NAMESPACES))
    }
    for how in ("GET", "POST"):
        assert ours - {line.name for line in LINES if line.how == how} == set(), how
    with_ids = {line.name for line in LINES if line.args}
    for whose in ("own", "foreign"):
        assert with_ids == {line.name for line in LINES if line.whose == whose}, whose


def test_a_view_without_a_name_leads_only_to_the_door():
    nameless = {where for name, where in views() if not name and where.startswith(OURS)}
    assert nameless == {
        "civsam_platform.accounts.views.login.to_the_door",
        "civsam_platform.accounts.views.login.no_door",
        "allauth.account.views.LogoutView",
    }


def test_the_table_is_written_in_its_own_words():
    assert len({line.id for line in LINES}) == len(LINES)
    for line in LINES:
        assert len(line.answers) == len(ROLES), line.id
        assert set(line.answers) <= ANSWERS, line.id
        assert line.how in ("GET", "POST"), line.id
