"""Reports, decisions and blocks are private rows: never a page, a revision or an API field."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from civsam_pages.arena.stops import Doing
from civsam_search.api import today

from .querysets import BlockQuerySet, MatterQuerySet, RulingQuerySet
from .rules import (
    LAW_LENGTH,
    OBJECT_WITHIN,
    RESTRICTS,
    Act,
    Ground,
    MatterState,
    Outcome,
    Reason,
)

USER = settings.AUTH_USER_MODEL
ACTOR = "civsam_register.ActorPage"
REVISION = "wagtailcore.Revision"
SALT = "civsam.moderation"


def hash_address(address: str) -> str:
    """What is kept of the address of somebody who is blocked and has no account."""
    return salted_hmac(f"{SALT}.address", address.lower(), algorithm="sha256").hexdigest()


class Matter(models.Model):
    """All that is reported about one thing until it is decided: a page, or another room's row.

    version: counts what has happened, so that nobody decides on what they have not read.
    """

    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    thing_type = models.ForeignKey(
        ContentType, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    thing_id = models.PositiveBigIntegerField(null=True, blank=True)
    thing = GenericForeignKey("thing_type", "thing_id")
    title = models.CharField(_("title"), max_length=255)
    state = models.CharField(
        _("state"), max_length=10, choices=MatterState, default=MatterState.OPEN
    )
    version = models.PositiveIntegerField(default=0, editable=False)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    changed_at = models.DateTimeField(_("latest"), default=timezone.now)

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported thing")
        verbose_name_plural = _("reported things")
        ordering = ["opened_at", "pk"]
        default_permissions = ()
        permissions = [("moderate", _("Can decide on what is reported, and block"))]
        constraints = [
            models.UniqueConstraint(
                fields=["page"],
                condition=Q(state="open", page__isnull=False),
                name="one_open_matter_per_page",
            ),
            models.UniqueConstraint(
                fields=["thing_type", "thing_id"],
                condition=Q(state="open", thing_id__isnull=False),
                name="one_open_matter_per_thing",
            ),
        ]
        indexes = [models.Index(fields=["state", "opened_at"])]

    def __str__(self):
        return self.title


class Report(models.Model):
    """Somebody tells that something is wrong. revision: what the page said then."""

    key = models.UUIDField(_("form key"), unique=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="reports")
    reason = models.CharField(_("reason"), max_length=12, choices=Reason)
    words = models.TextField(_("in their own words"), blank=True)
    by = models.ForeignKey(
        USER,
        verbose_name=_("reported by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    email = models.EmailField(_("e-mail"), blank=True)
    revision = models.ForeignKey(
        REVISION, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("reported"), default=timezone.now)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["created_at", "pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.get_reason_display()}: {self.matter_id}"


class Ruling(models.Model):
    """What the municipality has decided, with its grounds, and whom it concerns.

    words: the reasons as the person reads them. note: for colleagues only. revision: what was
    public when the page was taken down. undoes: the decision that this one takes back.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="rulings")
    act = models.CharField(_("decision"), max_length=10, choices=Act)
    ground = models.CharField(_("ground"), max_length=6, choices=Ground, blank=True)
    law = models.CharField(_("which law or rule"), max_length=LAW_LENGTH, blank=True)
    words = models.TextField(_("reasons"), blank=True)
    note = models.TextField(_("note for colleagues"), blank=True)
    user = models.ForeignKey(
        USER, verbose_name=_("person"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    actor = models.ForeignKey(
        ACTOR, verbose_name=_("actor"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    revision = models.ForeignKey(REVISION, null=True, on_delete=models.SET_NULL, related_name="+")
    undoes = models.OneToOneField(
        "self", null=True, on_delete=models.SET_NULL, related_name="undone_by"
    )
    nonce = models.CharField(max_length=22, blank=True, editable=False)
    by = models.ForeignKey(
        USER, verbose_name=_("decided by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("decided"), default=timezone.now)

    objects = RulingQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.get_act_display()}: {self.matter}"

    @property
    def restricts(self) -> bool:
        """Whether it takes something from somebody."""
        return self.act in RESTRICTS

    @property
    def is_undone(self) -> bool:
        return hasattr(self, "undone_by")

    @property
    def object_before(self) -> Any:
        """The last moment to object."""
        return self.at + OBJECT_WITHIN

    @property
    def link_token(self) -> str:
        """The secret by which somebody without an account reads the decision and objects."""
        return signing.dumps([self.pk, self.nonce], salt=f"{SALT}.link") if self.nonce else ""


class Block(models.Model):
    """What a decision stops somebody from, and on which days. `until` is the last; None: no end."""

    ruling = models.OneToOneField(Ruling, on_delete=models.CASCADE, related_name="block")
    user = models.ForeignKey(USER, null=True, on_delete=models.CASCADE, related_name="+")
    actor = models.ForeignKey(ACTOR, null=True, on_delete=models.CASCADE, related_name="+")
    address_hash = models.CharField(max_length=64, blank=True, db_index=True)
    stops_write = models.BooleanField(Doing.WRITE.label, default=False)
    stops_send = models.BooleanField(Doing.SEND.label, default=False)
    stops_answer = models.BooleanField(Doing.ANSWER.label, default=False)
    starts_on = models.DateField(_("from"), default=today)
    until = models.DateField(_("to and including"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        default_permissions = ()

    def __str__(self):
        return f"{self.ruling_id}: {self.starts_on}"

    @property
    def stops(self) -> list[Doing]:
        """What it stops."""
        return [doing for doing in Doing if getattr(self, f"stops_{doing.value}")]

    @property
    def has_passed(self) -> bool:
        """Whether it stops nothing any more, and will not."""
        return self.ended_at is not None or (self.until is not None and self.until < today())


class Objection(models.Model):
    """Somebody whom a decision concerns says that it is wrong, and gets an answer."""

    key = models.UUIDField(_("form key"), unique=True, default=uuid.uuid4, editable=False)
    ruling = models.OneToOneField(Ruling, on_delete=models.CASCADE, related_name="objection")
    by = models.ForeignKey(
        USER, verbose_name=_("from"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(_("objection"))
    created_at = models.DateTimeField(_("sent"), default=timezone.now)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True)
    words = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["created_at"]
        default_permissions = ()

    def __str__(self):
        return f"{self.ruling}: {self.created_at:%Y-%m-%d}"
