"""What is told by mail: one link, somebody's own words, and nobody's address."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civsam_pages.notifications.letters import RECEIPT, Action, Kind, Letter
from civsam_pages.notifications.services import notify
from civsam_pages.register.memberships.models import Membership
from civsam_pages.register.memberships.rules import Role
from civsam_pages.register.policies import acts_for

from .models import Answer, Message
from .rules import CONFIRM_DAYS, AnswerState, Side

ANSWER = Kind(
    "answer",
    gettext_lazy("Answers"),
    gettext_lazy("Somebody answers your need or initiative, or writes to you about it."),
)
ADMIN = "civsam_answers_admin"


# --- who is told --------------------------------------------------------------------------------


def tell_owner(answer: Answer, message: Message | None, event: str) -> None:
    """Tell those who act for the owner; where nobody does, the contact of the page."""
    for to, path in _owners(answer):
        notify(
            kind=ANSWER,
            event=event,
            to=to,
            letter=lambda path=path: to_owner(answer, message, path),
        )


def tell_sender(answer: Answer, event: str, letter: Any) -> None:
    """Tell who answered. `letter` takes the path of the conversation."""
    for to, path in _senders(answer):
        notify(kind=ANSWER, event=event, to=to, letter=lambda path=path: letter(path))


def _owners(answer: Answer) -> Iterator[tuple[Any, str]]:
    editors = list(_editors(answer.owner_id))
    for user in editors:
        yield user, reverse("civsam_answers:conversation", args=[answer.owner_id, answer.pk])
    if editors or answer.page is None:
        return
    address = answer.page.specific.contact.email
    if address and answer.owner is not None and not answer.owner.is_municipal:
        yield address, _path("civsam_people:claim", answer.owner_id)
    elif address:
        yield address, reverse(f"{ADMIN}:answer", args=[answer.pk])


def _senders(answer: Answer) -> Iterator[tuple[Any, str]]:
    if answer.sender_actor_id:
        path = reverse("civsam_answers:conversation", args=[answer.sender_actor_id, answer.pk])
        if answer.sender and acts_for(answer.sender, answer.sender_actor_id, Role.EDITOR):
            yield answer.sender, path
        else:
            for user in _editors(answer.sender_actor_id):
                yield user, path
    elif answer.sender and answer.sender.is_active:
        yield answer.sender, reverse("civsam_answers:own", args=[answer.pk])
    elif answer.email:
        yield answer.email, follow_path(answer)


def _editors(actor_id: int | None) -> Any:
    held = Membership.objects.running().at_least(Role.EDITOR).filter(actor=actor_id)
    return get_user_model().objects.filter(pk__in=held.values("user"), is_active=True)


def follow_path(answer: Answer) -> str:
    """The link of somebody without an account; empty for everybody else."""
    token = answer.link_token
    return reverse("civsam_answers:follow", args=[token]) if token else ""


def owner_name(answer: Answer) -> str:
    return answer.owner.title if answer.owner else _("The municipality")


def _path(name: str, *args: Any) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:  # a site without these pages
        return "/"


# --- what is told -------------------------------------------------------------------------------


def confirm_address(answer: Answer, token: str, text: str) -> Letter:
    """To an address that somebody has written: is it you who answers?"""
    about = {"title": answer.title}
    return Letter(
        subject=_("Confirm your answer to “%(title)s”") % about,
        lead=_("You have answered “%(title)s”. It is sent when you have confirmed your address.")
        % about,
        quote=text,
        quoted_from=answer.name,
        action=Action(_("Confirm and send"), reverse("civsam_answers:confirm", args=[token])),
        after=(
            _("The link works for %(days)d days.") % {"days": CONFIRM_DAYS},
            _("Was it not you? Then do nothing, and nothing is sent."),
        ),
        why=_("You get this because somebody wrote this address in the form."),
        secret=True,
    )


def receipt(answer: Answer) -> Letter:
    """To an address that is confirmed: it is sent, and here you follow it."""
    about = {"title": answer.title, "owner": owner_name(answer)}
    return Letter(
        subject=_("Your answer to “%(title)s” is sent") % about,
        lead=_("%(owner)s has got your answer, and replies to it here.") % about,
        action=Action(_("Follow your answer"), follow_path(answer)),
        after=(
            _("The link is yours alone: whoever has it can read and write in your name."),
            _("They do not see your e-mail address before you have agreed on something."),
        ),
        secret=True,
    )


def to_owner(answer: Answer, message: Message | None, path: str) -> Letter:
    """To the owner: somebody answers, or has written."""
    about = {"name": answer.sender_name or _("Somebody"), "title": answer.title}
    if message is None or answer.state == AnswerState.NEW:
        subject = _("%(name)s answers “%(title)s”") % about
    else:
        subject = _("%(name)s has written about “%(title)s”") % about
    return Letter(
        subject=subject,
        lead=f"{answer.about}.",
        quote=message.text if message else "",
        quoted_from=about["name"] if message and message.text else "",
        action=Action(_("Read and reply"), path),
        after=(_("Your e-mail address is not shown to whoever answered."),),
    )


def to_sender(answer: Answer, message: Message, path: str) -> Letter:
    """To who answered: the owner has written."""
    about = {"owner": owner_name(answer), "title": answer.title}
    return Letter(
        subject=_("%(owner)s has replied to you about “%(title)s”") % about,
        lead=_("%(owner)s has written to you about “%(title)s”.") % about,
        quote=message.text,
        quoted_from=about["owner"],
        action=Action(_("Read and reply"), path),
        secret=not answer.sender_id,
    )


def settled(answer: Answer, message: Message | None, path: str) -> Letter:
    """To who answered: the owner has said yes or no."""
    about = {"owner": owner_name(answer), "title": answer.title}
    if answer.state == AnswerState.AGREED:
        subject = _("%(owner)s says yes: “%(title)s”") % about
        lead = _("You have agreed. In the conversation you see how to reach each other.")
    else:
        subject = _("%(owner)s says no this time: “%(title)s”") % about
        lead = _("%(owner)s thanks for the answer, and says no this time.") % about
    words = message.text if message else ""
    return Letter(
        subject=subject,
        lead=lead,
        quote=words,
        quoted_from=about["owner"] if words else "",
        action=Action(_("See the conversation"), path),
        secret=not answer.sender_id,
    )


def became_initiative(answer: Answer, title: str, path: str) -> Letter:
    """To everyone who answered: an initiative is made of it."""
    about = {"owner": owner_name(answer), "title": answer.title, "initiative": title}
    return Letter(
        subject=_("Something comes of “%(title)s”") % about,
        lead=_("%(owner)s makes an initiative of it: “%(initiative)s”.") % about,
        paragraphs=(_("You who answered are the first to know. Thank you!"),),
        action=Action(_("See the conversation"), path),
        after=(_("When the initiative is published, the need leads to it."),),
        secret=not answer.sender_id,
    )


def tell_message(answer: Answer, message: Message) -> None:
    """Tell the other side that somebody has written."""
    event = f"answer-{answer.pk}-message-{message.pk}"
    if message.side == Side.SENDER:
        tell_owner(answer, message, event)
    else:
        tell_sender(answer, event, lambda path: to_sender(answer, message, path))


def tell_confirm(answer: Answer, token: str, text: str) -> None:
    notify(
        kind=RECEIPT,
        event=f"answer-{answer.pk}-confirm",
        to=answer.email,
        letter=lambda: confirm_address(answer, token, text),
    )


def tell_receipt(answer: Answer) -> None:
    notify(
        kind=RECEIPT,
        event=f"answer-{answer.pk}-receipt",
        to=answer.email,
        letter=lambda: receipt(answer),
    )
