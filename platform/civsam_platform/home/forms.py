"""Form parts of the platform's settings and of the admin."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm


class ColourInput(forms.TextInput):
    """The browser's own colour picker."""

    input_type = "color"


class LoginForm(WagtailLoginForm):
    """Wagtail's, with a label for the password that is translated, and a hint for browsers."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
        self.fields["password"].widget.attrs["autocomplete"] = "current-password"
