"""A picture that no web server has served: not asked for before, or not for everyone."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe
from django.views.static import serve

from . import publicity
from .storage import is_picture


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Give a picture that is public to everyone, and to the web server from now on.

    One that is not goes to those who work with it, and to those for whom its page is.

    Raises:
        Http404: there is none, or it is not for this visitor.
    """
    storage = publicity.ours()
    if storage is None or not is_picture(path) or not storage.exists(path):
        raise Http404
    if not storage.is_shown(path):
        image = publicity.image_of(path)
        if image is None:
            raise Http404
        if not publicity.is_public(image):
            if not may_see(request, image):
                raise Http404
            response = serve(request, path, document_root=str(storage.withheld))
            add_never_cache_headers(response)
            return response
        storage.show(path)
    return serve(request, path, document_root=storage.location)


def may_see(request: HttpRequest, image: Any) -> bool:
    """Whether somebody sees a picture that is not public: an editor, a reviewer, a guest."""
    pages = publicity.pages_with(image)
    user: Any = request.user
    if user.has_perm("wagtailadmin.access_admin"):
        if _policy(image).user_has_any_permission_for_instance(user, ["change", "choose"], image):
            return True
        if any(_works_with(user, page) for page in pages):
            return True
    return any(page.live and _lets_in(page, request) for page in pages)


def _works_with(user: Any, page: Any) -> bool:
    """Whether Wagtail shows the page's draft to somebody."""
    rights = page.permissions_for_user(user)
    return bool(rights.can_edit() or rights.can_publish())


def _lets_in(page: Any, request: HttpRequest) -> bool:
    return all(rule.accept_request(request) for rule in page.get_view_restrictions())


def _policy(image: Any) -> Any:
    """Who may do what with pictures, as Wagtail says it; 8.0 has moved it."""
    try:
        from wagtail.permissions import policy_registry
    except ImportError:
        from wagtail.images.permissions import permission_policy

        return permission_policy
    return policy_registry.get_by_type(type(image))
