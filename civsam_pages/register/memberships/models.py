"""Memberships, and the ways to one: private rows, never a page, a revision or a search document."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civsam_pages.arena.private import private_storage
from civsam_search.api import today

from ..rules import ActorKind
from .querysets import (
    ClaimQuerySet,
    EvidenceQuerySet,
    HandoverQuerySet,
    InvitationQuerySet,
    MembershipQuerySet,
    ProposalQuerySet,
)
from .rules import RequestState, Role, Via, is_running

USER = settings.AUTH_USER_MODEL
ACTOR = "civsam_register.ActorPage"


def evidence_path(evidence: "Evidence", name: str) -> str:
    """Where the file lies: nothing of the name that somebody gave it."""
    return f"evidence/{uuid.uuid4().hex}"


class Evidence(models.Model):
    """A file that shows a right: minutes or a letter of authority. Never served to the public."""

    actor = models.ForeignKey(
        ACTOR, null=True, blank=True, on_delete=models.CASCADE, related_name="evidence_files"
    )
    file = models.FileField(_("file"), storage=private_storage, upload_to=evidence_path)
    name = models.CharField(_("file name"), max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    uploaded_by = models.ForeignKey(
        USER, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("sent by")
    )
    uploaded_at = models.DateTimeField(_("sent"), default=timezone.now)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")

    def __str__(self):
        return self.name


class Membership(models.Model):
    """That a person may act for an actor: what, why, who approved it, from and until which day."""

    actor = models.ForeignKey(
        ACTOR, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("actor")
    )
    user = models.ForeignKey(
        USER, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("may"), max_length=20, choices=Role)
    function = models.CharField(_("function in the association"), max_length=60, blank=True)
    via = models.CharField(_("came by"), max_length=15, choices=Via)
    evidence = models.ForeignKey(
        Evidence, null=True, blank=True, on_delete=models.SET_NULL, related_name="memberships"
    )
    evidence_note = models.CharField(_("what was shown"), max_length=250, blank=True)
    approved_by = models.ForeignKey(
        USER,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("approved by"),
    )
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"))
    created_at = models.DateTimeField(_("given"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # When it was told that the last day has been.
    lapse_told_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Each way to a right gives it once, whatever is clicked twice or at the same time.
    claim = models.OneToOneField(
        "Claim", null=True, blank=True, on_delete=models.SET_NULL, related_name="membership"
    )
    invitation = models.OneToOneField(
        "Invitation", null=True, blank=True, on_delete=models.SET_NULL, related_name="membership"
    )
    proposal = models.OneToOneField(
        "ActorProposal", null=True, blank=True, on_delete=models.SET_NULL, related_name="membership"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["actor", "user", "valid_from"]
        permissions = [
            ("see_people", _("Can see who may act for an actor, and what shows it")),
            ("decide_people", _("Can decide who may act for an actor")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=models.F("valid_from")), name="until_after_from"
            ),
            models.UniqueConstraint(
                fields=["actor", "user", "valid_from"],
                condition=Q(ended_at=None),
                name="one_right_per_first_day",
            ),
        ]
        indexes = [models.Index(fields=["user", "valid_until"])]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}"

    @property
    def is_running(self) -> bool:
        return self.ended_at is None and is_running(self.valid_from, self.valid_until, today())


class Request(models.Model):
    """What somebody asks for and the municipality, or the association itself, decides."""

    key = models.UUIDField(_("form key"), default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=RequestState)
    message = models.TextField(_("message"), max_length=2000, blank=True)
    evidence = models.ForeignKey(
        Evidence, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("asked"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField(_("reason"), max_length=2000, blank=True)

    class Meta:
        abstract = True
        ordering = ["created_at"]


class Claim(Request):
    """Somebody asks to act for an actor that is in the register."""

    actor = models.ForeignKey(ACTOR, on_delete=models.CASCADE, related_name="claims")
    claimant = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="actor_claims")
    role = models.CharField(_("wants to"), max_length=20, choices=Role, default=Role.ADMIN)
    function = models.CharField(_("function in the association"), max_length=60, blank=True)
    # An administrator's own right, to be kept for a year more.
    renews = models.BooleanField(default=False, editable=False)
    # Set where the actor's own address is asked.
    address = models.EmailField(_("asked at"), blank=True)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    # What an administrator of the actor says of it, before the municipality decides.
    supported_by = models.ForeignKey(
        USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ClaimQuerySet.as_manager()

    class Meta(Request.Meta):
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "claimant"],
                condition=Q(state__in=("waiting_address", "waiting_staff")),
                name="one_open_claim_per_person",
            )
        ]

    def __str__(self):
        return f"{self.actor}: {self.claimant}"


class ActorProposal(Request):
    """Somebody proposes an actor that is not in the register: networks and groups too."""

    proposer = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="actor_proposals")
    name = models.CharField(_("name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=20, choices=ActorKind)
    org_number = models.CharField(_("organisation number"), max_length=10, blank=True)
    summary = models.CharField(_("what you do"), max_length=300)
    contact_email = models.EmailField(_("the association's e-mail address"), blank=True)
    function = models.CharField(_("your function"), max_length=60, blank=True)
    actor = models.ForeignKey(
        ACTOR, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta(Request.Meta):
        verbose_name = _("proposed actor")
        verbose_name_plural = _("proposed actors")

    def __str__(self):
        return self.name


class Handover(Request):
    """Who leaves, who comes and who stays after an annual meeting, with its minutes."""

    actor = models.ForeignKey(ACTOR, on_delete=models.CASCADE, related_name="handovers")
    started_by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+")
    day = models.DateField(_("from which day"), null=True, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta(Request.Meta):
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        constraints = [
            models.UniqueConstraint(
                fields=["actor"],
                condition=Q(state__in=("draft", "waiting_staff")),
                name="one_open_handover_per_actor",
            )
        ]

    def __str__(self):
        return f"{self.actor}: {self.day}"


class HandoverChange(models.Model):
    """What a handover does with somebody who acts for the actor today."""

    class What(models.TextChoices):
        LEAVES = "leaves", _("Leaves")
        STAYS = "stays", _("Stays, a year more")

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="changes")
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="handover_changes"
    )
    what = models.CharField(max_length=10, choices=What)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover", "membership"], name="one_change_per_member")
        ]

    def __str__(self):
        return f"{self.membership}: {self.get_what_display()}"


class Invitation(models.Model):
    """An administrator asks somebody to act for the actor too: once, to one address."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Not sent yet")
        SENT = "sent", _("Sent")
        ACCEPTED = "accepted", _("Accepted")
        REVOKED = "revoked", _("Taken back")

    actor = models.ForeignKey(ACTOR, on_delete=models.CASCADE, related_name="invitations")
    # One of a handover gives its right when both the person and the municipality have said yes.
    handover = models.ForeignKey(
        Handover, null=True, blank=True, on_delete=models.CASCADE, related_name="newcomers"
    )
    address = models.EmailField(_("to"))
    name = models.CharField(_("name"), max_length=100, blank=True)
    role = models.CharField(_("may"), max_length=20, choices=Role)
    function = models.CharField(_("function in the association"), max_length=60, blank=True)
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SENT)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    expires_at = models.DateTimeField(_("open until"), null=True)
    invited_by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(_("sent"), default=timezone.now)
    accepted_by = models.ForeignKey(
        USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "address"],
                condition=Q(state="sent", handover=None),
                name="one_open_invitation_per_address",
            )
        ]

    def __str__(self):
        return f"{self.actor}: {self.address}"

    @property
    def is_open(self) -> bool:
        return (
            self.state == self.State.SENT
            and self.expires_at is not None
            and self.expires_at > timezone.now()
        )
