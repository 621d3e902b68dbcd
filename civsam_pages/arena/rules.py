"""What every room shares, without a database: what people look for, and when facts grow old."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

SUMMARY_LENGTH = 300


class Wanted(TextChoices):
    """What a need or an initiative looks for."""

    PARTNER = "partner", _("Partner")
    PREMISES = "premises", _("Premises")
    SKILLS = "skills", _("Skills")
    VOLUNTEERS = "volunteers", _("Volunteers")
    MONEY = "money", _("Money")
    IDEAS = "ideas", _("Ideas")


WANTED_ICONS: dict[Wanted, str] = {
    Wanted.PARTNER: "partner",
    Wanted.PREMISES: "premises",
    Wanted.SKILLS: "skill",
    Wanted.VOLUNTEERS: "volunteer",
    Wanted.MONEY: "grant",
    Wanted.IDEAS: "info",
}


def grows_old_on(confirmed: date) -> date:
    """The first day on which facts confirmed on `confirmed` are older than a year."""

    return add_years(confirmed, 1)


def add_years(day: date, years: int) -> date:
    """`day` in another year; 29 February becomes 28 February where the year has none."""

    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
