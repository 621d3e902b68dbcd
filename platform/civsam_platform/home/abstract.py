"""What the rows of the platform's own pages share."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class LinkFields(models.Model):
    """A link to a page of the site, or to an address elsewhere."""

    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    url = models.URLField(
        _("or an address"),
        blank=True,
        help_text=_("For something that is not a page of this website."),
    )

    class Meta:
        abstract = True

    def clean(self):
        """Refuse a link that leads nowhere, or to two places at once."""
        super().clean()
        if bool(self.page_id) == bool(self.url):
            raise ValidationError({"page": gettext("Choose a page or write an address.")})
