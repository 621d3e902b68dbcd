"""Conversations under Mina sidor: the lists, both sides of one, and what the owner decides.

HTTP only: gate, form, service, answer.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from civsam_pages.register.memberships.acting import actor_or_404
from civsam_pages.register.memberships.views.answers import attempt, do, private
from civsam_pages.register.memberships.views.mine import frame
from civsam_pages.register.policies import acts_for

from . import making, policies, selectors, services
from .forms import SettleForm, WriteForm
from .letters import owner_name
from .models import Answer, Message
from .reporting import report_page, report_url
from .rules import AnswerState, Side

RELATED = ("owner", "sender", "sender_actor", "page", "initiative")


@private
def answers(request: HttpRequest, actor_id: int) -> HttpResponse:
    """What the association has got, and what it has sent."""
    actor = actor_or_404(request, actor_id, acts_for)
    got, sent = selectors.of_actor(actor)
    context = {
        "heading": _("Answers"),
        "got": got,
        "sent": sent,
        **frame(request, actor, "answers"),
    }
    return render(request, "civsam_pages/answers/list.html", context)


@private
def conversation(request: HttpRequest, actor_id: int, pk: int) -> HttpResponse:
    """One conversation, from the owner's side or the sender's; the form says the next words."""
    actor, found, side = _of_actor(request, actor_id, pk)
    form = WriteForm(request.POST or None)
    if form.is_valid() and attempt(
        form, lambda: services.write(answer=found, by=request.user, side=side, **form.cleaned_data)
    ):
        messages.success(request, _("It is sent."))
        return redirect("civsam_answers:conversation", actor.pk, found.pk)
    handles = side == Side.OWNER and bool(policies.may_handle(request.user, found))
    context = {
        **frame(request, actor, "answers"),
        **_shown(found, side, form, request.user),
        "may_settle": handles and policies.may_settle(request.user, found, AnswerState.AGREED),
        "may_handle": handles,
        "report_url": report_url(side, found, "report", actor.pk, found.pk),
        "may_make": handles and policies.may_make_initiative(request.user, found),
        "is_blocked": handles and policies.is_blocked(found.owner_id, found.sender_address),
    }
    return render(request, "civsam_pages/answers/conversation.html", context)


@private
def settle(request: HttpRequest, actor_id: int, pk: int) -> HttpResponse:
    """The owner says yes or no."""
    actor, found = _owned(request, actor_id, pk)
    form = SettleForm(request.POST or None, chosen=request.GET.get("choice", ""))
    if form.is_valid() and attempt(
        form, lambda: services.settle(answer=found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Your decision is sent."))
        return redirect("civsam_answers:conversation", actor.pk, found.pk)
    context = {"heading": _("Do you do it together?"), "form": form, **_back(actor, found)}
    return render(request, "civsam_pages/answers/settle.html", context)


@private
def block(request: HttpRequest, actor_id: int, pk: int) -> HttpResponse:
    """The owner takes no more messages from a sender, or takes them again."""
    actor, found = _owned(request, actor_id, pk)
    blocked = policies.is_blocked(found.owner_id, found.sender_address)
    if request.method == "POST":
        if request.POST.get("do") == "unblock":
            done = _("You take messages from the sender again.")
            do(request, lambda: services.unblock(answer=found, by=request.user) or True, done)
        else:
            done = _("The sender is blocked.")
            do(request, lambda: services.block(answer=found, by=request.user), done)
        return redirect("civsam_answers:conversation", actor.pk, found.pk)
    heading = _("Take messages from the sender again?") if blocked else _("Block the sender?")
    context = {"heading": heading, "is_blocked": blocked, **_back(actor, found)}
    return render(request, "civsam_pages/answers/block.html", context)


@private
def report(request: HttpRequest, actor_id: int, pk: int) -> HttpResponse:
    """One side reports what the other has written to those who moderate the site."""
    actor, found, side = _of_actor(request, actor_id, pk)
    back = reverse("civsam_answers:conversation", args=[actor.pk, found.pk])
    return report_page(request, found, back, by=request.user, side=side)


@private
def initiative(request: HttpRequest, actor_id: int, pk: int) -> HttpResponse:
    """The owner makes an initiative of it."""
    actor, found = _owned(request, actor_id, pk)
    if request.method == "POST":
        done = _("The initiative is made. Everyone who answered has been told.")
        do(request, lambda: making.make_initiative(answer=found, by=request.user), done)
        return redirect("civsam_answers:conversation", actor.pk, found.pk)
    context = {
        "heading": _("Make an initiative of it?"),
        "allowed": policies.may_make_initiative(request.user, found),
        **_back(actor, found),
    }
    return render(request, "civsam_pages/answers/initiative.html", context)


# --- what one has answered as a private person --------------------------------------------------


@private
def mine(request: HttpRequest) -> HttpResponse:
    """What somebody has answered for themselves."""
    rows = _own(request).select_related(*RELATED)[: selectors.LISTED]
    context = {"heading": _("Your answers"), "sent": list(rows)}
    return render(request, "civsam_pages/answers/mine.html", context)


@private
def own(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own conversation with an owner."""
    found = get_object_or_404(_own(request).select_related(*RELATED), pk=pk)
    form = WriteForm(request.POST or None)
    if form.is_valid() and attempt(
        form,
        lambda: services.write(
            answer=found, by=request.user, side=Side.SENDER, **form.cleaned_data
        ),
    ):
        messages.success(request, _("It is sent."))
        return redirect("civsam_answers:own", found.pk)
    context = {
        **_shown(found, Side.SENDER, form, request.user),
        "report_url": report_url(Side.SENDER, found, "own_report", found.pk),
    }
    return render(request, "civsam_pages/answers/own.html", context)


