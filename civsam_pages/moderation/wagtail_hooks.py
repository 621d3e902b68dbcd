"""What moderation adds to the admin and to Mina sidor. Hooks only wire."""

from django.contrib.auth.models import Permission
from wagtail import hooks

from civsam_pages.register.memberships.my_pages import HOME_HOOK, HOOK

from . import admin, log_actions, my_pages
from .services import reporting

hooks.register("register_log_actions", log_actions.register)
hooks.register("civsam_report", reporting.take)
hooks.register(HOOK, my_pages.of_actor, order=5)
hooks.register(HOME_HOOK, my_pages.of_person, order=5)


@hooks.register("register_permissions")
def register_permission():
    return Permission.objects.filter(
        content_type__app_label="civsam_moderation", codename="moderate"
    )


@hooks.register("register_admin_urls")
def register_moderation():
    return admin.urlpatterns


@hooks.register("register_admin_menu_item")
def register_menu():
    return admin.menu_item()


@hooks.register("civsam_waiting", order=3)
def waiting_reports(request):
    return admin.waiting(request)
