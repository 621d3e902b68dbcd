"""All answers before they are sent, the page as visitors will see it, and the sending."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from civsam_pages.arena.forms import Problem, number_in
from civsam_pages.arena.guards import TrappedForm, hold_back
from civsam_pages.guided import checking
from civsam_pages.guided.rules import progress
from civsam_pages.register.memberships.views.answers import private

from .. import likeness, policies
from ..definitions import definition_of, problems
from ..models import Draft
from ..previewing import preview_of
from ..rules import SENDS_AN_HOUR
from ..services import drafts, sending
from .gates import check_url, draft_or_404, mine_url, step_url


class SendForm(TrappedForm):
    """What was checked, by its version: somebody may have changed it in another window."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


@private
def check(request: HttpRequest, key: UUID) -> HttpResponse:
    """The answers, what is missing, and the button that sends. Pressed twice it sends once."""
    draft = draft_or_404(request, key)
    if request.method != "POST":
        return redirect(mine_url(draft.actor)) if draft.is_sent else _show(request, draft)
    if "save" in request.POST:
        messages.success(request, _("It is saved. You find it here when you come back."))
        return redirect(mine_url(draft.actor))
    form = SendForm(request.POST)
    missing = [] if draft.is_sent else problems(draft, lambda code: _change(draft, code))
    if not form.is_valid() or missing:
        refused = [Problem(str(text)) for text in form.non_field_errors()]
        return _show(request, draft, missing=missing or refused)
    return _send(request, draft, form.cleaned_data["version"])


def _send(request: HttpRequest, draft: Draft, version: int) -> HttpResponse:
    try:
        hold_back(request, "send", limit=SENDS_AN_HOUR)
        page = sending.send(draft=draft, by=request.user, version=version)
    except sending.Behind as behind:
        return _show(request, draft, behind=behind)
    except (sending.Newer, PermissionDenied) as refusal:
        draft.refresh_from_db()
        return _show(request, draft, missing=[Problem(str(refusal))])
    except ValidationError as refusal:
        return _show(request, draft, missing=[Problem(text) for text in refusal.messages])
    if page.live and not page.has_unpublished_changes:
        messages.success(request, _("It is published. Everyone can see it now."))
    else:
        messages.success(
            request, _("It is sent. The municipality reads it, and you get an e-mail.")
        )
    return redirect(mine_url(draft.actor))


@require_POST
@private
def merge(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take in what the municipality has changed meanwhile, as the writer has chosen."""
    draft = draft_or_404(request, key)
    latest = number_in(request.POST.get("latest", ""))
    keep = {
        name.removeprefix("keep-"): str(value)
        for name, value in request.POST.items()
        if name.startswith("keep-")
    }
    if latest is None:
        return redirect(check_url(draft))
    try:
        drafts.merge(draft=draft, latest=latest, keep=keep, by=request.user)
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Both are in now. Read it through once more, and send it."))
    return redirect(check_url(draft))


@private
def preview(request: HttpRequest, key: UUID) -> HttpResponse:
    """The page from its own template, as visitors will see it; no cache keeps it."""
    draft = draft_or_404(request, key)
    page, context = preview_of(request, draft)
    response = render(
        request,
        "civsam_pages/posting/preview.html",
        {
            **context,
            "preview_of": page,
            "preview_template": page.get_template(request),
            "preview_back": check_url(draft),
        },
    )
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-store"
    return response


def _show(
    request: HttpRequest,
    draft: Draft,
    *,
    missing: list[Problem] | None = None,
    behind: sending.Behind | None = None,
) -> HttpResponse:
    definition = definition_of(draft)
    form, answers = definition.form, draft.answers
    last = form.asked(answers)[-1]
    pictures = list(draft.pictures.all())
    may = policies.may_send(request.user, draft)
    context: dict[str, Any] = {
        "actor": draft.actor,
        "draft": draft,
        "guided": form,
        "heading": form.check_title,
        "problems": missing or [],
        "left": [] if missing else problems(draft, lambda code: _change(draft, code)),
        "sections": checking.summary(
            form, answers, lambda code: _change(draft, code), {"pictures": _told(pictures)}
        ),
        "pictures": pictures,
        "progress": progress(form, answers),
        "back_url": step_url(draft, last.code),
        "before_number": progress(form, answers, last.code).number,
        "similar": likeness.similar(draft),
        "behind": behind,
        "behind_choices": _choices(draft, behind),
        "may_send": may,
        "is_direct": policies.goes_out_at_once(draft.actor, draft.page),
        "preview_url": reverse("civsam_posting:preview", args=[draft.pk]),
        "discard_url": reverse("civsam_posting:discard", args=[draft.pk]),
        "send_form": SendForm(initial={"version": draft.version}),
    }
    return render(request, "civsam_pages/posting/check.html", context)


def _told(pictures: list[Any]) -> list[str]:
    return [one.alt or _("A picture that only decorates") for one in pictures]


def _change(draft: Draft, code: str) -> str:
    return step_url(draft, code, checking=True)


def _choices(draft: Draft, behind: sending.Behind | None) -> list[dict[str, Any]]:
    """The answers that both sides have changed, each as it is read."""
    if behind is None:
        return []
    form, found = definition_of(draft).form, []
    for choice in behind.choices:
        step_code, code = choice.code.split(".", 1)
        step = form.step(step_code, draft.answers)
        fields = step.fields_for(draft.answers) if step else ()
        field = next((one for one in fields if one.code == code), None)
        if step is None or field is None:
            continue
        found.append(
            {
                "name": f"keep-{choice.code}",
                "label": field.label or step.title,
                "mine": checking.words_of(field, choice.mine, draft.answers),
                "theirs": checking.words_of(field, choice.theirs, draft.answers),
            }
        )
    return found
