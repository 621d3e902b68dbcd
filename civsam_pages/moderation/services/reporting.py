"""Somebody reports something: it waits in one matter with what others say of the same thing."""

import uuid
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from civsam_pages.arena.decisions import allow
from civsam_pages.register.memberships import texts

from .. import letters, policies
from ..models import Matter, Report
from ..rules import WORDS_LENGTH, MatterState, Reason


@transaction.atomic
def report_page(
    *, page: Any, reason: Reason, words: str, key: uuid.UUID, by: Any = None, email: str = ""
) -> Report:
    """Report a public page. The same `key` twice is one report and one mail to each.

    by: the account, None for a visitor. email: where the answer is to be sent, if anywhere.

    Raises:
        PermissionDenied: the page is not public, or very many have reported it already.
        ValidationError: of the words.
    """
    if again := _sent_already(key):
        return again
    allow(policies.may_report(page))
    matter = _open(page=page, title=page.title)
    return _add(matter, key, reason, words, by, email, revision=page.live_revision)


@transaction.atomic
def report_thing(
    *, thing: Any, title: str, reason: Reason, words: str, by: Any = None, key: uuid.UUID
) -> Report:
    """Report a row of another room, which has asked its own policy first.

    Raises:
        PermissionDenied: very many have reported it already.
        ValidationError: of the words.
    """
    if again := _sent_already(key):
        return again
    return _add(_open_about(thing, title), key, reason, words, by, "", revision=None)


def take(thing: Any, title: str, by: Any, **what: Any) -> Report:
    """What other rooms call by the hook `civsam_report`."""
    return report_thing(thing=thing, title=title, by=by, **what)


@transaction.atomic
def open_matter(*, by: Any, page: Any = None, account: Any = None) -> Matter:
    """Begin a matter about a page or an account that nobody has reported.

    Gives the open one, where there is one.

    Raises:
        PermissionDenied: `by` does not moderate.
    """
    allow(policies.may_moderate(by))
    if page is not None:
        matter = _open(page=page, title=page.title)
    else:
        matter = _open_about(account, account.get_full_name() or account.email)
    log(matter, "civsam.moderation.open", user=by)
    return matter


def _sent_already(key: uuid.UUID) -> Report | None:
    found: Report | None = Report.objects.filter(key=key).first()
    return found


def _open_about(thing: Any, title: str) -> Matter:
    kind = ContentType.objects.get_for_model(thing)
    return _open(thing_type=kind, thing_id=thing.pk, title=title[:255])


def _open(*, title: str, **about: Any) -> Matter:
    """The open matter about a thing, locked; a new one where there is none."""
    rows = Matter.objects.select_for_update(of=("self",))
    about_it = rows.filter(state=MatterState.OPEN, **about)
    if found := about_it.first():
        return found
    if page := about.pop("page", None):
        about["page_id"] = page.pk
    try:
        with transaction.atomic():
            made: Matter = Matter.objects.create(title=title, **about)
        return made
    except IntegrityError:  # somebody reported the same at the same moment
        return about_it.get()


def _add(
    matter: Matter,
    key: uuid.UUID,
    reason: Reason,
    words: str,
    by: Any,
    email: str,
    revision: Any,
) -> Report:
    allow(policies.may_add_report(matter))
    text = texts.lines("words", words, WORDS_LENGTH)
    try:
        with transaction.atomic():
            report: Report = Report.objects.create(
                key=key,
                matter=matter,
                reason=reason,
                words=text,
                by=by,
                email=email.lower(),
                revision=revision,
            )
    except IntegrityError:  # the button was pressed twice
        if again := _sent_already(key):
            return again
        raise PermissionDenied(_("Something went wrong. Press the button once more.")) from None
    touch(matter)
    log(matter, "civsam.moderation.report", user=by)
    letters.tell_reported(report)
    return report


def touch(matter: Matter, **changed: Any) -> None:
    """Note that something has happened in a matter: whoever decides has to read it."""
    now = timezone.now()
    rows = Matter.objects.filter(pk=matter.pk)
    rows.update(version=F("version") + 1, changed_at=now, **changed)
    matter.refresh_from_db()
