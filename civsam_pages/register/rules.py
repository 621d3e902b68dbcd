"""What is true of an actor without a database: kinds, organisation numbers, registration."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from stdnum import luhn
from stdnum.exceptions import ValidationError as StdnumError

from civsam_search.documents import Badge

# Only staff change these: they say who the actor is (see DOMAIN, "locked fields").
LOCKED_FIELDS = frozenset({"title", "org_number"})


class ActorKind(TextChoices):
    ASSOCIATION = "association", _("Association")
    NETWORK = "network", _("Network")
    FOUNDATION = "foundation", _("Foundation")
    FAITH_COMMUNITY = "faith_community", _("Faith community")
    COOPERATIVE = "cooperative", _("Cooperative association")
    SOCIAL_ENTERPRISE = "social_enterprise", _("Social enterprise")
    STUDY_ASSOCIATION = "study_association", _("Study association")
    UMBRELLA = "umbrella", _("Umbrella organisation")
    MUNICIPAL_UNIT = "municipal_unit", _("Municipal unit")


PLURALS: dict[ActorKind, Any] = {
    ActorKind.ASSOCIATION: _("Non-profit associations"),
    ActorKind.NETWORK: _("Networks"),
    ActorKind.FOUNDATION: _("Foundations"),
    ActorKind.FAITH_COMMUNITY: _("Faith communities"),
    ActorKind.COOPERATIVE: _("Cooperative associations"),
    ActorKind.SOCIAL_ENTERPRISE: _("Social enterprises"),
    ActorKind.STUDY_ASSOCIATION: _("Study associations"),
    ActorKind.UMBRELLA: _("Umbrella organisations"),
    ActorKind.MUNICIPAL_UNIT: _("Municipal units"),
}


class RegistrationState(TextChoices):
    REGISTERED = "registered", _("Registered")
    DORMANT = "dormant", _("Dormant")
    DEREGISTERED = "deregistered", _("Deregistered")


BADGES: dict[RegistrationState, Badge] = {
    RegistrationState.REGISTERED: Badge(RegistrationState.REGISTERED.label, "success", "done"),
    RegistrationState.DORMANT: Badge(RegistrationState.DORMANT.label, "neutral", "paused"),
    RegistrationState.DEREGISTERED: Badge(RegistrationState.DEREGISTERED.label, "neutral", "no"),
}


class PersonalNumberError(ValueError):
    """The number is a person's. Its text never holds the number."""


def clean_org_number(text: str) -> str:
    """The ten digits of a Swedish organisation number, however it was written.

    Takes ``NNNNNN-NNNN``, ten digits, or twelve digits that begin with 16; an empty text gives
    an empty text. The rules are the Swedish Tax Agency's (SKV 709): the last digit is a Luhn
    check digit and the third is at least 2, so that it is never mistaken for a personal number.

    Raises:
        PersonalNumberError: the number looks like a personal or co-ordination number.
        ValueError: it is not an organisation number; the text says what is wrong.
    """
    digits = "".join(text.split()).replace("-", "").replace("–", "").replace("+", "")
    if not digits:
        return ""
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in (10, 12):
        raise ValueError(_("An organisation number has ten digits, for example 802002-8711."))
    if len(digits) == 12:
        if not digits.startswith("16"):
            raise PersonalNumberError
        digits = digits[2:]
    if digits[2] in "01":
        raise PersonalNumberError
    try:
        luhn.validate(digits)
    except StdnumError:
        raise ValueError(
            _("The last digit does not match the others. Is there a slip of the pen?")
        ) from None
    return digits


def format_org_number(digits: str) -> str:
    """``NNNNNN-NNNN``, as people write it."""

    return f"{digits[:6]}-{digits[6:]}" if digits else ""
