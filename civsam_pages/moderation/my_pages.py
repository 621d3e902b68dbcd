"""What moderation adds to Mina sidor: decisions that count, and the way to object."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from civsam_pages.register.memberships.my_pages import WAITING, Part

from . import letters
from .models import Ruling
from .rules import Act

TEMPLATE = "civsam_pages/moderation/_rulings.html"


@dataclass(frozen=True, slots=True)
class Row:
    """A decision as it stands among what waits."""

    ruling: Ruling
    title: str
    label: str
    objection: str
    url: str


def of_actor(request: HttpRequest, actor: Any) -> Iterable[Part]:
    """What counts against an association and its pages. Asked after the gate."""
    return _parts(Ruling.objects.of_actor(actor).in_force())


def of_person(request: HttpRequest) -> Iterable[Part]:
    """What counts against the person, or an association that has no pages under Mina sidor now."""
    rows = Ruling.objects.concerning(request.user).in_force()
    return _parts(rows.exclude(actor__isnull=False, actor__live=True))


def _parts(rows: Any) -> Iterable[Part]:
    found = list(rows.select_related("matter", "actor", "user", "block", "objection"))
    if found and _url(found[0]):
        given = {"rows": [_row(ruling) for ruling in found]}
        yield Part(WAITING, TEMPLATE, given, len(found))


def _row(ruling: Ruling) -> Row:
    objection = getattr(ruling, "objection", None)
    if objection is None:
        told = ""
    elif objection.outcome:
        told = _("You have objected. The decision stands.")
    else:
        told = _("You have objected. An answer comes by e-mail.")
    label = _("Taken down") if ruling.act == Act.UNPUBLISH else _("Blocked")
    return Row(ruling, letters.what_happened(ruling), label, told, _url(ruling))


def _url(ruling: Ruling) -> str:
    try:
        return reverse("civsam_moderation:ruling", args=[ruling.pk])
    except NoReverseMatch:  # a site that has not mounted these pages
        return ""
