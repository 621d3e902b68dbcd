"""A row as our fields: every cell cleaned, every word in our vocabulary, every remark kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from . import cleaning
from .cleaning import Cleaned
from .layouts import System, system_of
from .reading import Row
from .texts import as_paragraphs, default_summary, split_description
from .vocabulary import categories_of, groups_of, is_age, kind_of

LONGEST_ID = 100
LONGEST_SYSTEM = 30
# Where a person's number is cut out of the text; elsewhere the whole cell goes.
PROSE = {"title", "description", "types", "activities", "areas", "target_groups"}


@dataclass(frozen=True, slots=True)
class Remark:
    """What was wrong with a row, in which of the file's columns, and what was done about it."""

    row: int
    column: str
    wrong: str
    done: str
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Places:
    """The areas that the site has: slugs by their names in small letters."""

    slugs: Mapping[str, str] = field(default_factory=dict)
    everywhere: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A row that can come in: who it is, and the values of our fields as plain data."""

    number: int
    source_system: str
    source_id: str
    values: dict[str, Any]

    @property
    def identity(self) -> tuple[str, str]:
        return self.source_system, self.source_id


class RowReader:
    """Turns rows into records, and keeps the remarks."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.remarks: list[Remark] = []

    def record(self, row: Row) -> Record | None:
        """The record of a row, or None, with a remark that says why, where it must be left out."""

        cells = {name: self._safe(row, name, text) for name, text in row.cells.items()}
        source_id = cleaning.squeezed(cells["source_id"])
        system = system_of(cleaning.squeezed(cells["source_system"]))
        if not 0 < len(source_id) <= LONGEST_ID:
            self.reject(row, "source_id", _("The row has no usable id"))
            return None
        if not 0 < len(system.code) <= LONGEST_SYSTEM:
            self.reject(row, "source_system", _("The row does not say which system it is of"))
            return None
        name = self._kept(row, "title", cleaning.clean_name(cells["title"]))
        if not name:
            self.reject(row, "title", _("The name is missing"))
            return None
        return Record(row.number, system.code, source_id, self._values(row, cells, system, name))

    def reject(self, row: Row, column: str, wrong: str) -> None:
        """Note why a row is left out."""

        self.note(row, column, wrong, _("The row was left out"), left_out=True)

    def note(self, row: Row, column: str, wrong: str, done: str, *, left_out: bool = False) -> None:
        """Note what was wrong; `column` is our name, or the field's where no column has it."""

        header = row.layout.columns.get(column, column)
        self.remarks.append(Remark(row.number, header, wrong, done, left_out))

    def _values(
        self, row: Row, cells: Mapping[str, str], system: System, name: str
    ) -> dict[str, Any]:
        lists = {
            column: cleaning.words_of(
                cells[column], row.layout.separator, system.placeholders, system.cut_mark
            )
            for column in ("types", "activities", "areas", "target_groups", "age_ranges")
        }
        ages = [*lists["target_groups"], *lists["age_ranges"]]
        activities = lists["activities"]
        if system.ages_among_activities:
            ages += [word for word in activities if is_age(word)]
            activities = [word for word in activities if not is_age(word)]
        groups, unknown = groups_of(dict.fromkeys(ages))
        for word in unknown:
            wrong = _("“%(word)s” is not one of our target groups") % {"word": word}
            self.note(row, "target_groups", wrong, _("Left out"))
        kind = kind_of(lists["types"], name)
        categories = categories_of(lists["types"], activities, name)
        city = self._kept(row, "city", cleaning.clean_city(cells["city"]))
        municipality = cleaning.squeezed(cells["municipality"])
        summary, rest = split_description(cleaning.tidy_lines(cells["description"]))
        return {
            "title": name,
            "kind": kind.value,
            "org_number": self._kept(row, "org_number", cleaning.clean_number(cells["org_number"])),
            "founded_year": self._kept(
                row, "founded_year", cleaning.clean_year(cells["founded_year"])
            ),
            "umbrella": self._kept(
                row, "umbrella", cleaning.clean_umbrella(cells["umbrella"], system.short_forms)
            ),
            "activities": "\n".join(activities),
            "leisure_card": self._kept(
                row, "leisure_card", cleaning.clean_yes_or_no(cells["leisure_card"])
            ),
            **self._addresses(row, cells),
            "postal_code": self._postal_code(row, cells),
            "city": city,
            "summary": summary
            or default_summary(
                kind=kind,
                types=lists["types"],
                categories=categories,
                activities=activities,
                groups=groups,
                city=city,
                municipality=municipality,
            ),
            "body": as_paragraphs(rest),
            "categories": sorted(categories),
            "target_groups": sorted(groups),
            "areas": self._areas(row, lists["areas"], municipality),
        }

    def _addresses(self, row: Row, cells: Mapping[str, str]) -> dict[str, str]:
        """Web and e-mail addresses, also where one stands in the other's column."""

        email = cleaning.clean_email(cells["contact_email"])
        website = cleaning.clean_website(cells["website"])
        if not website.value and "@" in cells["website"]:
            moved = cleaning.clean_email(cells["website"]).value
            if moved:
                done = _("Left empty") if email.value else _("Moved it to the e-mail address")
                website = Cleaned(
                    "", _("An e-mail address stands where a web address should"), done
                )
                email = email if email.value else Cleaned(moved)
        return {
            "website": self._kept(row, "website", website),
            "contact_email": self._kept(row, "contact_email", email),
        }

    def _postal_code(self, row: Row, cells: Mapping[str, str]) -> str:
        code = self._kept(row, "postal_code", cleaning.clean_postal_code(cells["postal_code"]))
        return code or cleaning.postal_code_in(cells["city"])

    def _areas(self, row: Row, names: list[str], municipality: str) -> list[str]:
        found = set()
        whole = {f"{municipality}s kommun".casefold(), f"{municipality} kommun".casefold()}
        for name in names:
            word = name.casefold()
            slug = self.places.everywhere if word in whole else self.places.slugs.get(word)
            if slug:
                found.add(slug)
            else:
                wrong = _("There is no area called “%(name)s”") % {"name": name}
                self.note(row, "areas", wrong, _("Left out; add the area and import again"))
        return sorted(found)

    def _safe(self, row: Row, column: str, text: str) -> str:
        """A cell without any person's number; the org number's own rule takes care of its cell."""

        if column == "org_number":
            return text
        kept, held_one = cleaning.without_personal_numbers(text)
        if not held_one:
            return text
        done = _("Cut it out; it is kept nowhere") if column in PROSE else _("Left the cell empty")
        self.note(row, column, _("Something looks like a person's number"), done)
        return kept if column in PROSE else ""

    def _kept(self, row: Row, column: str, cleaned: Cleaned) -> Any:
        if cleaned.wrong:
            self.note(row, column, cleaned.wrong, cleaned.done)
        return cleaned.value
