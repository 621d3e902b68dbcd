"""An account answers to one address, which its owner has confirmed."""

from allauth.account.models import EmailAddress
from django.db import transaction

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


def forget_old_address(instance, raw=False, **signal) -> None:
    """Drop an address that an administrator has replaced; a receiver of saved accounts."""
    if not raw:
        EmailAddress.objects.filter(user=instance).exclude(email=instance.email).delete()
