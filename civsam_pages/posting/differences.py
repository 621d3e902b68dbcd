"""What differs between two versions of a page, field by field, in words that anyone reads."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from typing import Any

from django.db import models
from django.utils import formats
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField

# What Wagtail keeps of a page beside what somebody has written, and what follows from it.
BOOKKEEPING = frozenset(
    [
        *("id", "page_ptr", "path", "depth", "numchild", "translation_key", "locale", "alias_of"),
        *("live", "has_unpublished_changes", "url_path", "owner", "content_type", "draft_title"),
        *("first_published_at", "last_published_at", "latest_revision_created_at", "expired"),
        *(
            "live_revision",
            "latest_revision",
            "locked",
            "locked_at",
            "locked_by",
            "imported_values",
        ),
        *("source_system", "source_id", "last_confirmed_at", "slug", "search_description"),
        *("seo_title", "show_in_menus", "closed_on"),
    ]
)
# Rows below a page that are not what somebody has written.
NOT_TEXT = frozenset(["wagtail_admin_comments", "comments"])
WORD = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, and whether they stay, are new or are gone: "same", "new" or "gone"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that says one thing before and another after."""

    field: str
    name: Any
    before: str
    after: str

    @property
    def label(self) -> str:
        """What the field is called, in the language of whoever reads it."""
        return capfirst(str(self.name))

    @property
    def pieces(self) -> list[Piece]:
        """The text with what is gone and what is new in it."""
        return compare_words(self.before, self.after)


def differences(before: Any, after: Any) -> list[Difference]:
    """The fields that differ; with no `before`, all that say anything."""
    was = readable(before) if before is not None else {}
    found = []
    for field, (name, text) in readable(after).items():
        old = was.get(field, (name, ""))[1]
        if old != text:
            found.append(Difference(field, name, old, text))
    return found


def readable(page: Any) -> dict[str, tuple[Any, str]]:
    """Each field of a page with its name, to be translated, and what it says, as text."""
    said: dict[str, tuple[Any, str]] = {}
    for field in page._meta.get_fields():
        if field.name in BOOKKEEPING or not _is_written(field):
            continue
        said[field.name] = (field.verbose_name, _text(page, field))
    for relation in get_all_child_relations(type(page)):
        name = relation.get_accessor_name()
        if name in NOT_TEXT:
            continue
        model = relation.related_model
        rows = getattr(page, name).all()
        heading = _heading(getattr(page, "content_panels", ()), name)
        said[name] = (heading or model._meta.verbose_name, "\n".join(_row(row) for row in rows))
    return said


def compare_words(before: str, after: str) -> list[Piece]:
    """Two texts as one, word by word."""
    old, new = WORD.findall(before), WORD.findall(after)
    found: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Piece("same", "".join(old[a:b])))
            continue
        if b > a:
            found.append(Piece("gone", "".join(old[a:b])))
        if d > c:
            found.append(Piece("new", "".join(new[c:d])))
    return found


def _heading(panels: Iterable[Any], relation: str) -> Any:
    """What the editor calls the rows below a page, which have no name that anybody reads."""
    for panel in panels:
        if getattr(panel, "relation_name", None) == relation:
            return panel.heading or panel.label
        if found := _heading(getattr(panel, "children", ()), relation):
            return found
    return ""


def _is_written(field: Any) -> bool:
    if field.auto_created or not (field.concrete or field.many_to_many):
        return False
    return isinstance(field, ParentalManyToManyField) or hasattr(field, "attname")


def _text(page: Any, field: Any) -> str:
    if field.many_to_many:
        return ", ".join(sorted(str(one) for one in getattr(page, field.name).all()))
    if isinstance(field, StreamField):
        return "\n".join(_block(child) for child in getattr(page, field.name))
    if isinstance(field, models.ForeignKey):
        try:
            related = getattr(page, field.name)
        except field.related_model.DoesNotExist:
            return _("(deleted)")
        return str(related) if related is not None else ""
    return _plain(page, field)


def _plain(thing: Any, field: Any) -> str:
    value = getattr(thing, field.attname)
    if value is None or value == "":
        return ""
    if isinstance(field, models.BooleanField):
        return _("Yes") if value else ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateField | models.TimeField):
        return str(formats.localize(field.to_python(value)))
    return str(value)


def _block(child: Any) -> str:
    text = strip_tags(re.sub(r"</(p|li|h\d|div)>|<br\s*/?>", "\n", str(child.render_as_block())))
    return re.sub(r"\n\s*\n+", "\n", unescape(text)).strip()


def _row(row: Any) -> str:
    parts: Iterable[str] = (
        _part(row, field)
        for field in row._meta.concrete_fields
        if field.name not in ("id", "page", "sort_order") and not field.primary_key
    )
    return " · ".join(part for part in parts if part)


def _part(row: Any, field: Any) -> str:
    if isinstance(field, models.ForeignKey):
        return str(getattr(row, field.name) or "")
    if isinstance(field, models.BooleanField):
        return str(field.verbose_name) if getattr(row, field.attname) else ""
    return _plain(row, field)
