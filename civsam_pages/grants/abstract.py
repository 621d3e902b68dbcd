"""The fields of a grant scheme, for any base page."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string

from civsam_pages.arena.abstract import terms
from civsam_pages.arena.rules import add_years

from .rules import AmountBasis, DeadlineKind, GrantType, SchemeState, has_year


class GrantFields(models.Model):
    scheme_state = models.CharField(
        _("the grant is"), max_length=10, choices=SchemeState, default=SchemeState.ACTIVE
    )
    grant_type = models.CharField(
        _("for what"), max_length=15, choices=GrantType, default=GrantType.OTHER
    )
    authority = models.ForeignKey(
        "civsam_arena.MunicipalUnit",
        verbose_name=_("municipal unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Who handles the grant. Its committee is shown on the page."),
    )
    applicant_kinds = terms("civsam_grants.ApplicantKind", _("who may apply"))
    not_for = models.TextField(
        _("not for"),
        blank=True,
        max_length=500,
        help_text=_("What the money cannot be used for, and who cannot apply. One line for each."),
    )
    amount_text = models.CharField(
        _("amount in words"), max_length=100, help_text=_("For example “Up to 60 000 kr”.")
    )
    amount_basis = models.CharField(
        _("counted"), max_length=20, choices=AmountBasis, default=AmountBasis.PER_ASSOCIATION
    )
    min_amount = models.PositiveIntegerField(_("at least, kronor"), null=True, blank=True)
    max_amount = models.PositiveIntegerField(_("at most, kronor"), null=True, blank=True)
    deadline_kind = models.CharField(
        _("when to apply"), max_length=10, choices=DeadlineKind, default=DeadlineKind.FIXED
    )
    deadline_note = models.CharField(
        _("about the last day"),
        max_length=200,
        blank=True,
        help_text=_("For example “Two months before the event”."),
    )
    late_rule = models.TextField(_("too late?"), blank=True, max_length=500)
    follow_up_required = models.BooleanField(_("must be accounted for"), default=False)
    follow_up_days = models.PositiveSmallIntegerField(_("within days"), null=True, blank=True)
    follow_up_text = models.TextField(_("how to account for it"), blank=True, max_length=500)
    appeal_text = models.TextField(_("if one disagrees"), blank=True, max_length=500)
    application_url = models.URLField(_("where to apply"), blank=True)
    application_note = models.TextField(
        _("have at hand"), blank=True, max_length=300, help_text=_("What the application asks for.")
    )
    rules_document = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("rules, as a file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    rules_note = models.CharField(
        _("about the rules"),
        max_length=150,
        blank=True,
        help_text=_("For example “Decided on 14 November 2025”."),
    )
    de_minimis = models.BooleanField(
        _("counts as state aid (de minimis)"),
        default=False,
        help_text=_("Regulation (EU) 2023/2831: at most 300 000 euros in three years."),
    )
    verified_on = models.DateField(_("page checked on"), null=True, blank=True)
    verified_by = models.CharField(_("checked by"), max_length=100, blank=True)

    class Meta:
        abstract = True

    def clean(self):
        """Refuse amounts the wrong way round, and a deadline in words without the words."""

        super().clean()
        if self.min_amount and self.max_amount and self.min_amount > self.max_amount:
            raise ValidationError(
                {"max_amount": gettext("The highest amount is lower than the lowest.")}
            )
        if self.deadline_kind == DeadlineKind.RELATIVE and not self.deadline_note:
            raise ValidationError(
                {"deadline_note": gettext("Tell from what event the last day is counted.")}
            )


class RoundFields(models.Model):
    name = models.CharField(_("name"), max_length=60, help_text=_("For example “Spring”."))
    opens_on = models.DateField(
        _("opens"),
        null=True,
        blank=True,
        help_text=_("Leave it empty if one can apply at any time before the last day."),
    )
    closes_on = models.DateField(_("last day"))
    repeats_yearly = models.BooleanField(
        _("the same days every year"),
        default=False,
        help_text=_("The year then counts for nothing: the page shows the round that comes next."),
    )
    meeting_on = models.DateField(_("committee meets"), null=True, blank=True)
    answer_by = models.DateField(_("answer by"), null=True, blank=True)
    pot = models.PositiveIntegerField(_("money to share, kronor"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    def clean(self):
        """Refuse days the wrong way round, and a yearly round that is not the same every year."""

        super().clean()
        if self.opens_on and self.closes_on:
            if self.closes_on < self.opens_on:
                raise ValidationError(
                    {"closes_on": gettext("The last day comes before the first.")}
                )
            if self.repeats_yearly and self.closes_on >= add_years(self.opens_on, 1):
                raise ValidationError(
                    {"closes_on": gettext("A round of every year cannot be longer than a year.")}
                )
        if self.repeats_yearly and has_year(self.name):
            raise ValidationError(
                {
                    "name": gettext(
                        "Take the year out of the name: the round comes back every year, and the "
                        "page shows the year by its days."
                    )
                }
            )
