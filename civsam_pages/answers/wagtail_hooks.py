"""What the answers add to the admin. Hooks only wire."""

from wagtail import hooks

from civsam_pages.register.memberships.my_pages import HOOK, NAV_HOOK

from . import admin, log_actions, my_pages, reporting

hooks.register("register_log_actions", log_actions.register)
hooks.register(HOOK, my_pages.waiting, order=15)
hooks.register(NAV_HOOK, my_pages.navigation, order=25)
hooks.register("civsam_my_pages_answers", my_pages.of_pages)
hooks.register("civsam_reported", reporting.reported)


@hooks.register("register_admin_urls")
def register_answers():
    return admin.urlpatterns


@hooks.register("register_admin_menu_item")
def register_menu():
    return admin.menu_item()


@hooks.register("civsam_waiting", order=2)
def waiting_answers(request):
    return admin.waiting(request)
