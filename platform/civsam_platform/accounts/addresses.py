"""An account answers to one address, which its owner has confirmed."""

import uuid

from allauth.account.models import EmailAddress
from django.db import transaction

from civsam_pages.notifications.letters import SECURITY
from civsam_pages.notifications.services import notify
from civsam_platform.accounts import letters
from civsam_platform.accounts.models import User


@transaction.atomic
def account_for(address: str) -> tuple[User, bool]:
    """The account of an address that has just been confirmed, made if there is none.

    Returns the account, and whether it is new.
    """
    address = address.lower()
    user = User.objects.filter(email=address).first()
    if user is None:
        user = User.objects.create_user(address)
        confirm(user)
        return user, True
    confirm(user)
    return user, False


@transaction.atomic
def confirm(user: User) -> EmailAddress:
    """Note that the account's address belongs to whoever has the account, and no other does."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    EmailAddress.objects.filter(email=user.email).exclude(user=user).delete()
    found, _created = EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return found


@transaction.atomic
def move(user: User, address: str) -> None:
    """Let the account answer to another address, which has been confirmed.

    Raises:
        IntegrityError: another account has the address.
    """
    user.email = address.lower()
    user.save(update_fields=["email"])
    confirm(user)


def forget_old_address(instance, raw=False, update_fields=None, **signal) -> None:
    """Drop the address that an account had before, and tell it; a receiver of saved accounts.

    So it hears of it also where an administrator has moved the account.
    """
    if raw or (update_fields is not None and "email" not in update_fields):
        return
    old = EmailAddress.objects.filter(user=instance).exclude(email=instance.email)
    for address in list(old.values_list("email", flat=True)):
        if instance.is_active:
            notify(
                kind=SECURITY,
                event=f"account-{uuid.uuid4().hex}",
                to=address,
                letter=lambda: letters.address_moved({"to_email": instance.email}),
            )
    old.delete()
