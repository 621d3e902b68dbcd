"""Samira and the others around Föreningen Öppna dörren, as the stories of Mitt konto need them."""

from datetime import timedelta
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.utils import timezone

from civsam_pages.register.memberships.models import (
    ActorProposal,
    Claim,
    Evidence,
    Handover,
    Invitation,
)
from civsam_pages.register.memberships.rules import RequestState, Role
from civsam_search.api import today
from tests import factories
from tests.factories import XSS

CANARY = "kanariefågel"  # stands in everything that is somebody else's


def my_town() -> SimpleNamespace:
    """The board of Öppna dörren; all of Göran's words are canaries."""
    town = factories.town()
    vars(town).update(vars(factories.board(town)))
    town.goran.last_name = town.goran_right.function = CANARY
    town.goran.save()
    town.goran_right.save()
    return town


def file_of(user, name: str, content: bytes) -> Evidence:
    """Minutes that somebody has sent."""
    return Evidence.objects.create(
        file=ContentFile(content, name=name),
        name=name,
        content_type="application/pdf",
        size=len(content),
        uploaded_by=user,
    )


def requests_of(town, user, word: str) -> SimpleNamespace:
    """One of everything that a person asks for, with `word` in its texts."""
    shown = file_of(user, f"{word}.pdf", f"%PDF {word}".encode())
    waits = {"state": RequestState.WAITING_STAFF, "message": f"{word} {XSS}", "evidence": shown}
    return SimpleNamespace(
        evidence=shown,
        claim=Claim.objects.create(actor=town.study, claimant=user, role=Role.EDITOR, **waits),
        decided=Claim.objects.create(
            actor=town.youth_centre,
            claimant=user,
            state=RequestState.REFUSED,
            reason=f"Nej {word}",
            decided_by=town.petra,
            decided_at=timezone.now(),
        ),
        proposal=ActorProposal.objects.create(
            proposer=user, name=f"Nätverket {word}", kind="network", summary=word, **waits
        ),
        handover=Handover.objects.create(
            actor=town.study if word == CANARY else town.open_door, started_by=user, **waits
        ),
        invitation=Invitation.objects.create(
            actor=town.open_door,
            address=f"{word}@posten.example".replace("å", "a"),
            name=word,
            role=Role.EDITOR,
            invited_by=user,
            valid_from=today(),
            valid_until=today() + timedelta(days=100),
            expires_at=timezone.now() + timedelta(days=14),
        ),
    )
