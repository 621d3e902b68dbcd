"""Answers are private rows: never a page, a revision, a search document or an API field."""

import uuid

from django.conf import settings
from django.core import signing
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from civsam_search.api import Badge

from .querysets import AnswerQuerySet
from .rules import NAME_LENGTH, TONES, AnswerKind, AnswerState, Side, is_open

USER = settings.AUTH_USER_MODEL
ACTOR = "civsam_register.ActorPage"
SALT = "civsam.answers"


def hash_address(address: str) -> str:
    """What is kept of the address of somebody who is blocked."""
    return salted_hmac(f"{SALT}.address", address.lower(), algorithm="sha256").hexdigest()


class Answer(models.Model):
    """Somebody answers a need or an initiative, and the conversation that it becomes.

    `owner` is who answered for the page when it was answered: whoever takes the page over later
    does not read what was written to another. Without an owner it is the municipality.
    """

    key = models.UUIDField(_("form key"), unique=True, default=uuid.uuid4, editable=False)
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    title = models.CharField(_("title"), max_length=255)
    ask = models.CharField(_("what it concerns"), max_length=120, blank=True)
    owner = models.ForeignKey(
        ACTOR, verbose_name=_("owner"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=AnswerKind)
    state = models.CharField(
        _("state"), max_length=12, choices=AnswerState, default=AnswerState.NEW
    )
    sender = models.ForeignKey(
        USER,
        verbose_name=_("sender"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    sender_actor = models.ForeignKey(
        ACTOR,
        verbose_name=_("on behalf of"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    nonce = models.CharField(max_length=22, default="", blank=True, editable=False)
    shared_address = models.EmailField(_("the owner's address"), blank=True)
    initiative = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("initiative"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    settled_by = models.ForeignKey(
        USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("sent"), default=timezone.now)
    latest_at = models.DateTimeField(_("latest"), default=timezone.now)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-latest_at", "-pk"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        indexes = [models.Index(fields=["page", "state"]), models.Index(fields=["owner", "state"])]

    def __str__(self):
        return f"{self.title}: {self.get_state_display()}"

    @property
    def badge(self) -> Badge:
        """The state as a badge."""
        state = AnswerState(self.state)
        return Badge(state.label, *TONES[state])

    @property
    def is_open(self) -> bool:
        return is_open(AnswerState(self.state))

    @property
    def is_agreed(self) -> bool:
        return self.state == AnswerState.AGREED

    @property
    def about(self) -> str:
        """What somebody wants, and which of the wanted things it concerns."""
        return f"{self.get_kind_display()}: {self.ask}" if self.ask else self.get_kind_display()

    @property
    def sender_name(self) -> str:
        """The name that the owner sees: of a person, and of the association they act for."""
        person = self.person_name
        if not self.sender_actor:
            return person
        return f"{person}, {self.sender_actor.title}" if person else self.sender_actor.title

    @property
    def person_name(self) -> str:
        """The name of the person, as they wrote it; of an account, its name but no address."""
        if self.name or self.sender is None:
            return self.name
        return self.sender.get_full_name()

    @property
    def sender_address(self) -> str:
        """Where the sender reads mail; it is shown to nobody before both have agreed."""
        return self.sender.email if self.sender else self.email

    @property
    def link_token(self) -> str:
        """The secret of the link with which somebody without an account follows the answer."""
        return signing.dumps([self.pk, self.nonce], salt=f"{SALT}.link") if self.nonce else ""


class Message(models.Model):
    """What one side has said to the other."""

    key = models.UUIDField(_("form key"), unique=True, default=uuid.uuid4, editable=False)
    answer = models.ForeignKey(
        Answer, verbose_name=_("answer"), on_delete=models.CASCADE, related_name="messages"
    )
    side = models.CharField(_("from"), max_length=6, choices=Side)
    author = models.ForeignKey(
        USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(_("text"), blank=True)
    created_at = models.DateTimeField(_("sent"), default=timezone.now)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def __str__(self):
        return f"{self.get_side_display()} {self.created_at:%Y-%m-%d}"


class BlockedSender(models.Model):
    """Somebody from whom an owner takes no more answers."""

    owner = models.ForeignKey(
        ACTOR, verbose_name=_("owner"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    address_hash = models.CharField(max_length=64)
    blocked_by = models.ForeignKey(
        USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    blocked_at = models.DateTimeField(_("blocked"), default=timezone.now)

    class Meta:
        verbose_name = _("blocked sender")
        verbose_name_plural = _("blocked senders")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "address_hash"], name="one_block_per_owner_and_address"
            ),
            models.UniqueConstraint(
                fields=["address_hash"],
                condition=models.Q(owner=None),
                name="one_block_by_the_municipality",
            ),
        ]

    def __str__(self):
        return f"{self.owner}: {self.blocked_at:%Y-%m-%d}"
