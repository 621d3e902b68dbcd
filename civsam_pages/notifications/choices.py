"""What a person wants to hear, and how often."""

from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.log_actions import log

from .letters import DIGEST, KINDS, Kind
from .models import Choice, Mail, Preferences
from .rules import MailState, Pace
from .services import language_of


def rows(user: Any) -> list[tuple[Kind, Pace, bool]]:
    """Each kind of mail with the person's pace, and whether it always comes at once.

    Kinds for staff are left out for people who have no access to the admin.
    """
    is_staff = user.has_perm("wagtailadmin.access_admin")
    chosen = dict(Choice.objects.filter(user=user).values_list("kind", "pace"))
    return [
        (kind, Pace.NOW if kind.always else Pace(chosen.get(kind.code, Pace.NOW)), kind.always)
        for kind in KINDS.values()
        if kind != DIGEST and (is_staff or not kind.staff)
    ]


def language(user: Any) -> str:
    """The language the person gets mail in."""
    return language_of(user)


@transaction.atomic
def save(user: Any, paces: dict[str, str], language: str = "") -> None:
    """Keep what the person has chosen; kinds that are not named stay as they are.

    What waits for a digest of a kind that the person wants no more is thrown away.

    Raises:
        ValueError: a kind, a pace or the language is unknown, or the kind always comes.
    """
    for code, pace in paces.items():
        choose(user, code, Pace(pace))
    if language:
        if language not in dict(settings.LANGUAGES):
            raise ValueError(f"The site does not speak {language!r}.")
        Preferences.objects.update_or_create(user=user, defaults={"language": language})
    log(user, "civsam.mail.choose", user=user, data={"paces": {**paces}, "language": language})


def choose(user: Any, code: str, pace: Pace) -> None:
    kind = KINDS.get(code)
    if kind is None or kind.always:
        raise ValueError(f"Nobody chooses a pace for mail of the kind {code!r}.")
    Choice.objects.update_or_create(user=user, kind=code, defaults={"pace": pace})
    if pace == Pace.NONE:
        Mail.objects.filter(user=user, kind=code, state=MailState.HELD).delete()
