"""The people, the things and the forms that the matrix of rights is tried with.

There are two of each thing: `own` belongs to Öppna dörren, `foreign` to Bildningsförbundet Tallen.
`mixed` is Öppna dörren's address with a thing of Tallen's in it, `deleted` was there once.
"""

import re
import uuid
from datetime import timedelta
from types import SimpleNamespace

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core import signing
from django.utils import timezone

from civsam_pages.arena import guards
from civsam_pages.arena.tokens import hash_token
from civsam_pages.moderation.rules import Act, Ground, Reason
from civsam_pages.moderation.services import reporting, ruling
from civsam_pages.moderation.setup import let_moderate
from civsam_pages.notifications import unsubscribing
from civsam_pages.notifications.letters import KINDS
from civsam_pages.notifications.models import Bounce, Mail
from civsam_pages.register.memberships.models import Claim, Handover, Invitation
from civsam_pages.register.memberships.rules import RequestState
from civsam_pages.register.memberships.services import claims, handovers, proposals
from civsam_pages.register.memberships.services.handovers import Newcomer
from civsam_search.api import today
from tests import factories

# Each role with who has it. The order is the order of the table.
ROLES = {
    "visitor": None,
    "login": "carin",  # logged in, nobody here
    "asker": "liban",  # is invited, has asked and proposed, acts for nobody
    "editor": "nadja",
    "applicant": "goran",
    "admin": "samira",
    "other": "bosse",  # administrator of Tallen
    "former": "ingrid",  # was administrator of Öppna dörren
    "municipal": "anna",  # edits pages, and may see people
    "reviewer": "petra",
    "root": "sanna",
}
GONE = 999_999
NO_TOKEN = "a-token-that-nobody-has"
SOON = (today() + timedelta(days=20)).isoformat()


def world() -> SimpleNamespace:
    """Älvsunda with both sides."""
    town = factories.town()
    vars(town).update(vars(factories.board(town)))
    town.invitation.delete()
    let_moderate(town.petra.groups.get())
    town.own = _side(town, town.open_door, town.samira, town.liban, town.nadja_right, "own")
    town.foreign = _side(town, town.study, town.bosse, town.hodan, None, "foreign")
    town.foreign.right = factories.right(town.marianne, town.study, "actor_editor", left=20)
    town.own.right.valid_until = today() + timedelta(days=20)
    town.own.right.save()
    town.own.account, town.foreign.account = town.samira, town.bosse
    town.mixed = SimpleNamespace(**{**vars(town.foreign), "actor": town.own.actor})
    gone = dict.fromkeys(vars(town.own), GONE)
    town.deleted = SimpleNamespace(
        **{**gone, "token": NO_TOKEN, "question": NO_TOKEN, "off": "x", "service": "none"}
        | {"ruling_token": NO_TOKEN}
    )
    return town


def _side(town, actor, admin, asker, right, name) -> SimpleNamespace:
    """One of each thing that belongs to an actor."""
    claim = claims.claim_with_evidence(
        actor=actor,
        claimant=asker,
        role="actor_editor",
        function="",
        message="",
        file=factories.pdf(),
        key=uuid.uuid4(),
    )
    proposal = proposals.propose(
        proposer=asker,
        name=f"Odlarna {name}",
        kind="network",
        org_number="",
        summary="Vi odlar.",
        contact_email="",
        function="",
        message="",
        key=uuid.uuid4(),
    )
    draft = handovers.save_draft(
        actor=actor,
        by=admin,
        day=today(),
        leaves=[],
        stays=[],
        newcomers=[Newcomer("Ny", f"ny-{name}@posten.example", "actor_admin", "")],
        file=factories.pdf(),
        message="",
    )
    invitation = Invitation.objects.create(
        actor=actor,
        address=asker.email,
        name="Liban",
        role="actor_editor",
        valid_from=today(),
        valid_until=today() + timedelta(days=100),
        token_hash=hash_token(f"invited-{name}"),
        expires_at=timezone.now() + timedelta(days=9),
        invited_by=admin,
    )
    return SimpleNamespace(
        actor=actor,
        claim=claim,
        proposal=proposal,
        handover=handovers.send(handover=draft, by=admin),
        evidence=claim.evidence,
        right=right,
        invitation=invitation,
        token=f"invited-{name}",
        question=_question(town, actor, name),
        off=signing.dumps([asker.pk, "membership"], salt=unsubscribing.SALT),
        mail=_dead_mail(asker, name),
        bounce=Bounce.objects.create(address=f"borta-{name}@x.se"),
        passkey=_passkey(admin),
        tie=_tie(admin),
        service="no-such-service",
        account=None,
        **_moderated(town, actor, name),
    )


