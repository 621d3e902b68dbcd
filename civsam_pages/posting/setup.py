"""A review for a part of a site: made for new sites and the demo, and safe to make again."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import GroupPagePermission, Workflow, WorkflowPage, WorkflowTask

from civsam_pages.arena.base_page import Page

from .models import ReadyText, ReviewTask


@transaction.atomic
def ensure_review_workflow(index_pages: Iterable[Any], group: Group, name: str = "") -> Workflow:
    """Let a group review what associations send to some lists of pages.

    The group comes into the admin and may publish below these pages; rights that it has besides
    stay as they are. Pages that had another workflow get this one.
    """
    name = name or _("Review of what associations send")
    task = ReviewTask.objects.filter(name=name).first() or ReviewTask.objects.create(name=name)
    task.active = True
    task.save()
    task.groups.add(group)
    workflow = Workflow.objects.filter(name=name).first() or Workflow.objects.create(name=name)
    workflow.active = True
    workflow.save()
    WorkflowTask.objects.filter(workflow=workflow).exclude(task=task).delete()
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"),
        *Permission.objects.filter(
            content_type__app_label="civsam_posting",
            codename__in=(
                *("decide_changes", "change_trustedactor"),
                *("add_readytext", "change_readytext", "delete_readytext", "view_readytext"),
            ),
        ),
    )
    publish = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    for page in index_pages:
        WorkflowPage.objects.update_or_create(
            page=Page.objects.get(pk=page.pk), defaults={"workflow": workflow}
        )
        if not _may_publish(group, page, publish):
            GroupPagePermission.objects.create(group=group, page_id=page.pk, permission=publish)
    ensure_ready_texts()
    return workflow


def _may_publish(group: Group, page: Any, publish: Permission) -> bool:
    above = Page.objects.ancestor_of(Page.objects.get(pk=page.pk), inclusive=True)
    return bool(
        GroupPagePermission.objects.filter(
            group=group, permission=publish, page__in=above.values("pk")
        ).exists()
    )


def ensure_ready_texts() -> None:
    """Some words to begin from, where there are none yet."""
    if ReadyText.objects.exists():
        return
    texts = (
        (
            _("A person can be recognised"),
            _(
                "Thank you! Somebody in the text can be recognised. Take away names and other "
                "things that point to one person, and send it again."
            ),
        ),
        (
            _("Tell more"),
            _("Thank you! Tell a little more about what you see and what would help."),
        ),
        (
            _("The picture needs words"),
            _("Describe the picture for those who cannot see it, and send it again."),
        ),
        (
            _("It is published already"),
            _("Something much like this is published already. Could you join that one instead?"),
        ),
    )
    ReadyText.objects.bulk_create(
        ReadyText(title=title, text=text, sort_order=order)
        for order, (title, text) in enumerate(texts)
    )
