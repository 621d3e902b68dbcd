"""HTTP only: gate, form, service, answer. The account is always the one that is logged in."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from civsam_pages.arena import personal_data
from civsam_pages.notifications import choices
from civsam_pages.register.memberships.selectors import actors_of
from civsam_platform.accounts.fresh import fresh_login_required

from . import erasing, export, policies, selectors, services
from .forms import DeleteForm, LanguageForm, MailForm, NameForm
from .language import known, remember


def own(view):
    """The gate of every page here: somebody is logged in, and no cache keeps the answer."""
    return never_cache(login_required(view))


def own_and_fresh(view):
    """The gate where more is at stake: whoever sits there has just shown who they are."""
    return own(fresh_login_required(view))


def posted(request):
    """What a form has been sent with; nothing when the page is only asked for."""
    return request.POST if request.method == "POST" else None


@own
@require_GET
def home(request):
    context = {
        "login": selectors.login_of(request.user),
        "memberships": actors_of(request.user),
        "bounces": selectors.bounces_of(request.user),
    }
    return _page(request, "home", request.user.get_full_name() or request.user.email, context)


@own
@require_http_methods(["GET", "POST"])
def name(request):
    user = request.user
    form = NameForm(
        posted(request),
        initial={"first_name": user.first_name, "last_name": user.last_name},
    )
    if form.is_valid():
        services.rename(user=user, **form.cleaned_data)
        messages.success(request, _("Your name is changed."))
        return redirect("civsam_me:home")
    return _page(request, "name", _("Name"), {"form": form})


@own
@require_http_methods(["GET", "POST"])
def mail(request):
    form = MailForm(posted(request), rows=choices.rows(request.user))
    if form.is_valid():
        chosen = form.cleaned_data["language"]
        choices.save(request.user, form.paces, chosen)
        remember(request, chosen)
        with override(chosen):
            messages.success(request, _("Your choices are saved."))
        return redirect("civsam_me:mail")
    context = {"form": form, "bounces": selectors.bounces_of(request.user)}
    return _page(request, "mail", _("Mails and language"), context)


@own
@require_POST
def language(request):
    form = LanguageForm(request.POST)
    if form.is_valid():
        chosen = known(form.cleaned_data["language"])
        choices.save(request.user, {}, chosen)
        remember(request, chosen)
    return redirect("civsam_me:home")


@own
@require_POST
def log_out_everywhere(request):
    erasing.end_sessions(request.user)
    logout(request)
    return redirect("account_login")


@own_and_fresh
@require_GET
def data(request):
    return _page(request, "data", _("My data"), {})


@own_and_fresh
@require_POST
def download(request):
    services.note_download(user=request.user)
    filename = _("my-data-%(day)s.zip") % {"day": timezone.localdate().isoformat()}
    return FileResponse(
        export.archive(request.user),
        as_attachment=True,
        filename=filename,
        content_type="application/zip",
    )


@own_and_fresh
@require_http_methods(["GET", "POST"])
def delete(request):
    form = DeleteForm(posted(request))
    answer = policies.may_delete(request.user, request.user)
    if form.is_valid():
        try:
            services.delete_account(user=request.user, by=request.user)
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
        else:
            logout(request)
            return render(request, "civsam_accounts/deleted.html")
    erasers = personal_data.erasers()
    context = {
        "form": form,
        "refusal": answer.reason,
        "removes": [what for eraser in erasers for what in eraser.removes],
        "keeps": [kept for eraser in erasers for kept in eraser.keeps],
        "warnings": [warning for eraser in erasers for warning in eraser.warns(request.user)],
    }
    return _page(request, "delete", _("Delete my account"), context)


def _page(request, place, heading, context):
    """One page of Mitt konto. `place` is where the menu at the side says that one is."""
    shown = {"place": place, "heading": heading, **context}
    return render(request, f"civsam_accounts/{place}.html", shown)
