"""A conversation is reported to those who moderate, by either side, and what they see of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from civsam_pages.arena.guards import hold_back
from civsam_pages.arena.reporting import Party, Reported, Said
from civsam_pages.moderation.forms import ReportForm
from civsam_pages.moderation.rules import REPORTS_AN_HOUR
from civsam_pages.register.memberships.views.answers import attempt

from . import policies, services
from .letters import owner_name
from .models import Answer
from .rules import Side


def report_url(side: Side, answer: Answer, name: str, *args: Any) -> str:
    """Where a side reports the other; empty where nobody takes reports."""
    return reverse(f"civsam_answers:{name}", args=args) if policies.may_report(side, answer) else ""


def report_page(request: HttpRequest, answer: Answer, back: str, **by: Any) -> HttpResponse:
    """The form that reports a conversation; `by` is who reports it, as the service takes it.

    Raises:
        Http404: nobody takes reports.
    """
    if not policies.may_report(by.get("side") or Side.SENDER, answer):
        raise Http404
    form = ReportForm(request.POST or None, asks_email=False)
    if form.is_valid() and attempt(form, lambda: _send(request, answer, form, by)):
        messages.success(request, _("Thank you. The municipality looks at it."))
        return redirect(back)
    context = {
        "heading": _("Report the conversation"),
        "answer": answer,
        "form": form,
        "back": _("Back to the conversation"),
        "back_url": back,
    }
    return render(request, "civsam_pages/answers/report.html", context)


def _send(request: HttpRequest, answer: Answer, form: ReportForm, by: dict[str, Any]) -> bool:
    hold_back(request, "report", limit=REPORTS_AN_HOUR)
    services.report(answer=answer, **by, **form.cleaned_data)
    return True


def reported(thing: Any) -> Reported | None:
    """What those who moderate see of a conversation that somebody has reported."""
    if not isinstance(thing, Answer):
        return None
    writers = dict.fromkeys(
        message.author
        for message in thing.messages.filter(side=Side.OWNER).select_related("author")
        if message.author is not None and not message.author.has_perm("wagtailadmin.access_admin")
    )
    sender = Party(user=thing.sender, address="" if thing.sender else thing.email)
    parties = [sender, Party(actor=thing.sender_actor), Party(actor=thing.owner)]
    names = {
        Side.SENDER: thing.sender_name or _("Somebody"),
        Side.OWNER: owner_name(thing),
    }
    return Reported(
        thing.title,
        (*parties, *(Party(user=user) for user in writers)),
        tuple(
            Said(names[Side(one.side)], one.text or thing.get_kind_display(), one.created_at)
            for one in thing.messages.all()
        ),
    )
