"""Puts pages in the tree as if they had been written and published on their own days."""

from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any, TypeVar

from django.contrib.auth.models import AbstractBaseUser
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from civsam_search.api import STOCKHOLM

P = TypeVar("P", bound=Page)


class Gardener:
    """Adds pages below a start page, each once, and knows their addresses."""

    def __init__(self, start: Page, user: AbstractBaseUser):
        self.start = start
        self.user = user
        self.created: list[str] = []
        self._pages: dict[str, int] = {}
        for pk, path in start.get_descendants(inclusive=True).values_list("pk", "url_path"):
            self._pages[self.address(path)] = pk

    def address(self, url_path: str) -> str:
        """The address on the website of a page with this path in the tree."""
        return "/" + url_path.removeprefix(self.start.url_path)

    def has(self, address: str) -> bool:
        """Whether there is a page at the address, as ``/behov/laxhjalp/``."""
        return address in self._pages

    def page_id(self, address: str) -> int:
        """The primary key of the page at the address.

        Raises:
            LookupError: there is none.
        """
        try:
            return self._pages[address]
        except KeyError:
            raise LookupError(f"No page at {address}") from None

    def page(self, address: str) -> Page:
        """The page at the address, as its own class."""
        return Page.objects.get(pk=self.page_id(address)).specific

    def add(self, parent: Page, page: P, *, out: datetime, changed: datetime | None = None) -> P:
        """Add a page that has been public since `out`, last changed at `changed`."""
        changed = max(out, changed or out)
        page.owner = self.user
        page.live, page.has_unpublished_changes = True, False
        page.first_published_at, page.last_published_at = out, changed
        parent.add_child(instance=page)
        revision = self._revise(page, changed)
        self._stamp(page, revision, live_revision=revision)
        log(page, "wagtail.create", user=self.user, timestamp=out)
        log(page, "wagtail.publish", user=self.user, timestamp=changed, revision=revision)
        self._note(page)
        return page

    def add_draft(self, parent: Page, page: P, *, written: datetime) -> P:
        """Add a page that nobody has published yet."""
        page.owner = self.user
        page.live, page.has_unpublished_changes = False, True
        parent.add_child(instance=page)
        self._stamp(page, self._revise(page, written))
        log(page, "wagtail.create", user=self.user, timestamp=written)
        self._note(page)
        return page

    def change(self, page: Page) -> None:
        """Save a page again that was added a moment ago, with a revision that says the same."""
        page.save()
        revision = self._revise(page, page.last_published_at)
        self._stamp(page, revision, live_revision=revision)

    def _revise(self, page: Page, at: datetime) -> Revision:
        revision = page.save_revision(user=self.user, changed=False, clean=False)
        Revision.objects.filter(pk=revision.pk).update(created_at=at)
        revision.created_at = at
        return revision

    def _stamp(self, page: Page, revision: Revision, **fields: Any) -> None:
        fields = {"latest_revision_created_at": revision.created_at, **fields}
        Page.objects.filter(pk=page.pk).update(**fields)
        for name, value in fields.items():
            setattr(page, name, value)

    def _note(self, page: Page) -> None:
        address = self.address(page.url_path)
        self._pages[address] = page.pk
        self.created.append(address)


def moment(day: date, name: str) -> datetime:
    """A time of that day at which people work, always the same for the same name."""
    minutes = int.from_bytes(sha256(name.encode()).digest()[:2]) % 480
    local = datetime.combine(day, time(8 + minutes // 60, minutes % 60), STOCKHOLM)
    return local.astimezone(UTC)
