from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm


class AccountFields:
    """What the two forms share: a person may have one name only, and nobody gives passwords.

    `by` is who fills the form in: administrators of the whole platform are made by each other.
    """

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        if not by.is_superuser:
            self.fields.pop("is_superuser", None)
        self.fields["last_name"].required = False
        self.fields["email"].help_text = _("Codes to log in with are sent to it.")

    def clean_email(self):
        """Addresses are written in lower case everywhere."""
        return self.cleaned_data["email"].lower()


class AccountCreationForm(AccountFields, UserCreationForm):
    def save(self, commit=True):
        """Make an account that a code by e-mail opens."""
        self.instance.set_unusable_password()
        return super().save(commit)


class AccountEditForm(AccountFields, UserEditForm):
    pass
