"""Groups of municipal editors, with the rights their work needs and no others."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission
from wagtail.snippets.models import get_snippet_models

from civsam_search.api import EditorsRule

from .models import Term

# In the page tree: write, change what others wrote, publish and take down. Deleting follows from
# these; locking, and deleting many pages at a time, are the administrator's.
PAGE_RIGHTS = ("add_page", "change_page", "publish_page")
FILE_RIGHTS = (
    ("wagtailimages", "add_image"),
    ("wagtailimages", "change_image"),
    ("wagtailimages", "choose_image"),
    ("wagtaildocs", "add_document"),
    ("wagtaildocs", "change_document"),
    ("wagtaildocs", "choose_document"),
)
# What is shown first for a question (where the host has installed that), also taken away again.
CHOICE_RIGHTS = ("add_searchpromotion", "change_searchpromotion", "delete_searchpromotion")
# A word can be added and put right; deleting one changes other people's pages.
TERM_RIGHTS = ("add", "change", "view")


@transaction.atomic
def ensure_editor_group(name: str, root_page, also: Iterable[str] = ()) -> Group:
    """The group of that name, whose members edit all pages under `root_page` and nothing else.

    They may write, change, publish and take down pages, use and add pictures and files, add and
    change the words of the vocabulary, and choose what is shown first for a question. `also`
    names further rights, as ``app_label.codename``. A group that exists is set to just these
    rights, so it can be called again.

    Raises:
        Permission.DoesNotExist: `also` names a right that there is not.
    """

    group, _created = Group.objects.get_or_create(name=name)
    extra = [_permission(*right.split(".", 1)) for right in also]
    enter = _permission("wagtailadmin", "access_admin")
    group.permissions.set([enter, *_term_rights(), *_choice_rights(), *extra])

    group.page_permissions.all().delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=root_page.pk, permission=permission)
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS
        )
    )

    group.collection_permissions.all().delete()
    everywhere = Collection.get_first_root_node()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(
            group=group, collection=everywhere, permission=_permission(*right)
        )
        for right in FILE_RIGHTS
    )
    return group


def _permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def _term_rights() -> list[Permission]:
    """The rights to the vocabularies of the rooms that are installed, and of the search."""

    return [
        _permission(model._meta.app_label, f"{right}_{model._meta.model_name}")
        for model in get_snippet_models()
        if issubclass(model, (Term, EditorsRule))
        for right in TERM_RIGHTS
    ]


def _choice_rights() -> Iterable[Permission]:
    return Permission.objects.filter(
        content_type__app_label="wagtailsearchpromotions", codename__in=CHOICE_RIGHTS
    )
