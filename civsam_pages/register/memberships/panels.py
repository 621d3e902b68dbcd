"""Who may act for an actor, on its page in the admin: shown there, and no part of the page."""

from django.urls import reverse
from wagtail.admin.panels import Panel

from .querysets import sees_all


class PeoplePanel(Panel):
    """The rights to act for the actor, read from their own rows each time the page is opened.

    It has no fields, so a revision, a copy or a comparison never holds a name.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "civsam_pages/admin/people/panel.html"

        def is_shown(self):
            return (
                super().is_shown() and self.instance.pk is not None and sees_all(self.request.user)
            )

        def get_context_data(self, parent_context=None):
            # The admin's views know the models, and the models this panel.
            from .admin_base import NAMESPACE
            from .admin_details import rights_of

            return {
                **super().get_context_data(parent_context),
                **rights_of(self.instance, self.request.user),
                "actor": self.instance,
                "actor_url": reverse(f"{NAMESPACE}:actor", args=[self.instance.pk]),
                "give_url": reverse(f"{NAMESPACE}:give", args=[self.instance.pk]),
            }
