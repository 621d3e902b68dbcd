"""Where a form begins: what it takes, what is begun already, and the button that begins."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from civsam_pages.arena.forms import OnceForm
from civsam_pages.arena.guards import hold_back
from civsam_pages.register.memberships.acting import actor_or_404
from civsam_pages.register.memberships.views.answers import attempt, do, private

from .. import policies
from ..definitions import DEFINITIONS, definition_of
from ..models import Draft
from ..overview import draft_title as title_of
from ..pages import last_review_of
from ..rules import BACK_WITH_AUTHOR, BEGINS_AN_HOUR, Outcome
from ..services import drafts
from .gates import check_url, draft_or_404, mine_url, page_or_404, step_url

FORMS = {"behov": "need", "initiativ": "initiative", "uppgifter": "profile"}


@private
def start(request: HttpRequest, actor_id: int, form: str) -> HttpResponse:
    """What the form is about, and what is begun already. Nothing is made before the button."""
    actor = actor_or_404(request, actor_id, policies.may_write)
    if form not in FORMS:
        raise Http404
    code = FORMS[form]
    if code == "profile":
        return redirect("civsam_posting:edit", actor.pk, actor.pk)
    shown = OnceForm(request.POST or None)
    if shown.is_valid():
        key = shown.cleaned_data["key"]
        begun = attempt(
            shown,
            lambda: (
                hold_back(request, "begin", limit=BEGINS_AN_HOUR)
                or drafts.begin(form=code, actor=actor, by=request.user, key=key)
            ),
        )
        if begun:
            return redirect(next_url(begun))
    rows = Draft.objects.visible_to(request.user).open().filter(actor=actor, form=code, page=None)
    context = {
        **_frame(actor),
        "heading": DEFINITIONS[code].form.title,
        "form": shown,
        "code": code,
        "steps": DEFINITIONS[code].form.asked({}),
        "begun": [_row(draft) for draft in rows[:10]],
    }
    return render(request, "civsam_pages/posting/start.html", context)


@private
def edit(request: HttpRequest, actor_id: int, page_id: int) -> HttpResponse:
    """A page of the actor's: go on with what is begun, or begin; or why that is not possible."""
    actor, page = page_or_404(request, actor_id, page_id)
    may = policies.may_edit_page(request.user, page)
    form = OnceForm(request.POST or None)
    if may and form.is_valid():
        draft = attempt(form, lambda: drafts.begin_edit(page=page, actor=actor, by=request.user))
        if draft:
            return redirect(check_url(draft) if is_begun(draft) else next_url(draft))
    review = last_review_of(page)
    back = review is not None and Outcome(review.outcome) in BACK_WITH_AUTHOR
    found = Draft.objects.visible_to(request.user).open().filter(page=page.pk).first()
    context = {
        **_frame(actor),
        "heading": page.get_latest_revision_as_object().title,
        "form": form,
        "page": None,
        "found": page,
        "is_profile": page.pk == actor.pk,
        "begun": found and _row(found),
        "may": may,
        "words": review.comment if back and review else "",
    }
    return render(request, "civsam_pages/posting/edit.html", context)


@private
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask once, then throw the draft away."""
    draft = draft_or_404(request, key)
    if request.method == "POST":
        do(request, lambda: drafts.discard(draft=draft, by=request.user), _("It is thrown away."))
        return redirect(mine_url(draft.actor))
    context = {
        **_frame(draft.actor),
        "heading": _("Throw away what you have written?"),
        "draft": draft,
        "title": title_of(draft),
        "back_url": check_url(draft),
        "back": _("Back"),
    }
    return render(request, "civsam_pages/posting/discard.html", context)


def next_url(draft: Draft) -> str:
    """Where to go on: the first step that is not answered, or the check."""
    form = definition_of(draft).form
    if not draft.answers:
        return step_url(draft, form.asked({})[0].code)
    step = form.first_unanswered(draft.answers)
    return step_url(draft, step.code) if step else check_url(draft)


def is_begun(draft: Draft) -> bool:
    """Whether the draft has answers already, so that its check says what is there."""
    return bool(draft.answers)


def _row(draft: Draft) -> dict[str, Any]:
    return {"draft": draft, "title": title_of(draft), "url": next_url(draft)}


def _frame(actor: Any) -> dict[str, Any]:
    return {"actor": actor, "back": _("Back to My pages"), "back_url": mine_url(actor)}
