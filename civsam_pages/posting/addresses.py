"""Where a mail or a notice leads: an association to the public forms, a reviewer to the admin."""

from typing import Any

from django.urls import NoReverseMatch, reverse

ADMIN = "civsam_review"


def edit(actor: Any, page: Any) -> str:
    """Where an association goes on with a page."""
    return _path("civsam_posting:edit", actor.pk, page.pk) or mine(actor)


def mine(actor: Any) -> str:
    """The overview of an actor in Mina sidor."""
    return _path("civsam_people:actor", actor.pk) or "/"


def visit(page: Any) -> str:
    """The page as visitors see it, on its own site."""
    parts = page.get_url_parts()
    return (parts[2] if parts else "") or "/"


def review(state: Any) -> str:
    """A review in the admin."""
    return reverse(f"{ADMIN}:review", args=[state.pk])


def queue(name: str = "queue") -> str:
    """A list of what waits in the admin."""
    return reverse(f"{ADMIN}:{name}")


def _path(name: str, *args: Any) -> str:
    """Empty on a site that has left these pages out."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
