"""An account is an e-mail address that its owner has confirmed, and a name."""

from typing import ClassVar

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager):
    """Makes accounts by their address, which is written in lower case everywhere."""

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Make an account. Without a password, a code by e-mail or a passkey opens it.

        Raises:
            ValueError: no address is given.
        """
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """Make an account of an administrator of the whole platform."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email=email.lower())


class User(AbstractUser):
    """Known by the address; `first_name` and `last_name` are what others see."""

    username = None
    email = models.EmailField(_("e-mail address"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    # Set for the time of a request, where the session has not passed the second step that staff
    # need: then the account has no right of staff.
    second_step_missing = False

    class Meta(AbstractUser.Meta):
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def clean(self):
        super().clean()
        self.email = self.email.lower()

    def has_perm(self, perm: str, obj=None) -> bool:
        """Whether the account has a right; none in a session without its second step."""
        return not self.second_step_missing and super().has_perm(perm, obj)

    def has_module_perms(self, app_label: str) -> bool:
        return not self.second_step_missing and super().has_module_perms(app_label)

    def has_right_to_enter_admin(self) -> bool:
        """Whether the account may enter the admin, once its second step is passed."""
        return super().has_perm("wagtailadmin.access_admin")