def _moderated(town, actor, name) -> dict:
    """A page that is reported, and one that is taken down, whose decision has a link too."""
    reported, down = (
        factories.need(town.needs, f"{title} {name}", owner_actor=actor)
        for title in ("Anmält", "Avpublicerat")
    )
    found = ruling.decide(
        matter=_reported(down),
        by=town.petra,
        act=Act.UNPUBLISH,
        seen=1,
        words="Den pekar ut någon.",
        ground=Ground.RULES,
        law="Regel 3",
    )
    found.nonce = f"link-{name}"
    found.save()
    return {
        "reported": reported,
        "matter": _reported(reported),
        "ruling": found,
        "ruling_token": found.link_token,
    }


def _reported(page):
    return reporting.report_page(
        page=page, reason=Reason.PRIVATE, words="", key=uuid.uuid4()
    ).matter


def _question(town, actor, name) -> str:
    """The token of a question to an association's own address."""
    lonely = factories.actor(town.register, f"Utan styrelse {name}", contact_email=f"{name}@x.se")
    claim = claims.claim_by_address(
        actor=lonely,
        claimant=town.hodan,
        role="actor_admin",
        function="",
        message="",
        key=uuid.uuid4(),
    )
    Claim.objects.filter(pk=claim.pk).update(token_hash=hash_token(f"asked-{name}"))
    return f"asked-{name}"


def _dead_mail(person, name) -> Mail:
    return Mail.objects.create(
        event=f"dead-{name}",
        kind="decision",
        user=person,
        address=person.email,
        language="sv",
        subject="Dött",
        message_id=f"<{name}@x>",
        state="dead",
    )


def _passkey(person) -> Authenticator:
    return Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Nyckel", "credential": {}}
    )


def _tie(person) -> SocialAccount:
    """Another service that opens the account."""
    return SocialAccount.objects.create(user=person, provider="oidc", uid=str(person.pk))


# --- before a row is tried ----------------------------------------------------------------------


def no_handover(town) -> None:
    Handover.objects.all().delete()


def draft_handover(town) -> None:
    Handover.objects.update(state=RequestState.DRAFT, started_by=town.samira)


def no_passkeys(town) -> None:
    Authenticator.objects.all().delete()


BEFORE = {
    "mfa_add_webauthn": no_passkeys,
    "mfa_reauthenticate_webauthn": no_passkeys,
    "civsam_people:handover": no_handover,
    "civsam_people:handover_check": draft_handover,
}
SESSION = {
    "civsam_people:propose_check": {
        "civsam_proposal": {
            "name": "Grannarna",
            "kind": "network",
            "org_number": "",
            "summary": "Vi ses.",
            "contact_email": "",
            "function": "",
        }
    }
}


# --- what is posted -----------------------------------------------------------------------------


def key() -> dict[str, str]:
    return {"key": str(uuid.uuid4())}


def handover_form(side) -> dict:
    rows = side.actor.memberships.current() if hasattr(side.actor, "pk") else []
    return {
        **{f"member_{row.pk}": "unchanged" for row in rows},
        "day": today().isoformat(),
        "message": "",
        "file": factories.pdf(),
        "new-TOTAL_FORMS": "1",
        "new-INITIAL_FORMS": "0",
        "new-0-name": "Ny",
        "new-0-address": "ny@posten.example",
        "new-0-function": "",
        "new-0-role": "actor_admin",
    }


def invite_form(side) -> dict:
    return {
        **key(),
        "address": "nagon@posten.example",
        "name": "Någon",
        "role": "actor_editor",
        "function": "",
        "valid_until": SOON,
    }


def claim_form(side) -> dict:
    return {
        **key(),
        "role": "actor_admin",
        "function": "kassör",
        "your_name": "Någon",
        "way": "evidence",
        "file": factories.pdf(),
        "message": "",
    }


def give_form(side) -> dict:
    return {
        "address": "hodan@posten.example",
        "role": "actor_editor",
        "function": "",
        "valid_until": SOON,
        "note": "Protokoll",
        "sure": "on",
    }


