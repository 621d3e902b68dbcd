"""Handing over after an annual meeting: one page of questions, a check, and then it is sent."""

from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from civsam_pages.arena.forms import Problem
from civsam_pages.arena.words import size
from civsam_search.api import today

from ...models import ActorPage
from ...templatetags.civsam_people import person
from .. import policies
from ..acting import actor_or_404
from ..forms import HandoverForm, NewcomerForms
from ..forms.handovers import LEAVES, MOST, STAYS
from ..models import Handover, Membership
from ..rules import OPEN, RequestState, longest_until
from ..services import handovers
from ..services.handovers import Newcomer
from .answers import attempt, do, private


@private
def handover(request: HttpRequest, actor_id: int) -> HttpResponse:
    """All questions on one page. Three buttons: go on, save for later, one more newcomer."""
    actor = actor_or_404(request, actor_id, policies.may_manage)
    draft = _open(request, actor)
    if draft and draft.state == RequestState.WAITING_STAFF:
        return redirect("civsam_people:handover_check", actor.pk)
    members = _members(actor)
    given = {"members": members, "user": request.user, "has_file": bool(draft and draft.evidence)}
    if request.method == "POST" and "more" not in request.POST:
        given["whole"] = "save" not in request.POST
        form = HandoverForm(request.POST, request.FILES, **given)
        rows = NewcomerForms(request.POST, prefix="new")
        if form.is_valid() & rows.is_valid() and _save(request, actor, form, rows):
            if "save" in request.POST:
                messages.success(request, _("It is saved. You find it under People and roles."))
                return redirect("civsam_people:people", actor.pk)
            return redirect("civsam_people:handover_check", actor.pk)
    else:
        typed = request.POST if request.method == "POST" else None
        form = HandoverForm(initial=typed.dict() if typed else _initial(draft), **given)
        rows = NewcomerForms(initial=_typed(typed) if typed else _newcomers(draft), prefix="new")
    problems = _problems(form, rows) if form.is_bound else []
    context = {
        "actor": actor,
        "heading": _("Hand over after the annual meeting"),
        "form": form,
        "newcomers": rows,
        "may_add": rows.total_form_count() < MOST,
        "draft": draft,
        "evidence": draft and draft.evidence,
        "problems": problems,
        "has_files": True,
        **_back(actor),
    }
    return render(request, "civsam_pages/people/handover.html", context)


@private
def check(request: HttpRequest, actor_id: int) -> HttpResponse:
    """The answers, what happens next, and the button that sends them."""
    actor = actor_or_404(request, actor_id, policies.may_manage)
    found = _open(request, actor)
    if found is None:
        return redirect("civsam_people:handover", actor.pk)
    waiting = found.state == RequestState.WAITING_STAFF
    problems = []
    if request.method == "POST":
        problems = [] if waiting else _send(request, actor, found)  # waiting: a second click
        if not problems:
            return redirect("civsam_people:handover_check", actor.pk)
    context = {
        "actor": actor,
        "heading": _("Your handover") if waiting else _("Check the handover"),
        "handover": found,
        "waiting": waiting,
        "answers": _answers(found, request.user),
        "may_withdraw": policies.may_withdraw(request.user, found),
        "problems": problems,
        **_back(actor),
    }
    return render(request, "civsam_pages/people/handover_check.html", context)


@require_POST
@private
def withdraw(request: HttpRequest, actor_id: int) -> HttpResponse:
    """Take back a handover, or throw away what is saved of one."""
    actor = actor_or_404(request, actor_id, policies.may_manage)
    found = get_object_or_404(
        Handover.objects.visible_to(request.user), actor=actor, state__in=OPEN
    )
    done = _("The handover is taken back.")
    do(request, lambda: handovers.withdraw(handover=found, by=request.user), done)
    return redirect("civsam_people:people", actor.pk)


# --- reading and writing ------------------------------------------------------------------------

ANCHORS = {"day": "id_day", "file": "id_file", "newcomers": "newcomers"}


def _open(request: HttpRequest, actor: ActorPage) -> Handover | None:
    """The handover that is being written, or waits, as far as the person may see it."""
    rows = Handover.objects.visible_to(request.user).filter(actor=actor, state__in=OPEN)
    rows = rows.select_related("evidence")
    return rows.prefetch_related("newcomers", "changes__membership__user").first()


def _members(actor: ActorPage) -> list[Membership]:
    rows = Membership.objects.current().filter(actor=actor).select_related("user")
    return list(rows.order_by("valid_from", "pk"))


