"""What the register adds to the admin."""

from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet

from civsam_pages.arena.waiting import shared_rows

from .admin import ActorCategoryViewSet, ActorListing
from .memberships import admin as people
from .memberships import log_actions, my_pages
from .memberships.admin_base import EXPORT
from .protection import refusal

listing = ActorListing()
register_snippet(ActorCategoryViewSet)


hooks.register("register_log_actions", log_actions.register)
hooks.register(my_pages.HOOK, my_pages.waiting_people, order=40)
hooks.register(my_pages.HOOK, my_pages.people, order=60)
hooks.register(my_pages.NAV_HOOK, my_pages.to_people, order=60)
hooks.register(my_pages.NAV_HOOK, my_pages.to_others, order=90)


@hooks.register("register_admin_viewset")
def register_actors():
    return listing


@hooks.register("civsam_waiting", order=40)
def waiting_actors(request):
    return shared_rows(request, listing)


@hooks.register("register_admin_urls")
def register_people():
    return people.urlpatterns


@hooks.register("register_admin_menu_item")
def register_people_menu():
    return people.menu_item()


@hooks.register("civsam_waiting", order=5)
def waiting_people(request):
    return people.waiting(request)


@hooks.register("register_log_actions")
def register_export(actions):
    actions.register_action(
        EXPORT, _("Take home a list of people"), _("Took home a list of people")
    )


@hooks.register("before_delete_page")
def keep_owners(request, page):
    """Refuse to delete an actor that owns something or has people, or the place of one."""

    return _refuse(request, [page])


@hooks.register("before_bulk_action")
def keep_many_owners(request, action_type, objects, action):
    """As `keep_owners`, for pages that are ticked in a list."""

    pages = [thing for thing in objects if hasattr(thing, "url_path")]
    return _refuse(request, pages) if action_type == "delete" and pages else None


def _refuse(request, pages):
    if reason := refusal(pages):
        messages.error(request, reason)
        return redirect("wagtailadmin_explore", pages[0].get_parent().pk)
    return None
