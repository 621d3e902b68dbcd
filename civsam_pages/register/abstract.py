"""Actor fields, and the owner that needs and initiatives have, for any base page."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string

from civsam_pages.arena.abstract import terms
from civsam_pages.arena.contacts import Contact

from .fields import OrgNumberField
from .rules import ActorKind, RegistrationState, format_org_number


class ActorFields(models.Model):
    kind = models.CharField(
        _("kind"), max_length=20, choices=ActorKind, default=ActorKind.ASSOCIATION
    )
    org_number = OrgNumberField(
        _("organisation number"),
        help_text=_("Ten digits. Networks and new associations have none: leave it empty."),
    )
    founded_year = models.PositiveSmallIntegerField(
        _("founded"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1500), MaxValueValidator(2100)],
    )
    umbrella = models.CharField(_("national organisation"), max_length=150, blank=True)
    categories = terms("civsam_register.ActorCategory", _("categories"))
    activities = models.TextField(
        _("activities"), blank=True, help_text=_("One on each line, for example Språkkafé.")
    )
    languages = terms("civsam_arena.Language", _("languages"))
    membership_open = models.BooleanField(_("welcomes new members"), default=False)
    needs_volunteers = models.BooleanField(_("looks for volunteers"), default=False)
    welcomes = models.CharField(
        _("welcomes"),
        max_length=150,
        blank=True,
        help_text=_("For example “Members, and volunteers for the café”."),
    )
    fee_note = models.CharField(_("fee"), max_length=150, blank=True)
    meeting_place = models.CharField(_("meets at"), max_length=200, blank=True)
    accessible_venue = models.BooleanField(_("accessible venue"), default=False)
    accessibility_info = models.CharField(_("accessibility"), max_length=250, blank=True)
    leisure_card = models.BooleanField(_("takes Fritidskortet"), default=False)
    registered_ideburen = models.BooleanField(
        _("registered idéburen organisation"),
        default=False,
        help_text=_("In the state register under the act (2022:900)."),
    )
    website = models.URLField(_("website"), blank=True)
    postal_code = models.CharField(_("postal code"), max_length=6, blank=True)
    city = models.CharField(_("postal town"), max_length=60, blank=True)
    logo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    registration_state = models.CharField(
        _("registration"),
        max_length=20,
        choices=RegistrationState,
        default=RegistrationState.REGISTERED,
    )
    registered_year = models.PositiveSmallIntegerField(_("registered since"), null=True, blank=True)
    source_system = models.CharField(max_length=30, blank=True, editable=False)
    source_id = models.CharField(max_length=100, blank=True, editable=False)
    # What the source last said of each field: a field that says so still is free to update.
    imported_values = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def activity_list(self) -> list[str]:
        return [line.strip() for line in self.activities.splitlines() if line.strip()]

    @property
    def org_number_display(self) -> str:
        return format_org_number(self.org_number)

    @property
    def is_municipal(self) -> bool:
        return self.kind == ActorKind.MUNICIPAL_UNIT


class OwnedFields(models.Model):
    """Something that an actor answers for."""

    owner_actor = models.ForeignKey(
        "civsam_register.ActorPage",
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="owned_%(class)ss",
        help_text=_("The association or municipal unit that answers for this."),
    )

    class Meta:
        abstract = True

    @property
    def shown_owner(self):
        """The owner, where everyone may see its page: nobody else is named to visitors."""

        owner = self.owner_actor
        return owner if owner and owner.is_public else None

    @property
    def contact(self) -> Contact:
        """Whom to ask: the page's own contact, or its owner's where it has none."""

        own, owner = super().contact, self.shown_owner
        return own if own.is_reachable or not owner else owner.contact
