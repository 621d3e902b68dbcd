"""Who moderates: made for new sites and the demo, and safe to make again."""

from django.contrib.auth.models import Group, Permission


def let_moderate(group: Group) -> None:
    """Let a group decide on what is reported; its other rights stay as they are."""
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"),
        Permission.objects.get(content_type__app_label="civsam_moderation", codename="moderate"),
    )
