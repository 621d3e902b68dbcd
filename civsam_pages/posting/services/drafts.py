"""Every write of a draft: begun, saved step by step, merged with what is newer, thrown away."""

import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from civsam_pages.arena.base_page import Page
from civsam_pages.arena.decisions import allow
from civsam_pages.guided import services as guided
from civsam_pages.guided.rules import content
from civsam_pages.initiatives.models import InitiativePage
from civsam_pages.needs.models import NeedPage
from civsam_pages.register.models import ActorPage

from .. import definitions, policies
from ..models import Draft
from ..pages import lock_page, owner_of
from ..rules import FormCode

FORM_OF: dict[type, FormCode] = {
    NeedPage: FormCode.NEED,
    InitiativePage: FormCode.INITIATIVE,
    ActorPage: FormCode.PROFILE,
}
Answers = Mapping[str, Mapping[str, Any]]


@transaction.atomic
def begin(*, form: str, actor: ActorPage, by: Any, key: uuid.UUID | None = None) -> Draft:
    """Begin a draft of a new page. The same `key` twice gives the same draft back.

    The profile is never new: its draft edits the actor's page.

    Raises:
        PermissionDenied: `by` may not write for the actor, or the key is another actor's draft.
    """
    allow(policies.may_go_on(by, actor))
    if form == FormCode.PROFILE:
        edit: Draft = begin_edit(page=actor, actor=actor, by=by)
        return edit
    key = key or uuid.uuid4()
    made = {"form": FormCode(form), "actor": actor, "author": by}
    draft: Draft = Draft.objects.get_or_create(key=key, defaults=made)[0]
    if draft.actor_id != actor.pk or draft.form != form:
        raise PermissionDenied(_("You do not act for this association."))
    return draft


@transaction.atomic
def begin_edit(*, page: Any, actor: ActorPage, by: Any) -> Draft:
    """Go on with the open draft of a page, or begin one from what the page says now.

    What was sent and came back is the same draft again, with its pictures, unless the
    municipality has changed the page since.

    Raises:
        PermissionDenied: the page is another actor's, is being reviewed, or is locked.
    """
    page = lock_page(page.pk)
    if (owner := owner_of(page)) is None or owner.pk != actor.pk:
        raise PermissionDenied(_("You do not act for this association."))
    allow(policies.may_edit_page(by, page))
    begun: Draft | None = Draft.objects.open().filter(page=page.pk).first()
    return begun or reopen(page) or _new_edit(page, actor, by)


def reopen(page: Any) -> Draft | None:
    """The draft that the latest text of an unpublished page was sent from, open again.

    Its page is locked by the caller. None where the page is as published, or was changed since.
    """
    latest = page.latest_revision_id
    if latest is None or latest == page.live_revision_id:
        return None
    rows = Draft.objects.select_for_update().filter(page=page.pk, sent_revision=latest)
    draft: Draft | None = rows.first()
    if draft is None:
        return None
    if draft.sent_at:
        draft.sent_at, draft.base_revision_id = None, latest
        draft.version += 1
        draft.save(update_fields=["sent_at", "base_revision", "version", "updated_at"])
    return draft


@transaction.atomic
def save_step(
    *,
    draft: Draft,
    step: str,
    values: Mapping[str, Any],
    version: int,
    by: Any,
    confirmed: str = "",
) -> Draft:
    """Keep the answers of a step.

    Raises:
        PermissionDenied: `by` does not write for the actor of the draft, or is blocked.
        guided.services.Conflict: somebody has saved the step meanwhile, with what differs.
        guided.services.AlreadySent: the draft has been sent.
    """
    allow(policies.may_go_on(by, draft.actor_id))
    saved: Draft = guided.save_step(
        draft=draft, step=step, values=values, version=version, confirmed=confirmed
    )
    return saved


@transaction.atomic
def discard(*, draft: Draft, by: Any) -> None:
    """Throw a draft away, with its pictures. Its page, if it has one, stays as it is.

    Raises:
        PermissionDenied: `by` may not write for the actor, or the draft has been sent.
    """
    found = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if found is None:
        return
    allow(policies.may_write(by, found.actor_id))
    if found.is_sent:
        raise PermissionDenied(_("This has been sent already."))
    files = [picture.file for picture in found.pictures.all() if picture.file]
    log(found.actor, "civsam.posting.discard", user=by, data={"form": found.form})
    found.delete()
    transaction.on_commit(lambda: [file.storage.delete(file.name) for file in files], robust=True)


@transaction.atomic
def merge(*, draft: Draft, latest: int, keep: Mapping[str, str], by: Any) -> Draft:
    """Bring a draft up to the page's latest text, by what its writer chose.

    `keep` says for each answer, "step.field", whether it is "mine" or "theirs". An answer that
    only one side has changed takes that side; one that is not chosen stays as it was written.
    `latest` is the revision that the writer has seen.

    Raises:
        PermissionDenied: `by` may not write for the actor, or the page has changed again.
    """
    page = lock_page(_page_of(draft))
    found: Draft = Draft.objects.select_for_update().get(pk=draft.pk)
    allow(policies.may_edit_page(by, page))
    if found.is_sent:
        raise PermissionDenied(_("This has been sent already."))
    if page.latest_revision_id != latest:
        raise PermissionDenied(_("The page has been changed again. Look at what is new."))
    theirs = answers_of(found.form, page.get_latest_revision_as_object())
    base = base_answers(found) or {}
    answers = {step: dict(values) for step, values in found.answers.items()}
    for step, values in theirs.items():
        mine = answers.setdefault(step, {})
        for code, value in content(values).items():
            before = base.get(step, {}).get(code)
            untouched = code not in mine or mine[code] == before
            if value != before and (untouched or keep.get(f"{step}.{code}") == "theirs"):
                mine[code] = value
    found.answers, found.base_revision_id = answers, latest
    found.version += 1
    found.save(update_fields=["answers", "base_revision", "version", "updated_at"])
    return found


def answers_of(form: str, page: Any) -> dict[str, dict[str, Any]]:
    """What a page says, as answers to a form."""
    written = definitions.DEFINITIONS[form].answers_from(page)
    # As a draft keeps them: a day is text there.
    answers: dict[str, dict[str, Any]] = json.loads(json.dumps(written, cls=DjangoJSONEncoder))
    return answers


def base_answers(draft: Draft) -> dict[str, dict[str, Any]] | None:
    """What the page said when the edit began; None where that is not kept."""
    if draft.base_revision is None:
        return None
    return answers_of(draft.form, draft.base_revision.as_object())


def _page_of(draft: Draft) -> int:
    if draft.page_id is None:
        raise PermissionDenied(_("This page does not exist any more."))
    page_id: int = draft.page_id
    return page_id


def _new_edit(page: Any, actor: ActorPage, by: Any) -> Draft:
    form = FORM_OF[type(page)]
    definition = definitions.DEFINITIONS[form]
    latest = page.get_latest_revision_as_object()
    if page.latest_revision_id is None:
        page.save_revision(user=None, changed=False, clean=False)
        page = Page.objects.get(pk=page.pk).specific
    try:
        with transaction.atomic():
            draft: Draft = Draft.objects.create(
                form=form,
                actor=actor,
                author=by,
                page=Page.objects.get(pk=page.pk),
                base_revision=page.latest_revision,
                answers=definition.answers_from(latest),
            )
    except IntegrityError:  # somebody else began at the same moment
        begun: Draft = Draft.objects.open().get(page=page.pk)
        return begun
    definition.pictures_from(latest, draft)
    return draft
