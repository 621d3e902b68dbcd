"""People who get mail in Älvsunda, and the kind of mail that the stories tell of."""

from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model

from civsam_pages.notifications.letters import KINDS, Action, Kind, Letter
from civsam_pages.notifications.services import notify
from tests.factories import site

NEWS = Kind("test-news", "Nytt om era behov", "När någon svarar på ett behov.")


@pytest.fixture(autouse=True)
def _news(monkeypatch):
    """A kind of mail that a person chooses a pace for."""
    monkeypatch.setitem(KINDS, NEWS.code, NEWS)


@pytest.fixture(autouse=True)
def _daytime(time_machine):
    """Thursday at noon, when nothing waits for the morning."""
    time_machine.move_to("2026-03-12 12:00 +0100")


@pytest.fixture
def town(db):
    """Samira has an account; Göran has one too."""
    model = get_user_model()
    return SimpleNamespace(
        site=site(),
        samira=model.objects.create_user("samira@example.org", "samira", first_name="Samira"),
        goran=model.objects.create_user("goran@example.org", "goran", first_name="Göran"),
    )


def letter(subject="Någon svarade på ert behov", **fields):
    """What makes a letter, when `notify` asks for it."""
    given = {
        "lead": "Biblioteket kan låna ut en lokal.",
        "action": Action("Läs svaret", "/mina-sidor/7/"),
        "why": "Du får mejlet för att du skriver för Öppna dörren.",
        **fields,
    }
    return lambda: Letter(subject=subject, **given)


def tell(to, event="answer-1", kind=NEWS, **fields):
    """Notify somebody of an answer."""
    return notify(kind=kind, event=event, to=to, letter=letter(**fields))
