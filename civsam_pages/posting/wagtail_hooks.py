"""What posting and review add to the admin. Hooks only wire."""

from wagtail import hooks

from . import admin, admin_guard, log_actions

hooks.register("register_log_actions", log_actions.register)
hooks.register("before_edit_page", admin_guard.before_edit)
hooks.register("before_bulk_action", admin_guard.before_bulk)
hooks.register("before_copy_page", admin_guard.before_copy)


@hooks.register("register_admin_urls")
def register_review():
    return admin.urlpatterns


@hooks.register("register_admin_viewset")
def register_ready_texts():
    return admin.ready_texts


@hooks.register("register_admin_menu_item")
def register_menu():
    return admin.menu_item()


@hooks.register("civsam_waiting", order=1)
def waiting_reviews(request):
    return admin.waiting(request)
