"""What is told by mail: reporters, those whom a decision concerns, and those who decide.

Nobody is told who reported.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civsam_pages.notifications.letters import RECEIPT, Action, Kind, Letter
from civsam_pages.notifications.services import notify
from civsam_pages.register.memberships.models import Membership
from civsam_pages.register.memberships.rules import Role

from . import things
from .models import Objection, Report, Ruling
from .querysets import MODERATE
from .rules import RESTRICTS, Act, Ground, Outcome

RULED = Kind(
    "ruled",
    gettext_lazy("Decisions on pages and accounts"),
    gettext_lazy("That something of yours is taken down or blocked, and answers to your reports."),
    always=True,
)
TO_MODERATE = Kind(
    "to_moderate",
    gettext_lazy("Reports from visitors"),
    gettext_lazy("That somebody has reported something, or objects to a decision."),
    staff=True,
)
KINDS = (RULED, TO_MODERATE)
ADMIN = "civsam_moderation_admin"


# --- who is told ----------------------------------------------------------------------------------


def tell_reported(report: Report) -> None:
    """A receipt to who gave an address, and one mail about the matter to those who decide."""
    if report.email:
        notify(
            kind=RECEIPT,
            event=f"report-{report.pk}-received",
            to=report.email,
            letter=lambda: received(report),
        )
    matter = report.matter
    _tell_moderators(f"matter-{matter.pk}-reported", lambda: waits(report))


def tell_ruling(ruling: Ruling) -> None:
    """The reasons to whom it concerns, and to reporters what came of it: once each."""
    for to, path in concerned(ruling):
        notify(
            kind=RULED,
            event=f"ruling-{ruling.pk}",
            to=to,
            letter=lambda path=path: of_ruling(ruling, path),
        )
    if ruling.act not in (Act.DISMISS, *RESTRICTS):
        return
    for report in ruling.matter.reports.select_related("by"):
        if to := _reporter(report):
            notify(
                kind=RULED,
                event=f"report-{report.pk}-decided",
                to=to,
                letter=lambda: to_reporter(ruling),
            )


def tell_objection(objection: Objection) -> None:
    """A receipt to who objects, and word to those who decide, but for who decided."""
    ruling = objection.ruling
    if objection.by is not None:
        people: list[tuple[Any, str]] = [(objection.by, ruling_path(ruling))]
    else:
        people = list(concerned(ruling))
    for to, path in people:
        notify(
            kind=RECEIPT,
            event=f"objection-{objection.pk}-received",
            to=to,
            letter=lambda path=path: objection_received(ruling, path),
        )
    _tell_moderators(
        f"objection-{objection.pk}-waits", lambda: objection_waits(ruling), but=ruling.by_id
    )


def tell_answer(objection: Objection) -> None:
    """The answer to all whom the decision concerns."""
    for to, path in concerned(objection.ruling):
        notify(
            kind=RULED,
            event=f"objection-{objection.pk}-answered",
            to=to,
            letter=lambda path=path: answered(objection, path),
        )


def concerned(ruling: Ruling) -> Iterator[tuple[Any, str]]:
    """Whom a decision concerns, each with where they read it."""
    if ruling.user is not None:
        if ruling.user.is_active:
            yield ruling.user, ruling_path(ruling)
        return
    people = list(writers(ruling.actor_id)) if ruling.actor_id else []
    for user in people:
        yield user, ruling_path(ruling)
    if not people and (address := contact_of(ruling)):
        yield address, link_path(ruling.undoes or ruling)


def contact_of(ruling: Ruling) -> str:
    """The address of somebody who has no account here; empty where those concerned have one."""
    if ruling.user is not None:
        return ""
    if ruling.actor is not None:
        if ruling.actor.is_municipal or writers(ruling.actor_id).exists():
            return ""
        return str(ruling.actor.contact_email)
    if ruling.act in (Act.BLOCK, Act.UNBLOCK):
        found = (party.address for party in things.reported_in(ruling.matter).parties)
        return next(filter(None, found), "")
    return ""


def writers(actor_id: int) -> Any:
    """The people who write for an actor today, whether its own page is published or not."""
    held = Membership.objects.running().at_least(Role.EDITOR).filter(actor=actor_id)
    return get_user_model().objects.filter(pk__in=held.values("user")).order_by("pk")


def _reporter(report: Report) -> Any:
    """Who gave an address; of something private, the account that reported it."""
    if report.by is not None and (report.email == report.by.email or report.matter.thing_id):
        return report.by if report.by.is_active else None
    return report.email


def _tell_moderators(event: str, letter: Callable[[], Letter], but: int | None = None) -> None:
    people: Iterable[Any] = ModelBackend().with_perm(MODERATE, include_superusers=False)
    for user in people:
        if user.pk != but:
            notify(kind=TO_MODERATE, event=event, to=user, letter=letter)


def ruling_path(ruling: Ruling) -> str:
    """Where those with an account read a decision; one that takes back another stands with it."""
    shown = ruling.undoes or ruling
    return _path("civsam_moderation:ruling", shown.pk)


def link_path(ruling: Ruling) -> str:
    """Where somebody without an account reads it."""
    token = ruling.link_token
    return _path("civsam_moderation:by_link", token) if token else "/"


def _path(name: str, *args: Any) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:  # a site without these pages
        return "/"


# --- what is told ---------------------------------------------------------------------------------


def received(report: Report) -> Letter:
    """To who reported and gave an address. Nothing of their words: the address may be another's."""
    about = {"title": report.matter.title}
    return Letter(
        subject=_("We have received your report"),
        lead=_("Your report is about “%(title)s”.") % about,
        after=(
            _("Somebody at the municipality reads it and decides. You get a mail then."),
            _("Those whom it concerns are not told that it was you."),
        ),
        why=_("You get this because somebody wrote this address in the form."),
    )


