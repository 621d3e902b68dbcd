"""What the answers add to the admin. Hooks only wire."""

from wagtail import hooks

from . import admin, log_actions

hooks.register("register_log_actions", log_actions.register)


@hooks.register("register_admin_urls")
def register_answers():
    return admin.urlpatterns


@hooks.register("register_admin_menu_item")
def register_menu():
    return admin.menu_item()


@hooks.register("civsam_waiting", order=2)
def waiting_answers(request):
    return admin.waiting(request)
