"""The outbox, what people choose to hear, and addresses that mail bounces from: private rows."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .rules import MailState, Pace


class MailQuerySet(models.QuerySet):
    def unsent(self):
        """Mails that a worker is to send, or is sending."""
        return self.filter(state__in=(MailState.WAITING, MailState.SENDING))

    def due(self, now=None):
        """Mails that may be sent now; one whose worker has died is due when its lease is over."""
        now = now or timezone.now()
        waiting = Q(state=MailState.WAITING, not_before__lte=now)
        left = Q(state=MailState.SENDING, leased_until__lte=now)
        return self.filter(waiting | left)


class Mail(models.Model):
    """A row of the outbox, written in the transaction of what it tells.

    The texts are emptied when a mail that carries a code or a secret link has been sent.
    """

    event = models.CharField(_("event"), max_length=150)
    kind = models.CharField(_("kind of mail"), max_length=40)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    address = models.EmailField(_("to"))
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=250)
    lead = models.TextField(_("first line"), blank=True)
    link = models.CharField(_("link"), max_length=500, blank=True)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("HTML"), blank=True)
    secret = models.BooleanField(_("carries a code"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=MailState, default=MailState.WAITING
    )
    message_id = models.CharField(max_length=200, unique=True, editable=False)
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    leased_until = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("error"), blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        default_permissions = ("view", "change")
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "address"], name="one_mail_per_event")
        ]
        indexes = [
            models.Index(
                F("not_before"),
                name="mail_unsent",
                condition=Q(state__in=("waiting", "sending")),
            ),
            models.Index(fields=["address", "state"]),
        ]

    def __str__(self):
        return self.subject


class Choice(models.Model):
    """How often a person wants mail of one kind; without a row, at once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_choices"
    )
    kind = models.CharField(_("kind of mail"), max_length=40)
    pace = models.CharField(_("pace"), max_length=10, choices=Pace, default=Pace.NOW)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_pace_per_kind")]

    def __str__(self):
        return f"{self.kind}: {self.get_pace_display()}"


class Preferences(models.Model):
    """The language that a person wants mail in."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_preferences"
    )
    language = models.CharField(_("language"), max_length=10, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.language


class Bounce(models.Model):
    """An address that a mail came back from, and what the other mail server said."""

    address = models.EmailField(_("address"), unique=True)
    said = models.TextField(_("what the mail server said"), blank=True)
    permanent = models.BooleanField(_("for good"), default=False)
    count = models.PositiveIntegerField(_("times"), default=1)
    noted_at = models.DateTimeField(_("noted"), default=timezone.now)

    class Meta:
        default_permissions = ("view",)
        verbose_name = _("bounce")
        verbose_name_plural = _("bounces")
        ordering = ["-noted_at"]

    def __str__(self):
        return self.address


class Run(models.Model):
    """That a job of a certain day has been started: it is started once, by whichever worker."""

    job = models.CharField(max_length=60)
    day = models.DateField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["job", "day"], name="one_run_per_day")]

    def __str__(self):
        return f"{self.job} {self.day}"


def new_message_id(domain: str) -> str:
    """A Message-ID that stays with a mail however often it is tried (RFC 5322, 3.6.4)."""
    return f"<{uuid.uuid4().hex}@{domain}>"