def waits(report: Report) -> Letter:
    """To those who decide: the first report of a thing."""
    about = {"title": report.matter.title}
    return Letter(
        subject=_("Reported: “%(title)s”") % about,
        lead=f"{report.get_reason_display()}.",
        action=Action(_("Read and decide"), reverse(f"{ADMIN}:matter", args=[report.matter_id])),
    )


def what_happened(ruling: Ruling) -> str:
    """The decision in a sentence, to whom it concerns."""
    about: dict[str, Any] = {"title": ruling.matter.title}
    if ruling.actor is not None:
        about["actor"] = ruling.actor.title
    if ruling.act == Act.UNPUBLISH:
        return _("The municipality has taken down “%(title)s”") % about
    if ruling.act == Act.RESTORE:
        return _("“%(title)s” is published again") % about
    if ruling.act == Act.UNBLOCK:
        if ruling.actor is not None:
            return _("%(actor)s is not blocked any more") % about
        return _("You are not blocked any more")
    if ruling.actor is not None:
        return _("The municipality has blocked %(actor)s") % about
    return _("The municipality has blocked you")


def what_it_means(ruling: Ruling) -> list[str]:
    """What a decision takes from whom, for how long, and what it rests on (article 17.3)."""
    found = []
    if ruling.act == Act.UNPUBLISH:
        found.append(_("Nobody finds the page any more, in the search or elsewhere."))
        found.append(
            _(
                "Those who write for the association still have the text under My pages. They may "
                "mend it and send it again."
            )
        )
    if ruling.act == Act.BLOCK:
        stops = [str(doing.label) for doing in ruling.block.stops]
        about = {"what": ". ".join(stops), "days": things.days_of(ruling.block)}
        found.append(_("This is stopped: %(what)s.") % about)
        found.append(_("It counts %(days)s.") % about)
        found.append(_("Reading, taking home your data and objecting still work."))
    if ruling.ground:
        law = {"law": ruling.law}
        if ruling.ground == Ground.LAW:
            found.append(_("The decision rests on this law: %(law)s.") % law)
        else:
            found.append(_("The decision rests on this rule of the website: %(law)s.") % law)
        if ruling.matter.reports.exists():
            found.append(_("Somebody reported it. A person has read it and decided, no machine."))
        else:
            found.append(_("The municipality saw it. A person has decided, no machine."))
    return found


def how_to_object(ruling: Ruling) -> list[str]:
    """What one can do who thinks that it is wrong (article 17.3 f)."""
    last = {"day": date_format(ruling.object_before, "j F Y")}
    return [
        _("Is it wrong? Object before %(day)s. Somebody else than who decided reads it.") % last,
        _("You can also turn to a court."),
    ]


def of_ruling(ruling: Ruling, path: str) -> Letter:
    """To whom it concerns: what is decided, on what grounds, and what one can do."""
    return Letter(
        subject=what_happened(ruling),
        lead=f"{what_happened(ruling)}.",
        paragraphs=tuple(what_it_means(ruling)),
        quote=ruling.words,
        quoted_from=_("The reasons of the municipality") if ruling.words else "",
        action=Action(
            _("Read the decision, and object") if ruling.restricts else _("See it"), path
        ),
        after=tuple(how_to_object(ruling)) if ruling.restricts else (),
        secret=bool(ruling.nonce),
    )


def to_reporter(ruling: Ruling) -> Letter:
    """To who reported: that it is decided. Nothing of what somebody else has been told."""
    about = {"title": ruling.matter.title}
    nothing = ruling.act == Act.DISMISS
    return Letter(
        subject=_("We have decided on your report"),
        lead=_("Your report is about “%(title)s”.") % about,
        paragraphs=(
            _("We have read it, and let the page or the message stay.")
            if nothing
            else _("We have read it, and have done something about it."),
        ),
        quote=ruling.words if nothing else "",
        quoted_from=_("The municipality") if nothing and ruling.words else "",
        after=(_("A person has decided, no machine. Is it wrong? Write to the municipality."),),
        why=_("You get this because somebody wrote this address in a report."),
    )


def objection_received(ruling: Ruling, path: str) -> Letter:
    return Letter(
        subject=_("We have received your objection"),
        lead=_("It is about this decision: %(what)s.") % {"what": what_happened(ruling)},
        action=Action(_("See your objection"), path),
        after=(_("Somebody else than who decided reads it, and you get an answer by mail."),),
        secret=bool(ruling.nonce),
    )


def objection_waits(ruling: Ruling) -> Letter:
    about = {"title": ruling.matter.title}
    return Letter(
        subject=_("Objection: “%(title)s”") % about,
        lead=_("Somebody objects to a decision."),
        action=Action(_("Read and answer"), reverse(f"{ADMIN}:matter", args=[ruling.matter_id])),
    )


def answered(objection: Objection, path: str) -> Letter:
    """To whom the decision concerns: it stands, or is taken back, and why."""
    changed = objection.outcome == Outcome.CHANGED
    return Letter(
        subject=_("The decision is changed") if changed else _("The decision stands"),
        lead=_("It is about this decision: %(what)s.") % {"what": what_happened(objection.ruling)},
        quote=objection.words,
        quoted_from=_("The municipality"),
        action=Action(_("See the decision"), path),
        after=() if changed else (_("You can also turn to a court."),),
        secret=bool(objection.ruling.nonce),
    )
