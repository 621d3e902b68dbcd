from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "civsam_pages.notifications"
    label = "civsam_notifications"
    verbose_name = _("Notifications")
    default_auto_field = "django.db.models.BigAutoField"
