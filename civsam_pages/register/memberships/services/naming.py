"""What a person is called: asked for when others are to answer them."""

from typing import Any

from django.db import transaction

from .. import texts


def is_nameless(user: Any) -> bool:
    """Whether others would see only the address of an account; a site's accounts may lack names."""
    return hasattr(user, "first_name") and not user.get_full_name()


@transaction.atomic
def take_name(*, user: Any, name: str) -> None:
    """Keep the name of a person who had none; nobody's name is written over.

    Raises:
        ValidationError: of `your_name`: it is too long, or holds a personal number.
    """
    name = texts.line("your_name", name, 150)
    if name and is_nameless(user):
        user.first_name, _space, user.last_name = name.partition(" ")
        user.save(update_fields=["first_name", "last_name"])
