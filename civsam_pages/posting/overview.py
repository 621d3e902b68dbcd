"""Reads for Mina sidor: what an association has written, where it stands, and what waits.

They gate nothing: a view asks a policy first. Each takes a fixed number of queries.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks

from civsam_pages.arena import seeing
from civsam_pages.arena.words import grouped
from civsam_pages.initiatives.models import InitiativePage
from civsam_pages.initiatives.rules import BADGES as PHASES
from civsam_pages.initiatives.rules import Phase
from civsam_pages.needs.models import NeedPage
from civsam_pages.needs.rules import BADGES as STATES
from civsam_pages.needs.rules import NeedState
from civsam_pages.register.models import ActorPage
from civsam_search.api import Badge, today

from .models import Draft, ReviewTaskState
from .rules import QUIET_DAYS, REVIEW_DAYS, FormCode, Outcome, Section, confirmation_due
from .selectors import usual_time

# A room that knows how a page is answered tells it: hook(request, actor, page ids) gives a
# mapping from the page's id to an `Answers`.
ANSWERS_HOOK = "civsam_my_pages_answers"
SHOWN = 200
RETURNED = (Outcome.RETURNED, Outcome.ASKED)
ASKED_ABOUT = (NeedState.OPEN, NeedState.DIALOGUE)

DRAFT = Badge(gettext_lazy("Draft"), "neutral", "draft")
IN_REVIEW = Badge(gettext_lazy("In review"), "info", "waiting")
TO_COMPLETE = Badge(gettext_lazy("To complete"), "warning", "draft")
NOT_SENT = Badge(gettext_lazy("Changes not sent"), "neutral", "draft")
TAKEN_DOWN = Badge(gettext_lazy("Not on the site"), "neutral", "no")


@dataclass(frozen=True, slots=True)
class Answers:
    """How a page has been answered, in a few words, and where that is read."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """A need, an initiative or a profile of an actor's: a page, a draft, or both."""

    form: FormCode
    title: str
    changed: datetime | None
    badges: tuple[Badge, ...]
    page: Any = None
    draft: Draft | None = None
    review: ReviewTaskState | None = None

    @property
    def is_returned(self) -> bool:
        return self.review is not None and self.review.outcome in RETURNED

    @property
    def is_in_review(self) -> bool:
        return self.review is not None and self.review.outcome == Outcome.WAITING


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A section of a profile, and when somebody last said that it is right."""

    section: Section
    day: date | None
    is_due: bool


@dataclass
class Overview:
    """What an actor has written, in every state: what has come back and what waits first."""

    things: list[Thing]
    profile: Thing
    answers: Mapping[int, Answers] = field(default_factory=dict)

    @property
    def returned(self) -> list[Thing]:
        found = [thing for thing in [*self.things, self.profile] if thing.is_returned]
        return sorted(found, key=lambda thing: finished(thing))

    @property
    def quiet(self) -> list[Thing]:
        """Needs that are open, and of which nobody has said anything for a long time."""
        return [thing for thing in self.things if is_quiet(thing)]

    @property
    def has_waiting(self) -> bool:
        return any(thing.is_in_review for thing in [*self.things, self.profile])


def finished(thing: Thing) -> datetime:
    """When the last review of a thing was answered; long ago where none was."""
    at: datetime | None = thing.review.finished_at if thing.review else None
    return at or datetime.min.replace(tzinfo=timezone.get_default_timezone())


def overview(actor: ActorPage, user: Any) -> Overview:
    """All that an actor has written, of which it may know: not what an editor prepares."""
    reviews = latest_reviews(actor)
    drafts = list(Draft.objects.visible_to(user).open().filter(actor=actor)[:SHOWN])
    of_page = {draft.page_id: draft for draft in drafts if draft.page_id}
    known = Q(live=True) | Q(first_published_at__isnull=False)
    known |= Q(pk__in=[*reviews, *of_page])
    things = [
        _thing(page, form, reviews.get(page.pk), of_page.get(page.pk))
        for model, form in ((NeedPage, FormCode.NEED), (InitiativePage, FormCode.INITIATIVE))
        for page in model.objects.filter(known, owner_actor=actor, alias_of=None).order_by(
            "-latest_revision_created_at", "-pk"
        )[:SHOWN]
    ]
    things += [
        Thing(FormCode(draft.form), draft_title(draft), draft.updated_at, (DRAFT,), draft=draft)
        for draft in drafts
        if draft.page_id is None and draft.form != FormCode.PROFILE
    ]
    things.sort(key=_urgency)
    profile = _thing(actor, FormCode.PROFILE, reviews.get(actor.pk), of_page.get(actor.pk))
    return Overview(things, profile)


def thing_of(page: Any, actor: ActorPage, user: Any) -> Thing | None:
    """One page of an actor's; None where it is something that an editor prepares."""
    review = latest_reviews(actor, page).get(page.pk)
    form = FormCode.PROFILE
    if isinstance(page, NeedPage | InitiativePage):
        form = FormCode.NEED if isinstance(page, NeedPage) else FormCode.INITIATIVE
    draft = Draft.objects.visible_to(user).open().filter(page=page.pk).first()
    if not (page.live or page.first_published_at or review or draft):
        return None
    return _thing(page, form, review, draft)


