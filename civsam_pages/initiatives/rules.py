"""The phases of an initiative, and where its money stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from civsam_search.documents import Badge


class Phase(TextChoices):
    IDEA = "idea", _("Idea")
    SEEKING = "seeking", _("Seeks a partner")
    PLANNING = "planning", _("Being planned")
    RUNNING = "running", _("Running")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Finished")


# The way through, as the page draws it; a pause is a halt on the way, not a step of it.
STEPS = (Phase.IDEA, Phase.SEEKING, Phase.PLANNING, Phase.RUNNING, Phase.ENDED)

BADGES: dict[Phase, Badge] = {
    Phase.IDEA: Badge(Phase.IDEA.label, "neutral", "draft"),
    Phase.SEEKING: Badge(Phase.SEEKING.label, "success", "partner"),
    Phase.PLANNING: Badge(Phase.PLANNING.label, "info", "calendar"),
    Phase.RUNNING: Badge(Phase.RUNNING.label, "info", "ongoing"),
    Phase.PAUSED: Badge(Phase.PAUSED.label, "neutral", "paused"),
    Phase.ENDED: Badge(Phase.ENDED.label, "neutral", "done"),
}


class FundingState(TextChoices):
    OWN = "own", _("Own money")
    GRANTED = "granted", _("Granted")
    APPLIED = "applied", _("Applied for")


FUNDING_BADGES: dict[FundingState, Badge] = {
    FundingState.OWN: Badge(FundingState.OWN.label, "success", "done"),
    FundingState.GRANTED: Badge(FundingState.GRANTED.label, "success", "done"),
    FundingState.APPLIED: Badge(FundingState.APPLIED.label, "info", "waiting"),
}


def steps_to(phase: Phase) -> list[tuple[Phase, str]]:
    """Each step with ``"done"``, ``"now"`` or ``""``; a paused initiative has no step now."""

    if phase not in STEPS:
        return [(step, "") for step in STEPS]
    now = STEPS.index(phase)
    return [
        (step, "done" if i < now else "now" if i == now else "") for i, step in enumerate(STEPS)
    ]
