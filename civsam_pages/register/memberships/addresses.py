"""Where in Mina sidor a mail or a notice leads."""

from typing import Any

from django.urls import reverse


def page(name: str, *args: Any) -> str:
    """The path of a page of Mina sidor."""
    return reverse(f"civsam_people:{name}", args=args)