def latest_reviews(actor: ActorPage, page: Any = None) -> dict[int, ReviewTaskState]:
    """The latest review of each page that an actor has sent, or of one page."""
    rows = ReviewTaskState.objects.filter(actor=actor)
    if page is not None:
        rows = rows.filter(workflow_state__object_id=str(page.pk))
    rows = rows.select_related("workflow_state").order_by("started_at", "pk")
    return {int(row.workflow_state.object_id): row for row in rows}


def draft_title(draft: Draft) -> str:
    """What to call a draft in a list."""
    for step in ("what", "name"):
        if title := draft.answers.get(step, {}).get("title"):
            return str(title)
    return _("Without a heading so far")


def _thing(page: Any, form: FormCode, review: ReviewTaskState | None, draft: Draft | None) -> Thing:
    stands = _stands(page, form)
    if review is not None and review.outcome == Outcome.WAITING:
        badges = (stands, IN_REVIEW) if page.live else (IN_REVIEW,)
    elif review is not None and review.outcome in RETURNED:
        badges = (stands, TO_COMPLETE) if page.live else (TO_COMPLETE,)
    elif draft is not None:
        badges = (stands, NOT_SENT) if page.live or page.first_published_at else (DRAFT,)
    else:
        badges = (stands,)
    days = [page.latest_revision_created_at, draft.updated_at if draft else None]
    changed = max((one for one in days if one), default=None)
    return Thing(form, page.title, changed, badges, page=page, draft=draft, review=review)


def _stands(page: Any, form: FormCode) -> Badge:
    """Where a page stands for visitors."""
    if not page.live:
        return TAKEN_DOWN
    if form == FormCode.NEED:
        return STATES[NeedState(page.state)]
    if form == FormCode.INITIATIVE:
        return PHASES[Phase(page.phase)]
    return Badge(_("Published"), "success", "done")


def _urgency(thing: Thing) -> tuple[int, float]:
    """Come back, then drafts, then what is reviewed, what is published, and the rest."""
    if thing.is_returned:
        order = 0
    elif thing.draft is not None:
        order = 1
    elif thing.is_in_review:
        order = 2
    else:
        order = 3 if not _has_ended(thing) else 4
    return order, -(thing.changed.timestamp() if thing.changed else 0)


def _has_ended(thing: Thing) -> bool:
    page = thing.page
    if page is None or not page.live:
        return page is not None
    return bool(page.has_ended if thing.form == FormCode.NEED else page.phase == Phase.ENDED)


# --- is it still current? -----------------------------------------------------------------------


def is_quiet(thing: Thing, day: date | None = None) -> bool:
    """Whether a published need has been open for long without a word about it."""
    page = thing.page
    if thing.form != FormCode.NEED or page is None or not page.live or page.locked:
        return False
    if thing.is_in_review or thing.is_returned or thing.draft is not None:
        return False
    said = last_said(page)
    return page.state in ASKED_ABOUT and said is not None and quiet_days(said, day) >= QUIET_DAYS


def last_said(page: Any) -> date | None:
    """The day when somebody last published or confirmed a page."""
    published = page.last_published_at or page.first_published_at
    days = [page.last_confirmed_at, published and timezone.localdate(published)]
    return max((one for one in days if one), default=None)


def quiet_days(said: date, day: date | None = None) -> int:
    return ((day or today()) - said).days


# --- the profile --------------------------------------------------------------------------------


def confirmations(actor: ActorPage) -> list[Confirmation]:
    """Each section of a profile with the day it was last said to be right.

    A day that the municipality has put on the whole page counts for all of its sections.
    """
    own = dict(actor.confirmations.values_list("section", "confirmed_on"))
    found = []
    for section in Section:
        days = [one for one in (own.get(section), actor.last_confirmed_at) if one]
        day = max(days, default=None)
        found.append(Confirmation(section, day, confirmation_due(day, today())))
    return found


# --- how long it takes --------------------------------------------------------------------------


def usual_words() -> str:
    """How long a review usually takes, as a sentence."""
    usual = usual_time()
    days = REVIEW_DAYS if usual is None else max(1, round(usual / timedelta(days=1)))
    return ngettext(
        "The municipality usually answers within a day.",
        "The municipality usually answers within %(days)s days.",
        days,
    ) % {"days": days}


def seen_words(pages: Iterable[int]) -> dict[int, str]:
    """How often published pages have been seen, as words; nothing of those that nobody has."""
    found = {}
    for pk, count in seeing.totals(pages).items():
        words = ngettext("Seen once", "Seen %(count)s times", count)
        found[pk] = words % {"count": grouped(count)}
    return found


def answers_to(request: Any, actor: ActorPage, pages: Iterable[int]) -> dict[int, Answers]:
    """How pages of an actor's have been answered, as far as any room knows."""
    ids = list(pages)
    found: dict[int, Answers] = {}
    for tell in hooks.get_hooks(ANSWERS_HOOK):
        found.update(tell(request, actor, ids))
    return found
