"""The public side of answers: the form, the link that confirms an address, and the personal link.

HTTP only: gate, form, service, answer.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from civsam_pages.arena.base_page import Page
from civsam_pages.arena.guards import HOUR, hold_back, too_many
from civsam_pages.register.memberships.acting import acting_as
from civsam_pages.register.memberships.selectors import actors_of
from civsam_pages.register.memberships.views.answers import attempt
from civsam_search.api import is_public

from . import policies, selectors, services
from .conversations import contact_of, said_in
from .forms import MYSELF, MemberAnswerForm, VisitorAnswerForm, WriteForm
from .models import Answer
from .reporting import report_page, report_url
from .rules import Side

READS_AND_POSTS = require_http_methods(["GET", "HEAD", "POST"])


@READS_AND_POSTS
def answer(request: HttpRequest, page_id: int) -> HttpResponse:
    """Answer a need or an initiative, with or without an account."""
    page = _page_or_404(page_id)
    member = request.user.is_authenticated
    form = _member_form(request, page) if member else _visitor_form(request, page)
    if form.is_valid():
        sent = attempt(form, lambda: _send(request, page, form))
        if sent and member:
            messages.success(request, _("Your answer is sent. You get a mail when they reply."))
            return redirect(_conversation(sent))
        if sent:
            return redirect("civsam_answers:sent", page.pk)
    title = {"title": page.title}
    is_need = page._meta.label == policies.NEED
    context = {
        "heading": _("Answer the need") if is_need else _("Answer the initiative"),
        "about": page,
        "owner": page.shown_owner,
        "form": form,
        "back": _("Back to “%(title)s”") % title,
        "back_url": page.url,
    }
    return _alone(render(request, "civsam_pages/answers/answer.html", context))


@require_safe
def sent(request: HttpRequest, page_id: int) -> HttpResponse:
    """What a visitor does next: open the mail."""
    page = _page_or_404(page_id)
    context = {"heading": _("Look in your e-mail"), "about": page}
    return _alone(render(request, "civsam_pages/answers/sent.html", context))


@READS_AND_POSTS
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail: reading it sends nothing, the button does."""
    found = services.find_by_token(token)
    if found is not None and found.link_token:
        return redirect("civsam_answers:follow", found.link_token)
    if found is None or not (decision := policies.may_confirm(found)):
        return _closed(request, "" if found is None else decision.reason)
    if request.method == "POST":
        try:
            found = services.confirm(token=token)
        except PermissionDenied as refusal:
            return _closed(request, str(refusal))
        messages.success(request, _("Thank you. Your answer is sent."))
        return redirect("civsam_answers:follow", found.link_token)
    context = {
        "heading": _("Send your answer?"),
        "answer": found,
        "said": list(found.messages.all()),
    }
    return _alone(render(request, "civsam_pages/answers/confirm.html", context))


@READS_AND_POSTS
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """The conversation of somebody without an account, by their own link."""
    found = services.find_by_link(token)
    if found is None:
        return _closed(request)
    form = WriteForm(request.POST or None)
    if form.is_valid() and attempt(
        form, lambda: services.write(answer=found, token=token, **form.cleaned_data)
    ):
        messages.success(request, _("It is sent."))
        return redirect("civsam_answers:follow", token)
    context = {
        "heading": found.title,
        "answer": found,
        "said": said_in(found, Side.SENDER),
        "side": Side.SENDER,
        "form": form,
        "may_write": policies.may_write(Side.SENDER, found),
        **contact_of(found, Side.SENDER),
        "by_link": True,
        "report_url": report_url(Side.SENDER, found, "follow_report", token),
    }
    return _alone(render(request, "civsam_pages/answers/own.html", context))


@READS_AND_POSTS
def follow_report(request: HttpRequest, token: str) -> HttpResponse:
    """Report what the owner has written, by one's own link."""
    found = services.find_by_link(token)
    if found is None:
        return _closed(request)
    back = reverse("civsam_answers:follow", args=[token])
    return _alone(report_page(request, found, back, token=token))


def _page_or_404(page_id: int) -> Any:
    page = Page.objects.live().filter(pk=page_id).first()
    page = page.specific if page else None
    if page is None or not policies.kinds_for(page) or not is_public(page):
        raise Http404
    return page


def _choices(request: HttpRequest, page: Any) -> dict[str, Any]:
    return {
        "kinds": policies.kinds_for(page),
        "asks": selectors.asks_of(page),
        "kind": request.GET.get("kind", ""),
        "ask": request.GET.get("ask", ""),
    }


def _visitor_form(request: HttpRequest, page: Any) -> VisitorAnswerForm:
    return VisitorAnswerForm(request.POST or None, **_choices(request, page))


def _member_form(request: HttpRequest, page: Any) -> MemberAnswerForm:
    actors = [row.actor for row in actors_of(request.user)]
    acting = acting_as(request)
    return MemberAnswerForm(
        request.POST or None,
        actors=actors,
        acting=acting.actor if acting else None,
        me=request.user.get_full_name() or request.user.email,
        **_choices(request, page),
    )


def _send(request: HttpRequest, page: Any, form: Any) -> Answer:
    """Send what a valid form says.

    Raises:
        PermissionDenied: of the service, or this sender has tried too often.
    """
    given = dict(form.cleaned_data)
    hold_back(request, "answer", limit=30)
    if not request.user.is_authenticated:
        if too_many("answer-address", given["email"], limit=10, seconds=HOUR):
            raise PermissionDenied(_("Too many answers have been sent. Try again in an hour."))
        return services.send_from_address(page=page, visitor=request.user, **given)
    chosen = given.pop("actor", MYSELF)
    by_id = {str(row.actor_id): row.actor for row in actors_of(request.user)}
    return services.send(page=page, by=request.user, actor=by_id.get(chosen), **given)


def _conversation(sent: Answer) -> str:
    if sent.sender_actor_id:
        return reverse("civsam_answers:conversation", args=[sent.sender_actor_id, sent.pk])
    return reverse("civsam_answers:own", args=[sent.pk])


def _closed(request: HttpRequest, reason: str = "") -> HttpResponse:
    context = {
        "heading": _("This link no longer works"),
        "reason": reason or _("It is older than three days, or was never right."),
    }
    page = render(request, "civsam_pages/answers/closed.html", context, status=410)
    return _alone(page)


def _alone(response: HttpResponse) -> HttpResponse:
    """A page for one person, kept by nobody."""
    patch_cache_control(response, private=True, no_store=True)
    return response