def mail_form(side) -> dict:
    paces = {kind.code: "daily" for kind in KINDS.values() if not kind.always}
    return {**paces, "language": "en"}


def account_form(side) -> dict:
    return {"email": "ny@posten.example", "first_name": "Ny", "last_name": "", "is_active": "on"}


def report_form(side) -> dict:
    return {**key(), "reason": "false", "shown_at": guards.stamp(ago=20)}


def objection_form(side) -> dict:
    return {**key(), "text": "Det är fel"}


def ruling_form(side) -> dict:
    return {"seen": getattr(side.matter, "version", 0), "act": "dismiss"}


REFUSE = {"decision": "refuse", "no-words": "Nej"}
POSTS = {
    "civsam_people:claim": claim_form,
    "civsam_people:address_answer": lambda side: {"answer": "yes"},
    "civsam_people:propose": lambda side: (
        SESSION["civsam_people:propose_check"]["civsam_proposal"]
        | {"name": "Andra grannar", "your_name": "Någon"}
    ),
    "civsam_people:propose_check": lambda side: {**key(), "message": ""},
    "civsam_people:invite": invite_form,
    "civsam_people:change": lambda side: {"role": "actor_applicant"},
    "civsam_people:answer_claim": lambda side: {"answer": "yes"},
    "civsam_people:handover": handover_form,
    "civsam_me:name": lambda side: {"first_name": "Nytt", "last_name": "Namn"},
    "civsam_me:mail": mail_form,
    "civsam_me:language": lambda side: {"language": "en"},
    "civsam_me:delete": lambda side: {"sure": "on"},
    "civsam_people_admin:claim": lambda side: REFUSE,
    "civsam_people_admin:proposal": lambda side: REFUSE,
    "civsam_people_admin:handover": lambda side: REFUSE,
    "civsam_people_admin:give": give_form,
    "civsam_moderation:report": report_form,
    "civsam_moderation:ruling": objection_form,
    "civsam_moderation:by_link": objection_form,
    "civsam_moderation_admin:matter": ruling_form,
    "civsam_moderation_admin:begin": lambda side: {"about": "bosse@posten.example"},
    "account_login": lambda side: {"email": "hodan@posten.example"},
    "account_request_login_code": lambda side: {"email": "hodan@posten.example"},
    "account_login_password": lambda side: {
        "login": "hodan@posten.example",
        "password": "hodan",
    },
    "account_email": lambda side: {"email": "flyttad@posten.example"},
    "account_set_password": lambda side: {"password": "ett-langt-losen-8721"},
    "account_change_password": lambda side: {"password": "ett-langt-losen-8721"},
    "account_reauthenticate": lambda side: {"action": "send"},
    "usersessions_list": lambda side: {},
    "mfa_edit_webauthn": lambda side: {"name": "Annan nyckel"},
    "wagtailusers_users:edit": account_form,
}

# --- what has changed ---------------------------------------------------------------------------

# The tables of what a request of ours could change.
TABLES = re.compile(
    r'^(INSERT INTO|UPDATE|DELETE FROM) "(civsam_register|civsam_notifications|civsam_moderation|'
    r"civsam_accounts|civsam_posting|civsam_answers|civsam_needs|civsam_initiatives|account|mfa|"
    r"socialaccount|wagtailcore_page|wagtailcore_pageviewrestriction|wagtailcore_revision|"
    r'wagtailcore_workflowstate|wagtailcore_taskstate)(_|")'
)
# Every login touches this, and it is nobody's right.
TOUCH = 'UPDATE "civsam_accounts_user" SET "last_login"'
SESSION_UNTOLD = (
    "_messages",
    "_csrf",
    "_auth_user_hash",
    "account_",
    "civsam_after_step",
    "civsam_typed",  # kept for whoever has been logged out
    "mfa",
    "socialaccount",
    "wagtail",
)


class Writes:
    """Listens to the database while a request is answered, and counts what is written."""

    def __init__(self):
        self.found: list[str] = []

    def __call__(self, execute, sql, params, many, context):
        if TABLES.match(sql) and not sql.startswith(TOUCH):
            self.found.append(sql)
        return execute(sql, params, many, context)


def session_of(client) -> dict:
    """What the browser's session knows, without what every visit touches."""
    return {
        name: value for name, value in client.session.items() if not name.startswith(SESSION_UNTOLD)
    }
