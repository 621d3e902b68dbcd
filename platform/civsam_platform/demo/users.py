"""Those of the municipality who can log in to the demo."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, Group
from wagtail.models import Page

from civsam_pages.arena.groups import ensure_editor_group
from civsam_pages.moderation.setup import let_moderate
from civsam_pages.posting.setup import ensure_review_workflow
from civsam_pages.register.groups import ensure_reviewer_group
from civsam_platform.accounts.addresses import confirm
from civsam_platform.home.wagtail_names import translate_wagtail_names

from .people import ASSOCIATIONS

PASSWORD = "civsam-demo"  # printed by the command; the demo is never loaded in production
EDITOR, ADMINISTRATOR = "redaktor@alvsunda.example", "admin@alvsunda.example"
REVIEWER = "granskare@alvsunda.example"
GROUP, REVIEWERS = "Redaktörer i Älvsunda", "De som avgör vem som företräder en förening"


def editor() -> AbstractBaseUser:
    """The municipal editor, made if missing. Rights come with `give_rights`."""
    return _account(EDITOR, "Redaktör")


def administrator() -> AbstractBaseUser:
    """The administrator, made if missing."""
    return _account(ADMINISTRATOR, "Administratör", is_staff=True, is_superuser=True)


def reviewer(register: Page) -> AbstractBaseUser:
    """Who decides who may act for the associations of a register, made if missing."""
    found = get_user_model()._default_manager.filter(email=REVIEWER).first()
    if found:
        return found
    user = _account(REVIEWER, "Granskare")
    user.groups.add(ensure_reviewer_group(REVIEWERS, register))
    return user


def let_review(lists: Iterable[Page]) -> None:
    """Let the reviewer review what associations send to some lists, and moderate."""
    group = Group.objects.get(name=REVIEWERS)
    ensure_review_workflow(lists, group)
    let_moderate(group)


def _account(email: str, name: str, **rights: bool) -> AbstractBaseUser:
    users = get_user_model()._default_manager
    if found := users.filter(email=email).first():
        return found
    user = users.create_user(email, PASSWORD, first_name=name, last_name="i Älvsunda", **rights)
    confirm(user)
    return user


def give_rights(user: AbstractBaseUser, start: Page) -> None:
    """Let the editor write and publish under the start page, and change how the website looks."""
    translate_wagtail_names()
    group = ensure_editor_group(GROUP, start, also=["civsam_home.change_sitesettings"])
    user.groups.add(group)


def welcome(root_url: str) -> str:
    """Where to go and how to log in, as lines for a terminal."""
    rows = (
        ("Website", f"{root_url}/"),
        ("Admin", f"{root_url}/admin/"),
        ("Editor", f"{EDITOR} / {PASSWORD}"),
        ("Administrator", f"{ADMINISTRATOR} / {PASSWORD}"),
        ("Reviewer", f"{REVIEWER} / {PASSWORD}"),
        *(("Association", f"{address} ({name})") for address, name in ASSOCIATIONS.items()),
        ("", f"with a code from {root_url}/utveckling/mejl/"),
    )
    return "\n".join(["", *(f"  {label:<14} {text}" for label, text in rows), ""])
