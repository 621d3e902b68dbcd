"""What associations write, send and answer, in every state, for the matrix of rights of posting.

There are two of each thing: `own` belongs to Öppna dörren, `foreign` to Bildningsförbundet Tallen.
`mixed` is Öppna dörren's address with a thing of Tallen's in it, `deleted` was there once. Each
private thing carries a word of its own, which nobody may meet who may not read the thing.
"""

import uuid
from copy import deepcopy
from datetime import timedelta
from types import SimpleNamespace

from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone
from wagtail.models import ReferenceIndex

from civsam_pages.answers import services as answering
from civsam_pages.answers.rules import Side
from civsam_pages.arena import guards
from civsam_pages.arena.tokens import hash_token
from civsam_pages.posting import uploads
from civsam_pages.posting.models import DirectPublication, Draft, ReadyText
from civsam_pages.posting.pages import last_review_of, review_of, task_for
from civsam_pages.posting.services import change_requests, drafts, reviewing, sending
from civsam_platform.accounts.testing import log_in
from tests import factories
from tests.integration.posting.conftest import reviewing as reviewers
from tests.integration.posting.writing import photo
from tests.posting import NEED, change, edit_in_admin, form_of, write

# Each role with who has it. The order is the order of the table.
ROLES = {
    "visitor": None,
    "login": "carin",  # logged in, nobody here
    "asker": "liban",  # is invited, acts for nobody
    "editor": "nadja",
    "applicant": "goran",
    "admin": "samira",
    "other": "bosse",  # administrator of Tallen
    "former": "ingrid",  # was administrator of Öppna dörren
    "municipal": "anna",  # edits pages, reviews nothing
    "decider": "petra",  # decides on people, edits and reviews nothing
    "reviewer": "rut",  # reviews needs and profiles
    "elsewhere": "tove",  # reviews initiatives
    "root": "sanna",
}
STAFF = ("municipal", "decider", "reviewer", "elsewhere", "root")
GONE = 999_999
TEXT = {"comment": "x"}
STATES = ("published", "changed", "down", "scheduled", "returned", "sent")


def world() -> SimpleNamespace:
    """Älvsunda with both sides, and those who review."""
    town = factories.town()
    vars(town).update(vars(factories.board(town)))
    vars(town).update(vars(reviewers(town)))
    town.own = _side(town, town.open_door, town.samira, town.carin, "own")
    town.foreign = _side(town, town.study, town.bosse, town.hodan, "foreign")
    town.mixed = SimpleNamespace(**{**vars(town.foreign), "actor": town.own.actor})
    gone = dict.fromkeys(vars(town.own), GONE)
    gone |= {name: "borta/" for name in gone if name.endswith("_path")}
    gone |= {name: getattr(town.own, name) for name in ("needs", "start", "review_task")}
    gone |= {"question": "nothing", "link": "nothing", "form": {}}
    gone |= dict.fromkeys(("draft", "behind", "past"), uuid.UUID(int=1))
    town.deleted = SimpleNamespace(**gone)
    root = Client()
    log_in(root, town.sanna, mfa=True)
    for side in (town.own, town.foreign):
        side.form = form_of(root, side.sent)
    return town


