"""Names for what Wagtail makes itself in a new database, in the language of the site."""

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, Workflow


def translate_wagtail_names() -> None:
    """Rename Wagtail's two groups and its way of reviewing, where they still have their own names.

    A name that somebody has chosen stays, and so does Wagtail's where the new one is taken.
    """
    review = _("Review")
    for model, name, ours in (
        (Group, "Moderators", _("Reviewers")),
        (Group, "Editors", _("Writers")),
        (GroupApprovalTask, "Moderators approval", review),
        (Workflow, "Moderators approval", review),
    ):
        rows = model._default_manager
        if not rows.filter(name=ours).exists():
            rows.filter(name=name).update(name=ours)
