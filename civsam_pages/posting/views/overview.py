"""The author's view of one thing, “is it still current?”, and the yearly confirmation."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from civsam_pages.arena.forms import Choices
from civsam_pages.arena.guards import TrappedForm
from civsam_pages.guided import checking
from civsam_pages.register.memberships import selectors as people
from civsam_pages.register.memberships.acting import actor_or_404
from civsam_pages.register.memberships.views.answers import attempt, do, private
from civsam_pages.register.memberships.views.mine import frame

from .. import my_pages, overview, policies, selectors
from ..definitions import DEFINITIONS
from ..models import ChangeRequest
from ..rules import FormCode, Section, StillCurrent
from ..services import confirmations, follow_ups, sending
from .beginning import next_url
from .gates import mine_url, page_or_404


class FollowUpForm(TrappedForm):
    """What has become of a need or an initiative."""

    choice = forms.ChoiceField(
        label=gettext_lazy("What do you want to tell?"),
        choices=[
            (StillCurrent.UPDATE, StillCurrent.UPDATE.label),
            (StillCurrent.CLOSE, StillCurrent.CLOSE.label),
        ],
        widget=Choices,
        error_messages={
            "required": gettext_lazy("Choose one of the answers."),
            "invalid_choice": gettext_lazy("Choose one of the answers."),
        },
    )
    text = forms.CharField(
        label=gettext_lazy("Tell in a few words"),
        help_text=gettext_lazy(
            "What has happened, or what came of it? Everyone can read it. Write no names of "
            "people. At most 300 characters."
        ),
        max_length=follow_ups.TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": gettext_lazy("Tell in a few words what has happened."),
            "max_length": gettext_lazy("Write at most 300 characters."),
        },
    )


@private
def thing(request: HttpRequest, actor_id: int, page_id: int) -> HttpResponse:
    """One need, initiative or profile from its author's side: state, what to do, history."""
    actor, page = page_or_404(request, actor_id, page_id)
    found = _known(page, actor, request.user)
    may_edit = policies.may_edit_page(request.user, page)
    context = {
        "heading": found.title,
        **frame(request, actor, "thing"),
        "thing": found,
        "page": None,
        "public_url": page.get_url(request) if page.live else "",
        "draft_url": next_url(found.draft) if found.draft else "",
        "may_edit": may_edit,
        "may_take_back": policies.may_take_back(request.user, page),
        "may_follow_up": policies.may_follow_up(request.user, page),
        "usual": overview.usual_words() if found.is_in_review else "",
        "answers": overview.answers_to(request, actor, [page.pk]).get(page.pk),
        "seen": overview.seen_words([page.pk]).get(page.pk, "") if page.live else "",
        "history": selectors.history(page, actor),
    }
    return render(request, "civsam_pages/posting/overview/thing.html", context)


@require_POST
@private
def take_back(request: HttpRequest, actor_id: int, page_id: int) -> HttpResponse:
    """Take back what is being reviewed, and go on writing."""
    actor, page = page_or_404(request, actor_id, page_id)
    _known(page, actor, request.user)
    service = lambda: sending.take_back(page=page, by=request.user)  # noqa: E731
    draft = do(request, service, _("It is taken back. Change it, and send it again."))
    if draft is None:
        return redirect("civsam_posting:thing", actor.pk, page.pk)
    return redirect("civsam_posting:check", draft.pk)


@private
def follow_up(request: HttpRequest, actor_id: int, page_id: int) -> HttpResponse:
    """“Is it still current?”: a yes is one click; what has happened is told in a few words."""
    actor, page = page_or_404(request, actor_id, page_id)
    found = _known(page, actor, request.user)
    if request.method == "POST" and request.POST.get("choice") == StillCurrent.YES:
        service = lambda: follow_ups.answer(page=page, choice="yes", by=request.user)  # noqa: E731
        do(request, service, _("Thank you. Visitors see that it is still current."))
        return redirect(mine_url(actor))
    initial = {"choice": request.GET.get("svar", StillCurrent.UPDATE)}
    form = FollowUpForm(request.POST or None, initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        if sent := attempt(form, lambda: follow_ups.answer(page=page, by=request.user, **given)):
            messages.success(request, _told(sent))
            return redirect(mine_url(actor))
    context = {
        "heading": found.title,
        "actor": actor,
        "form": form,
        "thing": found,
        "may": policies.may_follow_up(request.user, page),
        "back": _("Back"),
        "back_url": reverse("civsam_posting:thing", args=[actor.pk, page.pk]),
    }
    return render(request, "civsam_pages/posting/overview/follow_up.html", context)


@private
def confirm(request: HttpRequest, actor_id: int) -> HttpResponse:
    """The facts about the association: each section is right in one click, or is changed."""
    actor = actor_or_404(request, actor_id, policies.may_confirm)
    if request.method == "POST":
        return _confirm(request, actor)
    sections = my_pages.confirmations(request, actor)
    context = {
        "heading": _("Facts about the association"),
        **frame(request, actor, "confirm"),
        "sections": [
            {"about": one, "lines": lines}
            for one, lines in zip(sections, _lines(actor, sections), strict=True)
        ],
        "may_edit": policies.may_edit_page(request.user, actor),
        "profile": my_pages.of(request, actor).profile,
        "changes": ChangeRequest.objects.visible_to(request.user).waiting().filter(actor=actor),
    }
    return render(request, "civsam_pages/posting/overview/confirm.html", context)


def _confirm(request: HttpRequest, actor: Any) -> HttpResponse:
    section = request.POST.get("section", "")
    own = {one.section for one in my_pages.confirmations(request, actor)}
    if section not in own:
        raise Http404
    service = lambda: confirmations.confirm(actor=actor, section=section, by=request.user)  # noqa: E731
    done = _("Thank you. “%(section)s” is confirmed today.")
    do(request, service, done % {"section": Section(section).label})
    if any(one.is_due for one in overview.confirmations(actor) if one.section in own):
        return redirect("civsam_posting:confirm", actor.pk)
    return redirect(mine_url(actor))


def _known(page: Any, actor: Any, user: Any) -> overview.Thing:
    """The page as its association may know it.

    Raises:
        Http404: an editor prepares it, and nobody has been told.
    """
    found = overview.thing_of(page, actor, user)
    if found is None:
        raise Http404
    return found


def _told(page: Any) -> str:
    if page.live and not page.has_unpublished_changes:
        return _("It is published. Everyone can see it now.")
    return _("It is sent. The municipality reads it, and you get an e-mail.")


def _lines(actor: Any, sections: list[overview.Confirmation]) -> list[list[checking.Line]]:
    """What each section of a profile says, as visitors read it."""
    definition = DEFINITIONS[FormCode.PROFILE]
    told: dict[str, list[checking.Line]] = {}
    answers = definition.answers_from(actor)
    for part in checking.summary(definition.form, answers, lambda step: ""):
        lines = [line for line in part.lines if line.answer and not line.only_kommun]
        told.setdefault(part.title, []).extend(lines)
    name = told.get(str(definition.form.steps[0].section), [])
    about = str(Section.ABOUT.label)
    told[about] = [*name, *told.get(about, [])]
    if any(one.section == Section.PEOPLE for one in sections):
        told[str(Section.PEOPLE.label)] = [
            checking.Line(row.name, [row.role_label], "") for row in people.people(actor)
        ]
    return [told.get(str(one.section.label), []) for one in sections]
