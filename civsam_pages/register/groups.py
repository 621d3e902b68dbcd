"""Groups of those who decide who may act for an actor."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import GroupPagePermission

# What a reviewer may see in the site's history, beside what they decide.
LOGGED = ("membership", "claim", "actorproposal", "handover", "invitation")


@transaction.atomic
def ensure_reviewer_group(name: str, root_page=None) -> Group:
    """The group of that name, whose members see and decide who may act for an actor.

    They come into the admin and see its people there, with the log of them, and nothing else. With
    `root_page`, the register, they also change the pages below it, so that they can put an actor
    right that they have approved. A group that exists is set to just these rights, so it can be
    called again.
    """
    group, _created = Group.objects.get_or_create(name=name)
    group.permissions.set(
        [
            _permission("wagtailadmin", "access_admin"),
            _permission("civsam_register", "see_people"),
            _permission("civsam_register", "decide_people"),
            *(_permission("civsam_register", f"view_{model}") for model in LOGGED),
        ]
    )
    group.collection_permissions.all().delete()
    group.page_permissions.all().delete()
    if root_page is not None:
        GroupPagePermission.objects.create(
            group=group, page_id=root_page.pk, permission=_permission("wagtailcore", "change_page")
        )
    return group


def _permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)
