"""Child rows that more than one kind of page has."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from .rules import WANTED_ICONS, Wanted


class WantedRow(models.Model):
    """One thing that is looked for or offered."""

    kind = models.CharField(_("what"), max_length=12, choices=Wanted)
    title = models.CharField(_("in a few words"), max_length=120)
    note = models.CharField(_("more about it"), max_length=250, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.title

    @property
    def icon(self) -> str:
        return WANTED_ICONS[Wanted(self.kind)]


class UpdateRow(models.Model):
    """Something that has happened since."""

    day = models.DateField(_("day"))
    text = models.CharField(_("what happened"), max_length=300)

    panels = [FieldPanel("day"), FieldPanel("text")]

    class Meta:
        abstract = True
        ordering = ["-day"]

    def __str__(self):
        return f"{self.day}: {self.text}"
