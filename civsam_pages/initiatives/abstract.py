"""The fields of an initiative, for any base page."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from .rules import Phase


class InitiativeFields(models.Model):
    phase = models.CharField(_("phase"), max_length=10, choices=Phase, default=Phase.IDEA)
    needs = ParentalManyToManyField(
        "civsam_needs.NeedPage",
        verbose_name=_("needs it answers"),
        blank=True,
        related_name="initiatives",
        help_text=_("The needs that this initiative answers. It is then shown on their pages too."),
    )
    starts_on = models.DateField(_("starts"), null=True, blank=True)
    ends_on = models.DateField(_("goes on until"), null=True, blank=True)
    phase_note = models.CharField(
        _("what happens now"),
        max_length=200,
        blank=True,
        help_text=_("For example “We look for one more association, in May at the latest”."),
    )
    funding_note = models.TextField(_("about the money"), blank=True, max_length=500)
    results = models.TextField(
        _("what it has led to"),
        blank=True,
        max_length=1500,
        help_text=_("What was good, what was hard, and what you would do differently."),
    )

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": gettext("The end comes before the start.")})
