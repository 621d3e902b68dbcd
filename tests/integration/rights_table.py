"""A table of rights: its lines, and what each role meets at the address of a line."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from civsam_platform.accounts.testing import log_in
from tests.integration import rights_world as tools
from tests.integration.rights_forms import unguarded

HERE, LOGIN, REFUSED, ABSENT, ELSEWHERE = "yes", "in", "no", "-", "to"
ANSWERS = {HERE, LOGIN, REFUSED, ABSENT, ELSEWHERE}
DOORS = ("/logga-in/", "/admin/login/")
BY_LINK = {"link", "question", "ruling_token"}  # whoever has it may read
TOO_LARGE = str(10**22)
SECRET = re.compile(r"kanarie-\w+-(?:own|foreign)")
ADMIN_HOME = "/admin/"  # where the admin sends those whom it refuses, with a word about it


class Table:
    """A file with a line for each address, and how its lines are tried.

    roles: each role with the name of who has it, in the order of the columns. before: what is
    made so before an address is tried. posts: what is posted there, by the name of the address or
    by name and action. session: what the session knows. staff: who has a second step.

    An address is the name of a view and its arguments: things of a side, 'words' as they stand,
    and what comes after the question mark.

    A line READ tells who may read a word that stands in a private thing. Nobody else meets it,
    at whatever address of the table.
    """

    def __init__(
        self,
        path: Path,
        roles: Mapping[str, str | None],
        *,
        posts: Mapping[str, Callable],
        before: Mapping[str, Callable],
        session: Mapping[str, dict],
        staff: tuple[str, ...],
    ):
        self.roles, self.posts, self.before, self.session = roles, posts, before, session
        self.staff = staff
        found = list(_lines(path))
        self.lines = [line for line in found if line.how != "READ"]
        self.readers = {
            f"kanarie-{line.name}-{line.whose}": {
                role for role, may in zip(roles, line.answers, strict=True) if may == HERE
            }
            for line in found
            if line.how == "READ"
        }

    def browsers(self, town) -> dict:
        """A browser for each role, logged in."""
        found = {}
        for role, name in self.roles.items():
            client = Client()
            if name:
                log_in(client, getattr(town, name), mfa=role in self.staff)
            found[role] = client.cookies
        return found

    def meet(self, town, line, role: str, whose: str) -> str:
        """What a role meets at the address, and nothing of it stays."""
        side = getattr(town, whose if whose != "none" else "own")
        with transaction.atomic():
            try:
                return self._met(town, line, role, side)
            finally:
                transaction.set_rollback(True)

    def _met(self, town, line, role, side) -> str:
        for name in settings.CACHES:
            caches[name].clear()  # nobody is stopped by how often others have tried
        client = _browser(town, role)
        if make_so := self.before.get(line.does, self.before.get(line.name)):
            make_so(town)
        if line.name in self.session and role != "visitor":
            session = client.session
            session.update(self.session[line.name])
            session.save()
        url, before, writes = address_of(line, side), tools.session_of(client), tools.Writes()
        data = self.posts.get(line.does, self.posts.get(line.name, lambda side: {}))(side)
        with connection.execute_wrapper(writes):
            response = client.get(url) if line.how == "GET" else client.post(url, data)
            body = response.getvalue().decode(errors="replace")
        met = set(SECRET.findall(body)) - set(SECRET.findall(str(data)))
        told = {word for word in met if role not in self.readers[word]}
        assert not told or line.is_secret, f"{url} tells {role} of {told}"
        changed = bool(writes.found) or tools.session_of(client) != before
        if not url.startswith(ADMIN_HOME):
            is_open = role == "visitor" and not line.is_secret
            assert unguarded(line.name, body, is_open=is_open) == [], f"{role} at {url}"
        assert not (changed and line.how == "GET"), f"reading {url} as {role} changes something"
        return answer_of(response, line, changed)

    def beyond_all_keys(self, town) -> dict[str, int]:
        """What each view answers whose address has a number, where that is far too large."""
        met = {}
        for line in self.lines:
            may = [role for role, is_ in zip(self.roles, line.answers, strict=True) if is_ == HERE]
            path = re.sub(r"(?<=/)[0-9]+(?=/)", TOO_LARGE, address_of(line, town.own))
            asks = f"{line.how} {line.name}"
            if asks not in met and may and line.whose == "own" and TOO_LARGE in path:
                with transaction.atomic():
                    client = _browser(town, may[0])
                    met[asks] = getattr(client, line.how.lower())(path).status_code
                    transaction.set_rollback(True)
        return met


def _browser(town, role: str) -> Client:
    client = Client()
    for name, cookie in town.browsers[role].items():
        client.cookies[name] = cookie.value
    return client


def _lines(path: Path):
    """The rows of a table: object, action, address, whose, how, and an answer for each role."""
    for line in path.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            about, action, address, whose, how, answers = (part.strip() for part in line.split("|"))
            name, *args = address.split()
            query = [arg for arg in args if "=" in arg]
            args = [arg for arg in args if "=" not in arg]
            yield SimpleNamespace(
                about=about,
                action=action,
                name=name,
                args=args,
                query=[part.split("=", 1) for part in query],
                does=f"{name}: {action}",
                is_secret=bool(BY_LINK & set(args)),
                whose=whose,
                how=how,
                answers=answers.split(),
                id=f"{how} {address} {whose}: {action}",
            )


def address_of(line, side) -> str:
    path = reverse(line.name, args=[_value(side, name) for name in line.args])
    query = {name: _value(side, value) for name, value in line.query}
    return f"{path}?{urlencode(query)}" if query else path


def _value(side, name: str):
    if name.startswith("'"):
        return name.strip("'")
    value = getattr(side, name)
    return getattr(value, "pk", value)


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


def views(patterns=None, spaces=()):
    """Each view of the site: its full name, and where it is written."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(pattern, "url_patterns"):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from views(pattern.url_patterns, inner)
        else:
            yield ":".join((*spaces, pattern.name or "")), pattern.lookup_str
