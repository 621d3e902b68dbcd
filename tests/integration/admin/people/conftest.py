"""The board of Öppna dörren as the municipality sees it, with what waits for a decision."""

import uuid
from copy import deepcopy

import pytest
from django.db import transaction

from civsam_pages.register.memberships.services import claims, handovers, proposals
from civsam_pages.register.memberships.services.handovers import Newcomer
from civsam_search.api import today
from tests import factories
from tests.factories import XSS


def ask(town, person, actor=None, **fields):
    """A claim with minutes."""
    given = {"role": "actor_editor", "function": "kassör", "message": f"Hej {XSS}", **fields}
    return claims.claim_with_evidence(
        actor=actor or town.open_door,
        claimant=person,
        file=factories.pdf(f"Protokoll {XSS}.pdf"),
        key=uuid.uuid4(),
        **given,
    )


def propose(town, person, **fields):
    """A network without an organisation number."""
    given = {
        "name": f"Nätverket Grannskap {XSS}",
        "kind": "network",
        "org_number": "",
        "summary": "Vi odlar ihop.",
        "contact_email": "",
        "function": "samordnare",
        "message": "",
        **fields,
    }
    return proposals.propose(proposer=person, key=uuid.uuid4(), **given)


def hand_over(town, *, leaves=(), stays=(), newcomers=()):
    """A handover of Öppna dörren that Samira has sent."""
    draft = handovers.save_draft(
        actor=town.open_door,
        by=town.samira,
        day=today(),
        leaves=list(leaves),
        stays=list(stays),
        newcomers=list(newcomers),
        file=factories.pdf(),
        message="Årsmötet",
    )
    return handovers.send(handover=draft, by=town.samira)


def hodan_comes(town):
    return Newcomer(
        name="Hodan Warsame", address=town.hodan.email, role="actor_admin", function="ordförande"
    )


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """Built once for all the stories of a file; each story undoes what it does."""
    with django_db_blocker.unblock(), transaction.atomic():
        town = factories.town()
        vars(town).update(vars(factories.board(town)))
        town.claim = ask(town, town.carin)
        town.proposal = propose(town, town.carin)
        town.handover = hand_over(
            town,
            leaves=[town.samira_right],
            stays=[town.goran_right],
            newcomers=[hodan_comes(town)],
        )
        yield town
        transaction.set_rollback(True)


@pytest.fixture
def town(built, db):
    """Älvsunda, the board of Öppna dörren, and three requests."""
    return deepcopy(built)


@pytest.fixture
def petra(town, client):
    """The browser of the reviewer."""
    client.force_login(town.petra)
    return client
