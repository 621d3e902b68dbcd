from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "civsam_pages.notifications"
    label = "civsam_notifications"
    verbose_name = _("Notifications")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from datetime import time

        from civsam_search.api import forget_old_searches

        from . import personal_data
        from .clockwork import every_day
        from .digests import send_digests
        from .rules import DIGEST_AT
        from .tidying import tidy

        every_day("mail-digests", at=DIGEST_AT, function=send_digests)
        every_day("mail-tidy", at=time(3), function=tidy)
        every_day("search-tidy", at=time(3), function=forget_old_searches)
        personal_data.register()
