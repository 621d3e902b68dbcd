"""Headers of security, and whom to tell about a hole.

The Content-Security-Policy is strict for the pages, and wider where the admin cannot do without.
"""

from datetime import timedelta

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

# What a page of ours never asks the browser for. Passkeys are asked for by our own pages only.
NOT_USED = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
    "xr-spatial-tracking",
)
OWN_PAGES = ("publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS = ", ".join(
    [*(f"{name}=()" for name in NOT_USED), *(f"{name}=(self)" for name in OWN_PAGES)]
)


class PathPolicyMiddleware(CSPMiddleware):
    """Sends the policy of the longest matching prefix in CONTENT_SECURITY_POLICY_BY_PREFIX.

    Pages outside every prefix get CONTENT_SECURITY_POLICY. A view that chose a policy of its own
    with django-csp's decorators keeps it.
    """

    def get_policy_parts(self, request, response, report_only=False):
        """Return the parts of the policy for this request."""
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None:
            parts.config = policy_for(request.path_info)
        return parts


def policy_for(path):
    """Return the directives for a path, or None for the site's own policy."""
    policies = settings.CONTENT_SECURITY_POLICY_BY_PREFIX
    prefixes = [prefix for prefix in policies if path.startswith(prefix)]
    return policies[max(prefixes, key=len)] if prefixes else None


class HeadersMiddleware:
    """Says what pages may use of the browser, and that other sites may not take our files."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Tell whom to write to about a hole (RFC 9116). It is always valid for another half year."""
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    expires = today + timedelta(days=180)
    lines = [f"Contact: {contact}" for contact in settings.SECURITY_CONTACTS]
    lines += [
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: sv, en",
        f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
