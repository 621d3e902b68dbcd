"""Stands for "wagtail.users" in INSTALLED_APPS."""

from wagtail.users.apps import WagtailUsersAppConfig


class WagtailUsersConfig(WagtailUsersAppConfig):
    """Wagtail's app of users, with our views of them."""

    user_viewset = "civsam_platform.users.admin.AccountViewSet"
