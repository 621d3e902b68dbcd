"""How often a page was seen on a day. Nothing of who saw it, from where or with what."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SeenDay(models.Model):
    """A page and a day."""

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page")
    )
    day = models.DateField(_("day"), db_index=True)
    count = models.PositiveIntegerField(_("seen"), default=0)

    class Meta:
        verbose_name = _("page seen on a day")
        verbose_name_plural = _("pages seen on a day")
        constraints = [
            models.UniqueConstraint(fields=["page", "day"], name="one_row_per_page_and_day")
        ]

    def __str__(self):
        return f"{self.page_id} {self.day}: {self.count}"
