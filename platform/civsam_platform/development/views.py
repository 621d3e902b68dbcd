"""The mails that would have been sent, for whoever tries the platform out."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from . import mails

# A mail brings its own styles, runs nothing and fetches nothing.
MAIL_POLICY = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": [SELF, "data:"],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
}


@require_safe
@never_cache
def index(request):
    """All mails, the newest first."""
    return render(request, "civsam_development/mails.html", {"mails": list(mails.latest())})


@require_safe
@never_cache
@csp_update({"frame-src": [SELF]})
def show(request, name):
    """One mail: its headers, its plain text and, in a frame, its HTML."""
    return render(request, "civsam_development/mail.html", {"mail": found(name)})


@require_safe
@never_cache
@csp(MAIL_POLICY)
def html(request, name):
    """The HTML of a mail, as it was written. Its links open beside the frame."""
    body = found(name).html
    return HttpResponse(body.replace("<head>", '<head><base target="_blank">', 1))


def found(name):
    """The mail of a name.

    Raises:
        Http404: there is none.
    """
    mail = mails.read(name)
    if mail is None:
        raise Http404
    return mail
