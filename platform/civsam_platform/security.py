"""The Content-Security-Policy: strict for the pages, wider where the admin cannot do without."""

from csp.middleware import CSPMiddleware
from django.conf import settings


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
