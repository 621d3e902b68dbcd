"""The public side of moderation: reporting a page, and reading and objecting to a decision.

HTTP only: gate, form, service, answer.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from civsam_pages.arena.base_page import Page
from civsam_pages.arena.guards import hold_back, too_many
from civsam_pages.register.memberships.views.answers import attempt, private

from . import letters, policies
from .forms import ObjectionForm, ReportForm
from .models import Ruling
from .rules import MAILS_AN_ADDRESS, REPORTS_AN_HOUR, SECONDS_A_DAY
from .services import objecting, reporting

READS_AND_POSTS = require_http_methods(["GET", "HEAD", "POST"])


@READS_AND_POSTS
def report(request: HttpRequest, page_id: int) -> HttpResponse:
    """Report a page, with or without an account."""
    page = _page_or_404(page_id)
    address = request.user.email if request.user.is_authenticated else ""
    form = ReportForm(request.POST or None, initial={"email": address})
    if form.is_valid() and attempt(form, lambda: _send(request, page, form)):
        return redirect("civsam_moderation:thanks", page.pk)
    context = {
        "heading": _("Report the page"),
        "about": page,
        "form": form,
        "back": _("Back to “%(title)s”") % {"title": page.title},
        "back_url": page.url,
    }
    return _alone(render(request, "civsam_pages/moderation/report.html", context))


@require_safe
def thanks(request: HttpRequest, page_id: int) -> HttpResponse:
    """The receipt: that it has come, and what happens next."""
    context = {"heading": _("Thank you, we have your report"), "about": _page_or_404(page_id)}
    return _alone(render(request, "civsam_pages/moderation/thanks.html", context))


@private
def ruling(request: HttpRequest, pk: int) -> HttpResponse:
    """A decision that concerns the person or an association of theirs, and their objection."""
    rows = Ruling.objects.concerning(request.user)
    found = get_object_or_404(rows.select_related(*RELATED), pk=pk)
    back = reverse("civsam_people:home")
    return _ruling(request, found, {"back": _("Back to My pages"), "back_url": back})


@READS_AND_POSTS
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same for somebody without an account, by the link of the mail."""
    found = objecting.find_by_link(token)
    if found is None:
        raise Http404
    context = {"back": _("To the start page"), "back_url": "/"}
    return _alone(_ruling(request, found, context, token=token))


# --- the parts of them ----------------------------------------------------------------------------

RELATED = ("matter", "block", "objection", "undone_by", "actor", "user")


def _page_or_404(page_id: int) -> Any:
    page = Page.objects.live().filter(pk=page_id).first()
    if page is None or page.depth < 2 or not policies.may_report(page):
        raise Http404
    return page.specific


def _send(request: HttpRequest, page: Any, form: ReportForm) -> Any:
    """Send what a valid form says.

    Raises:
        PermissionDenied: of the service, or this sender has reported too often.
    """
    given = form.cleaned_data
    hold_back(request, "report", limit=REPORTS_AN_HOUR)
    if given["email"] and too_many(
        "report-address", given["email"], limit=MAILS_AN_ADDRESS, seconds=SECONDS_A_DAY
    ):
        raise PermissionDenied(
            _("This address has got many mails from us today. Leave it out, or come back tomorrow.")
        )
    by = request.user if request.user.is_authenticated else None
    return reporting.report_page(page=page, by=by, **given)


def _ruling(
    request: HttpRequest, found: Ruling, context: dict[str, Any], token: str = ""
) -> HttpResponse:
    may = policies.may_object(found)
    form = ObjectionForm(request.POST or None) if may or request.method == "POST" else None
    by = None if token else request.user
    if (
        form is not None
        and form.is_valid()
        and attempt(
            form,
            lambda: objecting.send(ruling=found, by=by, token=token, **form.cleaned_data),
        )
    ):
        messages.success(request, _("Your objection is sent. You get an answer by e-mail."))
        return redirect(request.path)
    shown = {
        "heading": letters.what_happened(found),
        "ruling": found,
        "means": letters.what_it_means(found),
        "objecting": letters.how_to_object(found),
        "objection": getattr(found, "objection", None),
        "may_object": may,
        "form": form,
        **context,
    }
    return render(request, "civsam_pages/moderation/ruling.html", shown)


def _alone(response: HttpResponse) -> HttpResponse:
    """A page for one person, kept by nobody."""
    patch_cache_control(response, private=True, no_store=True)
    return response
