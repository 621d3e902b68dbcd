"""Fields of the editor where the default one is poor."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

STYLES = {"all": ["civsam_pages/admin/admin.css"]}


class TermCheckboxes(forms.CheckboxSelectMultiple):
    """All the words of a vocabulary at once, in columns; nothing to hold down while clicking."""

    class Media:
        css = STYLES

    def __init__(self, attrs=None, choices=()):
        super().__init__({"class": "civsam-columns", **(attrs or {})}, choices)


class CountedTextInput(AdminAutoHeightTextInput):
    """A text that says how many characters are left while it is written.

    The counting is a script; without it the help text tells the limit and the form keeps it.
    """

    left = _("%(count)s characters left")
    over = _("%(count)s characters too many")

    class Media:
        css = STYLES
        js = ["civsam_pages/admin/count.js"]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        length = context["widget"]["attrs"].pop("maxlength", None)
        if length:
            # A text that is cut off when pasted loses words in silence, so it may grow too long
            # and then says so.
            context["widget"]["attrs"] |= {
                "data-civsam-count": length,
                "data-civsam-left": self.left,
                "data-civsam-over": self.over,
            }
        return context
