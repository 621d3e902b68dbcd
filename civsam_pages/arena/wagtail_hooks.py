"""What the shared ground adds to the admin: two menus, the vocabulary and what waits."""

from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet

from . import admin, admin_listing
from .models import Term
from .waiting import waiting

for viewset in admin.VOCABULARY:
    register_snippet(viewset)


def menu_of_rooms(hook: str) -> Menu:
    """A menu with what the installed rooms have put there by a hook."""

    return Menu(items=[item() for item in hooks.get_hooks(hook)])


@hooks.register("register_admin_menu_item")
def register_arena_menu():
    return SubmenuMenuItem(
        gettext_lazy("The arena"),
        menu_of_rooms(admin_listing.MENU_HOOK),
        name="civsam-arena",
        icon_name="grid",
        order=90,
    )


@hooks.register("register_admin_menu_item")
def register_vocabulary_menu():
    return SubmenuMenuItem(
        gettext_lazy("Vocabulary"),
        menu_of_rooms(admin.MENU_HOOK),
        name="civsam-vocabulary",
        icon_name="tag",
        order=500,
    )


@hooks.register("insert_global_admin_css")
def load_styles():
    """The lists are Wagtail's own views and take no media, so the styles come with every page."""

    return format_html('<link rel="stylesheet" href="{}">', static("civsam_pages/admin/admin.css"))


class WaitingPanel(Component):
    """What waits for the editor, first on the first page."""

    order = 50
    template_name = "civsam_pages/admin/waiting.html"

    def get_context_data(self, parent_context):
        return {"groups": waiting(parent_context["request"])}


@hooks.register("construct_homepage_panels")
def show_what_waits(request, panels):
    panels.append(WaitingPanel())


@hooks.register("before_delete_snippet")
def keep_words_that_are_needed(request, instances):
    """Refuse to delete a word that something must have, one or many at a time."""

    held = [term for term in instances if isinstance(term, Term) and admin.is_held(term)]
    if request.method != "POST" or not held:
        return None
    messages.error(
        request,
        _("“%(word)s” is needed where it is used and cannot be deleted.") % {"word": held[0]},
    )
    return redirect(reverse(held[0].snippet_viewset.get_url_name("list")))
