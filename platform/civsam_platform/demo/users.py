"""The two who can log in to the demo."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from wagtail.models import Page

from civsam_pages.arena.groups import ensure_editor_group
from civsam_platform.home.wagtail_names import translate_wagtail_names

PASSWORD = "civsam-demo"  # printed by the command; the demo is never loaded in production
EDITOR, ADMINISTRATOR = "redaktor@alvsunda.example", "admin@alvsunda.example"
GROUP = "Redaktörer i Älvsunda"


def editor() -> AbstractBaseUser:
    """The municipal editor, made if missing. Rights come with `give_rights`."""
    users = get_user_model()._default_manager
    found = users.filter(email=EDITOR).first()
    return found or users.create_user(
        EDITOR,
        PASSWORD,
        first_name="Redaktör",
        last_name="i Älvsunda",
    )


def administrator() -> AbstractBaseUser:
    """The administrator, made if missing."""
    users = get_user_model()._default_manager
    found = users.filter(email=ADMINISTRATOR).first()
    return found or users.create_superuser(
        ADMINISTRATOR,
        PASSWORD,
        first_name="Administratör",
        last_name="i Älvsunda",
    )


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
    )
    return "\n".join(["", *(f"  {label:<14} {text}" for label, text in rows), ""])