@private
def own_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Report what the owner has written to oneself."""
    found = get_object_or_404(_own(request), pk=pk)
    back = reverse("civsam_answers:own", args=[found.pk])
    return report_page(request, found, back, by=request.user, side=Side.SENDER)


# --- the parts of them --------------------------------------------------------------------------


def _own(request: HttpRequest) -> Any:
    return Answer.objects.visible_to(request.user).filter(sender=request.user, sender_actor=None)


def _of_actor(request: HttpRequest, actor_id: int, pk: int) -> tuple[Any, Answer, Side]:
    """The actor, the conversation, and the side that the actor is on.

    Raises:
        Http404: the person does not act for it, or it is not a conversation of its.
    """
    actor = actor_or_404(request, actor_id, acts_for)
    rows = Answer.objects.visible_to(request.user).of_actor(actor).select_related(*RELATED)
    found: Answer = get_object_or_404(rows, pk=pk)
    return actor, found, Side.OWNER if found.owner_id == actor.pk else Side.SENDER


def _owned(request: HttpRequest, actor_id: int, pk: int) -> tuple[Any, Answer]:
    """A conversation that the actor has got.

    Raises:
        Http404: as above, or the actor is the one who answered.
    """
    actor = actor_or_404(request, actor_id, acts_for)
    rows = Answer.objects.received_by(request.user).filter(owner=actor)
    return actor, get_object_or_404(rows.select_related(*RELATED), pk=pk)


def _back(actor: Any, found: Answer) -> dict[str, Any]:
    return {
        "actor": actor,
        "answer": found,
        "back": _("Back to the conversation"),
        "back_url": reverse("civsam_answers:conversation", args=[actor.pk, found.pk]),
    }


def _shown(found: Answer, side: Side, form: WriteForm, by: Any) -> dict[str, Any]:
    return {
        "heading": found.title,
        "answer": found,
        "side": side,
        "said": said_in(found, side),
        "form": form,
        "may_write": policies.may_write(side, found, by),
        **contact_of(found, side),
    }


def said_in(found: Answer, side: Side) -> list[dict[str, Any]]:
    """What has been said, each with who is named for it; the owner's people only to their own."""
    names = {Side.SENDER: found.sender_name or _("Somebody"), Side.OWNER: owner_name(found)}
    return [
        {
            "message": message,
            "name": names[Side(message.side)],
            "person": _person(message) if message.side == side else "",
            "is_ours": message.side == side,
        }
        for message in found.messages.select_related("author")
    ]


def contact_of(found: Answer, side: Side) -> dict[str, Any]:
    """How to reach the other side; nothing private before both have agreed."""
    page = found.page.specific if found.page else None
    visible = page if page is not None and page.live else None
    made = found.initiative.specific if found.initiative else None
    given = {
        "about_url": visible.url if visible else "",
        "owner_name": owner_name(found),
        "initiative_page": made if made is not None and made.live else None,
        "initiative_waits": made is not None and not made.live,
        "their_address": "",
        "public_contact": visible.contact if visible and side == Side.SENDER else None,
    }
    if found.is_agreed:
        their = found.sender_address if side == Side.OWNER else found.shared_address
        given["their_address"] = their
    return given


def _person(message: Message) -> str:
    return message.author.get_full_name() if message.author else ""
