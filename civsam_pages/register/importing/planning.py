"""Rows beside the pages that are there: what to add, what to change, and what to leave."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from civsam_pages.arena.models import Area

from ..models import ActorPage, RegisterPage
from .merging import SCALARS, TERMS, apply, merge, values_of
from .reading import Row
from .records import Places, Record, Remark, RowReader

WHOLE_MUNICIPALITY = "hela-kommunen"
LONGEST_SLUG = 80
# Which of the file's columns a field of ours comes from, where they are not of one name.
COLUMN_OF = {
    "kind": "types",
    "categories": "types",
    "summary": "description",
    "body": "description",
}

Progress = Callable[[Sequence[Any]], Iterable[Any]]
"""Takes what there is to do and gives it back one by one, as `tqdm` does."""


@dataclass
class Plan:
    """What an import would do: pages to add and to change, built but not saved."""

    register: RegisterPage
    rows: list[Row]
    progress: Progress
    new: list[ActorPage] = field(default_factory=list)
    changed: list[ActorPage] = field(default_factory=list)
    unchanged: int = 0
    rejected: int = 0

    def __post_init__(self) -> None:
        actors = ActorPage.objects.child_of(self.register)
        # Of two with one identity, which only a copy by hand can make, the older is the one.
        imported = actors.exclude(source_id="").order_by("-pk").prefetch_related(*TERMS)
        self.known = {(page.source_system, page.source_id): page for page in imported}
        self.org_numbers = Counter(
            actors.exclude(org_number="").values_list("org_number", flat=True)
        )
        self.slugs = set(self.register.get_children().values_list("slug", flat=True))
        self.terms = {
            name: {term.slug: term for term in _vocabulary(name).objects.all()} for name in TERMS
        }
        self.reader = reader = RowReader(_places())
        seen: set[tuple[str, str]] = set()
        for row in self.progress(self.rows):
            record = reader.record(row)
            if record is None:
                self.rejected += 1
            elif record.identity in seen:
                self.rejected += 1
                reader.reject(row, "source_id", _("An earlier row of the file has the same id"))
            else:
                seen.add(record.identity)
                self._take(row, self._with_known_terms(record))

    @property
    def remarks(self) -> list[Remark]:
        return self.reader.remarks

    def _take(self, row: Row, record: Record) -> None:
        page = self.known.get(record.identity)
        page = self._changed(row, page, record) if page else self._new(row, record)
        if page is None:
            self.unchanged += 1
        elif self._fits(row, page):
            (self.changed if page.pk else self.new).append(page)
        else:
            self.rejected += 1

    def _new(self, row: Row, record: Record) -> ActorPage:
        now = timezone.now()
        page = ActorPage(
            slug=self._slug(record.values["title"]),
            live=True,
            locale=self.register.locale,
            first_published_at=now,
            last_published_at=now,
            source_system=record.source_system,
            source_id=record.source_id,
            imported_values=record.values,
        )
        apply(page, record.values, self.terms)
        if page.org_number and self.org_numbers[page.org_number]:
            self._remark(
                row,
                "org_number",
                _("Another actor in the register has the same organisation number"),
                _("Kept both; look at them"),
            )
        self.org_numbers[page.org_number] += 1
        return page

    def _changed(self, row: Row, page: ActorPage, record: Record) -> ActorPage | None:
        """The page with what is new in the register, or None where there is nothing to change."""

        merged = merge(imported=page.imported_values, current=values_of(page), new=record.values)
        for name in merged.kept:
            self._remark(row, name, _("Somebody has changed this by hand here"), _("Left as it is"))
        if not merged.changes:
            return None
        if page.locked or page.alias_of_id or page.has_unpublished_changes or not page.live:
            self._remark(
                row,
                "title",
                _("The page is locked, has a draft or is not published"),
                _("Left as it is; import again when it is published"),
            )
            return None
        apply(page, merged.changes, self.terms)
        page.imported_values = {**page.imported_values, **merged.changes}
        return page

    def _fits(self, row: Row, page: ActorPage) -> bool:
        """Whether the page takes its values; a remark where it does not."""

        others = {f.name for f in page._meta.get_fields()}.difference(SCALARS)
        try:
            if page.pk:
                page.full_clean()
            else:
                page.clean_fields(exclude=others)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                self.reader.reject(row, COLUMN_OF.get(name, name), " ".join(messages))
            return False
        return True

    def _with_known_terms(self, record: Record) -> Record:
        """Leave out words that the site's editors have taken out of its vocabularies."""

        for name in TERMS:
            record.values[name] = [s for s in record.values[name] if s in self.terms[name]]
        return record

    def _slug(self, title: str) -> str:
        base = slugify(title)[:LONGEST_SLUG].strip("-") or "aktor"
        slug, number = base, 1
        while slug in self.slugs:
            number += 1
            slug = f"{base}-{number}"
        self.slugs.add(slug)
        return slug

    def _remark(self, row: Row, name: str, wrong: str, done: str) -> None:
        self.reader.note(row, COLUMN_OF.get(name, name), wrong, done)


def _vocabulary(name: str) -> Any:
    """The model of the words that a field chooses among."""

    return ActorPage._meta.get_field(name).related_model


def _places() -> Places:
    slugs = {name.casefold(): slug for name, slug in Area.objects.values_list("name", "slug")}
    everywhere = WHOLE_MUNICIPALITY if WHOLE_MUNICIPALITY in slugs.values() else ""
    return Places(slugs, everywhere)