def _save(request: HttpRequest, actor: ActorPage, form: HandoverForm, rows: Any) -> Any:
    given = form.cleaned_data
    return attempt(
        form,
        lambda: handovers.save_draft(
            actor=actor,
            by=request.user,
            day=given["day"],
            leaves=form.answered(LEAVES),
            stays=form.answered(STAYS),
            newcomers=[Newcomer(**row) for row in rows.newcomers],
            file=given["file"],
            message=given["message"],
        ),
    )


def _send(request: HttpRequest, actor: ActorPage, found: Handover) -> list[Problem]:
    """Send it; what is missing, each with the way to its question."""
    try:
        handovers.send(handover=found, by=request.user)
    except PermissionDenied as refusal:
        return [Problem(str(refusal))]
    except ValidationError as refusal:
        url = reverse("civsam_people:handover", args=[actor.pk])
        return [
            Problem(text, f"{url}#{ANCHORS.get(name, 'members')}")
            for name, texts in refusal.message_dict.items()
            for text in texts
        ]
    messages.success(request, _("The handover is sent."))
    return []


def _initial(draft: Handover | None) -> dict[str, Any]:
    if draft is None:
        return {}
    chosen = {f"member_{row.membership_id}": row.what for row in draft.changes.all()}
    return {"day": draft.day, "message": draft.message, **chosen}


def _newcomers(draft: Handover | None) -> list[dict[str, Any]]:
    if draft is None:
        return []
    names = ("name", "address", "function", "role")
    rows = sorted(draft.newcomers.all(), key=attrgetter("pk"))
    return [{name: getattr(row, name) for name in names} for row in rows]


def _typed(post: Any) -> list[dict[str, Any]]:
    """What has been typed of the newcomers, and an empty row more."""
    count = NewcomerForms(post, prefix="new").total_form_count()
    names = ("name", "address", "function", "role")
    rows = [{name: post.get(f"new-{row}-{name}", "") for name in names} for row in range(count)]
    return [*rows, {}][:MOST]


def _problems(form: HandoverForm, rows: Any) -> list[Problem]:
    """In the order of the page: the members, the newcomers, the rest."""
    last = {f"#id_{name}" for name in ("day", "file", "message")}
    own = form.problems
    first = [problem for problem in own if problem.href not in last]
    return [*first, *rows.problems, *(problem for problem in own if problem.href in last)]


def _back(actor: ActorPage) -> dict[str, str]:
    return {
        "back": _("Back to People and roles"),
        "back_url": reverse("civsam_people:people", args=[actor.pk]),
    }


def _answers(found: Handover, user: Any) -> list[dict[str, Any]]:
    """What was answered, as rows of a label and its lines."""
    changes, until = list(found.changes.all()), longest_until(found.day or today())
    leaves = [row.membership for row in changes if row.what == LEAVES]
    stays = [row.membership for row in changes if row.what == STAYS]
    stays_text = _("What they have written stays.")
    until_text = _("Until %(day)s.") % {"day": date_format(until)}
    file = found.evidence
    return [
        {
            "label": _("Who leaves"),
            "anchor": "members",
            "none": _("Nobody"),
            "lines": [_line(_member(row, user), stays_text) for row in leaves],
        },
        {
            "label": _("Who stays"),
            "anchor": "members",
            "none": _("Nobody"),
            "lines": [_line(_member(row, user), until_text) for row in stays],
        },
        {
            "label": _("Who comes"),
            "anchor": "newcomers",
            "none": _("Nobody"),
            "lines": [
                _line(
                    ", ".join(filter(None, [row.name, row.function])),
                    f"{row.address}. {row.get_role_display()}. {until_text}",
                )
                for row in sorted(found.newcomers.all(), key=attrgetter("pk"))
            ],
        },
        {
            "label": _("From which day"),
            "anchor": "id_day",
            "none": _("Not answered yet"),
            "lines": [_line(date_format(found.day))] if found.day else [],
        },
        {
            "label": _("Minutes"),
            "anchor": "id_file",
            "none": _("No file yet"),
            "lines": [
                _line(file.name, size(file.size), reverse("civsam_people:evidence", args=[file.pk]))
            ]
            if file
            else [],
        },
        {
            "label": _("Message to the municipality"),
            "anchor": "id_message",
            "none": "–",
            "lines": [_line(found.message)] if found.message else [],
        },
    ]


def _line(text: str, note: str = "", url: str = "") -> dict[str, str]:
    return {"text": text, "note": note, "url": url}


def _member(row: Membership, user: Any) -> str:
    name = _("%(person)s (you)") if row.user_id == user.pk else "%(person)s"
    return ", ".join(filter(None, [name % {"person": person(row.user)}, row.function]))
