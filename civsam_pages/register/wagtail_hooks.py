"""What the register adds to the admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from civsam_pages.arena.waiting import shared_rows

from .admin import ActorCategoryViewSet, ActorListing

listing = ActorListing()
register_snippet(ActorCategoryViewSet)


@hooks.register("register_admin_viewset")
def register_actors():
    return listing


@hooks.register("civsam_waiting", order=40)
def waiting_actors(request):
    return shared_rows(request, listing)