def _side(town, actor, by, other, name) -> SimpleNamespace:
    """One of each thing that belongs to an actor."""
    here = SimpleNamespace(actor=actor, by=by, name=name, town=town)
    made = {state: _page(here, state) for state in STATES}
    draft = _draft(here, "draft")
    [picture], _refused = uploads.add(draft, [photo()], most=6)
    type(picture).objects.update(is_decorative=True)
    initiative = _initiative(here)
    pictures = {f"{state}_picture_path": _picture(made[state]) for state in ("published", "down")}
    older = _page(here, "older")
    behind = change(older, actor, by, title=f"Behov {_word(here, 'behind')}")
    edit_in_admin(older, town.rut, horizon="I maj").publish(user=town.rut)
    profile = change(actor, actor, by, summary=_word(here, "profile"))
    wish = change_requests.ask(
        actor=actor, field="title", value=f"Namn {_word(here, 'wish')}", by=by
    )
    sending.send(draft=profile, by=by)
    answer = answering.send(
        page=_now(made["published"]),
        kind="help",
        message=_word(here, "answer"),
        key=uuid.uuid4(),
        by=other,
        actor=None,
    )
    answering.write(
        answer=answer, message=_word(here, "reply"), key=uuid.uuid4(), by=by, side=Side.OWNER
    )
    return SimpleNamespace(
        actor=_now(actor),
        **{state: _now(page) for state, page in made.items()},
        **{f"{state}_path": made[state].url_path.split("/", 2)[2] for state in STATES},
        **{f"{state}_text": made[state].revisions.latest("pk") for state in STATES},
        **pictures,
        draft=draft,
        behind=behind,
        older=_now(older),
        past=Draft.objects.get(page=made["sent"].pk),
        picture=picture,
        initiative=_now(initiative),
        wish=wish,
        publication=_publication(town, made["published"], actor, by),
        review=review_of(_now(made["sent"])),
        decided=last_review_of(made["returned"]),
        initiative_review=review_of(_now(initiative)),
        workflow=review_of(_now(made["sent"])).workflow_state,
        ready_text=ReadyText.objects.create(title=f"Ord {name}", text="Tack!"),
        answer=answer,
        question=_by_address(here, made["published"], "question"),
        link=answering.confirm(token=_by_address(here, made["published"], "link")).link_token,
        form=None,
        needs=town.needs,
        start=town.start,
        review_task=task_for(made["sent"]),
    )


def _picture(page) -> str:
    """Give a page a picture, in a size of its own. Returns where its file lies."""
    image = factories.picture()
    type(page).objects.filter(pk=page.pk).update(image=image, image_is_decorative=True)
    ReferenceIndex.create_or_update_for_object(_now(page))
    return image.get_rendition("width-320|format-webp").file.name


def _word(here, thing) -> str:
    """What gives a private thing away."""
    return f"kanarie-{thing}-{here.name}"


def _draft(here, thing):
    answers = deepcopy(NEED)
    answers["what"] = {"title": f"Behov {_word(here, thing)}", "summary": _word(here, thing)}
    return write(drafts.begin(form="need", actor=here.actor, by=here.by), here.by, answers)


def _page(here, state):
    """A need that has gone the way to a state."""
    page = sending.send(draft=_draft(here, "public" if state == "changed" else state), by=here.by)
    if state == "sent":
        return page
    if state == "returned":
        return _decide(here, page, "reject")
    if state == "scheduled":
        edited = page.get_latest_revision_as_object()
        edited.go_live_at = timezone.now() + timedelta(days=4)
        edited.save_revision(user=here.town.rut)
    page = _decide(here, page, "approve")
    if state == "changed":
        new = change(page, here.actor, here.by, summary=_word(here, "changed"))
        sending.send(draft=new, by=here.by)
    if state == "down":
        page.unpublish(user=here.town.rut)
    return page


def _decide(here, page, action):
    page = _now(page)
    reviewing.decide(
        review_of(page), here.town.rut, action, seen=page.latest_revision_id, words="Så här."
    )
    return _now(page)


def _initiative(here):
    """An initiative in review."""
    page = factories.initiative(
        here.town.initiatives,
        f"Initiativ {_word(here, 'initiative')}",
        owner_actor=here.actor,
        live=False,
    )
    return sending.send_edited(page=page, edited=page, by=here.by, data={})


def _by_address(here, page, name) -> str:
    """The token of the mail that asks a visitor who has answered for their address."""
    found = answering.send_from_address(
        page=_now(page),
        kind="help",
        message=_word(here, "visitor"),
        name="Kim",
        email=f"kim-{name}-{here.name}@posten.example",
        key=uuid.uuid4(),
        visitor=AnonymousUser(),
    )
    token = f"{name}-{here.name}"
    type(found).objects.filter(pk=found.pk).update(token_hash=hash_token(token))
    return token


def _publication(town, page, actor, by):
    page = _now(page)
    return DirectPublication.objects.create(
        page=page,
        revision=page.latest_revision,
        task=task_for(page),
        actor=actor,
        author=by,
    )


def _now(page):
    return type(page).objects.get(pk=page.pk)


