"""What posting and review add to the admin. Hooks only wire."""

from wagtail import hooks

from civsam_pages.register.memberships.my_pages import HOOK, NAV_HOOK

from . import admin, admin_guard, admin_sight, from_answers, log_actions, my_pages

hooks.register("register_log_actions", log_actions.register)
hooks.register("before_edit_page", admin_guard.before_edit)
hooks.register("before_bulk_action", admin_guard.before_bulk)
hooks.register("before_copy_page", admin_guard.before_copy)
hooks.register("before_delete_page", admin_guard.before_delete)
hooks.register("before_move_page", admin_sight.before_move)
hooks.register("construct_admin_api", admin_sight.close_api)
hooks.register("construct_page_chooser_queryset", admin_sight.chooser)
for action in admin_sight.BULK_ACTIONS:  # in place of Wagtail's own, which come first
    hooks.register("register_bulk_action", action, order=10)
hooks.register("civsam_send_page", from_answers.hook)
hooks.register(HOOK, my_pages.tools, order=10)
hooks.register(HOOK, my_pages.returned, order=10)
hooks.register(HOOK, my_pages.to_confirm, order=30)
hooks.register(HOOK, my_pages.still_current, order=50)
hooks.register(HOOK, my_pages.written, order=20)
hooks.register(NAV_HOOK, my_pages.navigation, order=20)


@hooks.register("register_admin_urls")
def register_review():
    return admin.urlpatterns


@hooks.register("register_admin_viewset")
def register_ready_texts():
    return admin.ready_texts


@hooks.register("register_admin_menu_item")
def register_menu():
    return admin.menu_item()


@hooks.register("register_reports_menu_item")
def register_numbers():
    return admin.numbers_item()


@hooks.register("civsam_waiting", order=1)
def waiting_reviews(request):
    return admin.waiting(request)
