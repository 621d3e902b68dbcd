"""Every role at every address of ours: what is shown, what is done, and what is not there.

The table is `rights_matrix.txt`. Each of its lines is tried with the real address.
"""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from civsam_platform.accounts.testing import log_in
from tests.integration import rights_world as tools
from tests.integration.rights_world import BEFORE, POSTS, ROLES, SESSION

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).with_name("rights_matrix.txt")
HERE, LOGIN, REFUSED, ABSENT, ELSEWHERE = "yes", "in", "no", "-", "to"
ANSWERS = {HERE, LOGIN, REFUSED, ABSENT, ELSEWHERE}
DOORS = ("/logga-in/", "/admin/login/")
ADMIN_HOME = "/admin/"  # where the admin sends those whom it refuses, with a word about it
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
)


def lines() -> list[SimpleNamespace]:
    """The rows of the table: object, action, address, whose, how, and an answer for each role."""
    found = []
    for line in TABLE.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            about, action, address, whose, how, answers = (part.strip() for part in line.split("|"))
            name, *args = address.split()
            found.append(
                SimpleNamespace(
                    about=about,
                    action=action,
                    name=name,
                    args=args,
                    whose=whose,
                    how=how,
                    answers=answers.split(),
                    id=f"{how} {name} {whose}",
                )
            )
    return found


LINES = lines()


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    """Both sides, and a browser for each role, built once: each try is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        built = tools.world()
        built.browsers = {}
        for role, name in ROLES.items():
            client = Client()
            if name:
                log_in(client, getattr(built, name), mfa=role in ("municipal", "reviewer", "root"))
            built.browsers[role] = client.cookies
        yield built
        transaction.set_rollback(True)


def address_of(line, side) -> str:
    values = [getattr(side, name) for name in line.args]
    return reverse(line.name, args=[getattr(value, "pk", value) for value in values])


def meet(town, line, role: str, whose: str) -> str:
    """What a role meets at the address, and nothing of it stays."""
    side = getattr(town, whose if whose != "none" else "own")
    with transaction.atomic():
        try:
            return _met(town, line, role, side)
        finally:
            transaction.set_rollback(True)


def _met(town, line, role, side) -> str:
    for name in settings.CACHES:
        caches[name].clear()  # nobody is stopped by how often others have tried
    client = Client()
    for name, cookie in town.browsers[role].items():
        client.cookies[name] = cookie.value
    if line.name in BEFORE:
        BEFORE[line.name](town)
    if line.name in SESSION and role != "visitor":
        session = client.session
        session.update(SESSION[line.name])
        session.save()
    url, before, writes = address_of(line, side), tools.session_of(client), tools.Writes()
    data = POSTS.get(line.name, lambda side: {})(side)
    with connection.execute_wrapper(writes):
        response = client.get(url) if line.how == "GET" else client.post(url, data)
        if response.streaming:
            b"".join(response.streaming_content)
    changed = bool(writes.found) or tools.session_of(client) != before
    assert not (changed and line.how == "GET"), f"reading {url} as {role} changes something"
    return answer_of(response, line, changed)


def answer_of(response, line, changed: bool) -> str:
    """The answer in the table's words. Whatever is changed, or given as a file, is a yes."""
    if changed or "Content-Disposition" in response:
        return HERE
    if response.status_code == 404:
        return ABSENT
    if response.status_code == 302 and response.url.partition("?")[0] in DOORS:
        return LOGIN
    if line.how == "POST" or response.status_code not in (200, 302):
        return REFUSED
    if response.status_code == 200:
        return HERE
    return REFUSED if response.url == ADMIN_HOME else ELSEWHERE


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.id)
def test_each_role_meets_what_the_table_says(town, line):
    met = [meet(town, line, role, line.whose) for role in ROLES]
    assert dict(zip(ROLES, met, strict=True)) == dict(zip(ROLES, line.answers, strict=True))


# No other service to log in with is set up here: there is none to be deleted.
OF_SOMEBODY = [
    line for line in LINES if line.whose == "foreign" and line.args and line.args != ["service"]
]


@pytest.mark.parametrize("line", OF_SOMEBODY, ids=lambda line: line.id)
def test_what_is_gone_and_what_one_may_not_see_look_the_same(town, line):
    for role, answer in zip(ROLES, line.answers, strict=True):
        gone = meet(town, line, role, "deleted")
        if answer in (ABSENT, LOGIN):
            assert gone == answer, role
        else:
            assert gone in (ABSENT, REFUSED, LOGIN), role


def views(patterns=None, spaces=()):
    """Each view of the site: its full name, and where it is written."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(pattern, "url_patterns"):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from views(pattern.url_patterns, inner)
        else:
            yield ":".join((*spaces, pattern.name or "")), pattern.lookup_str


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