# --- what is posted -----------------------------------------------------------------------------


def key() -> dict[str, str]:
    return {"key": str(uuid.uuid4())}


def version(side) -> int:
    return side.draft.version if isinstance(side.draft, Draft) else 0


def answer_form(side) -> dict:
    return {
        **key(),
        "kind": "help",
        "message": "Vi har ett kök.",
        "actor": "me",
        "name": "Kim",
        "email": "ny@posten.example",
        "shown_at": guards.stamp(ago=20),
    }


def report_form(side) -> dict:
    return {**key(), "reason": "false", "shown_at": guards.stamp(ago=20)}


def says(side) -> dict:
    return {**key(), "message": "Hej!"}


def copy_form(side) -> dict:
    return {
        "new_title": "Kopia",
        "new_slug": "kopia",
        "new_parent_page": side.needs.pk,
        "publish_copies": "on",
    }


def decides(**decision):
    """On a review, having read the latest text."""

    def form(side):
        latest = getattr(side.sent, "latest_revision_id", 0)
        return {"seen": latest, "words": "Så här.", **decision}

    return form


def edits(**button):
    """Wagtail's editor as it was opened, with a word changed, and the button that is pressed."""
    return lambda side: {**side.form, "summary": "Ett ord till.", **button}


POSTS = {
    "civsam_posting:start": lambda side: key(),
    "civsam_posting:edit": lambda side: key(),
    "civsam_posting:confirm": lambda side: {"section": "about"},
    "civsam_posting:follow_up": lambda side: {"choice": "yes"},
    "civsam_posting:check": lambda side: {"version": version(side)},
    "civsam_posting:merge": lambda side: {"latest": getattr(side.older, "latest_revision_id", 0)},
    "civsam_posting:step": lambda side: {
        "title": "Nytt namn",
        "summary": "Nya ord.",
        "version": version(side),
    },
    "civsam_answers:answer": answer_form,
    "civsam_answers:follow": says,
    "civsam_answers:conversation": says,
    "civsam_answers:own": says,
    "civsam_answers:settle": lambda side: {**key(), "to_state": "agreed"},
    "civsam_answers:report": report_form,
    "civsam_answers:own_report": report_form,
    "civsam_answers:follow_report": report_form,
    "civsam_answers_admin:answer": lambda side: {"do": "block"},
    "civsam_review:review: approve": decides(decision="approve"),
    "civsam_review:review: return": decides(decision="reject"),
    "civsam_review:review: assign": decides(assign=""),
    "civsam_review:change": lambda side: {"decision": "refuse", "words": "Nej."},
    "civsam_review:trust_actor": lambda side: {"note": "Känd sedan länge."},
    "civsam_ready_texts:add": lambda side: {"title": "Ord", "text": "Tack.", "sort_order": 1},
    "civsam_ready_texts:copy": lambda side: {"title": "Ord", "text": "Tack.", "sort_order": 1},
    "civsam_ready_texts:edit": lambda side: {"title": "Ord", "text": "Tack.", "sort_order": 1},
    "wagtailadmin_pages:edit: save": edits(),
    "wagtailadmin_pages:edit: publish": edits(**{"action-publish": "x"}),
    "wagtailadmin_pages:edit: approve": edits(
        **{"action-workflow-action": "true", "workflow-action-name": "approve"}
    ),
    "wagtailadmin_pages:edit: cancel the review": edits(**{"action-cancel-workflow": "x"}),
    "wagtailadmin_pages:add": edits(),
    "wagtailadmin_pages:preview_on_add": edits(),
    "wagtailadmin_pages:preview_on_edit": edits(),
    "wagtailadmin_pages:revisions_revert": edits(),
    "wagtailadmin_pages:workflow_action": lambda side: TEXT,
    "wagtailadmin_pages:collect_workflow_action_data": lambda side: TEXT,
    "wagtailadmin_pages:set_privacy": lambda side: {"restriction_type": "login"},
    "wagtailadmin_pages:copy: copy": copy_form,
    "wagtailadmin_pages:copy: make an alias": lambda side: {**copy_form(side), "alias": "on"},
}
