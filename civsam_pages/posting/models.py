"""What is written before it is a page, and what is known of its review: private rows."""

import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string
from wagtail.models import TaskState

from civsam_pages.arena.private import private_storage
from civsam_pages.guided.models import AbstractDraft

from .querysets import (
    ChangeRequestQuerySet,
    DirectPublicationQuerySet,
    DraftQuerySet,
    PictureQuerySet,
    ReviewStateQuerySet,
)
from .review_task import ReviewTaskBehaviour
from .rules import WORDS_LENGTH, ChangeState, FormCode, Outcome, Section

USER = settings.AUTH_USER_MODEL
ACTOR = "civsam_register.ActorPage"


PICTURES_FOLDER = "drafts"


def picture_path(picture: "DraftPicture", name: str) -> str:
    """Where a picture lies: nothing of the name that somebody gave it."""
    return f"{PICTURES_FOLDER}/{uuid.uuid4().hex}"


class Draft(AbstractDraft):
    """Answers to one form for one actor: any of its people goes on with them.

    page: what is edited, or what came of it when it was sent. base_revision: what the edit began
    from; what has come since is shown before it is sent. sent_revision: what was sent.
    """

    actor = models.ForeignKey(
        ACTOR, on_delete=models.CASCADE, related_name="drafts", verbose_name=_("actor")
    )
    author = models.ForeignKey(
        USER,
        null=True,
        on_delete=models.SET_NULL,
        related_name="posting_drafts",
        verbose_name=_("begun by"),
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("page"),
    )
    base_revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    sent_revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-updated_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["page"],
                condition=Q(sent_at=None, page__isnull=False),
                name="one_open_draft_per_page",
            )
        ]

    def get_form_display(self) -> str:
        return str(FormCode(self.form).label)


class DraftPicture(models.Model):
    """A picture of a draft. It is in the library of the site when the draft has been sent."""

    pictures_are_private = True  # that a draft has a picture shows it to no visitor

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="pictures")
    file = models.FileField(_("file"), storage=private_storage, upload_to=picture_path, blank=True)
    # In the library: what the page had when the edit began, or what was made of it at sending.
    image = models.ForeignKey(
        get_image_model_string(), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("file name"), max_length=150)
    alt = models.CharField(_("alt text"), max_length=200, blank=True)
    is_decorative = models.BooleanField(_("the picture only decorates"), default=False)
    sort_order = models.PositiveSmallIntegerField(default=0)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture of a draft")
        verbose_name_plural = _("pictures of drafts")
        ordering = ["sort_order", "pk"]

    def __str__(self):
        return self.name


class TrustedActor(models.Model):
    """That an actor publishes at once and is reviewed afterwards. Staff set it, and say why."""

    actor = models.OneToOneField(
        ACTOR, on_delete=models.CASCADE, related_name="trust", verbose_name=_("actor")
    )
    note = models.CharField(_("why"), max_length=250)
    given_by = models.ForeignKey(
        USER,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("given by"),
    )
    given_at = models.DateTimeField(_("given"), default=timezone.now)

    class Meta:
        verbose_name = _("trusted actor")
        verbose_name_plural = _("trusted actors")

    def __str__(self):
        return str(self.actor)


class ChangeRequest(models.Model):
    """A new value of a field that only the municipality changes, such as the name of an actor."""

    actor = models.ForeignKey(ACTOR, on_delete=models.CASCADE, related_name="change_requests")
    field = models.CharField(_("field"), max_length=30)
    old_value = models.CharField(_("as it was"), max_length=255, blank=True)
    new_value = models.CharField(_("as it is to be"), max_length=255, blank=True)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ChangeState, default=ChangeState.WAITING
    )
    asked_by = models.ForeignKey(
        USER, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    decided_by = models.ForeignKey(
        USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    words = models.TextField(_("words to the association"), blank=True, max_length=WORDS_LENGTH)

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("change request")
        verbose_name_plural = _("change requests")
        ordering = ["-asked_at"]
        permissions = [
            ("decide_changes", _("Can decide on an actor's name and organisation number"))
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "field"],
                condition=Q(state="waiting"),
                name="one_open_change_per_field",
            )
        ]

    def __str__(self):
        return f"{self.actor}: {self.field}"


class SectionConfirmation(models.Model):
    """That a section of an actor's profile was right on a day."""

    actor = models.ForeignKey(ACTOR, on_delete=models.CASCADE, related_name="confirmations")
    section = models.CharField(_("section"), max_length=20, choices=Section)
    confirmed_on = models.DateField(_("confirmed"))
    confirmed_by = models.ForeignKey(
        USER, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        ordering = ["actor", "section"]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "section"], name="one_confirmation_per_section"
            )
        ]

    def __str__(self):
        return f"{self.actor}: {self.get_section_display()}"


class ReviewTask(ReviewTaskBehaviour):
    """Reviewers decide what an association has sent, on a page that shows what is new in it."""

    class Meta:
        verbose_name = _("review of what associations send")
        verbose_name_plural = _("reviews of what associations send")


class ReviewTaskState(TaskState):
    """One sending, on its way through review. The words to the author are its `comment`.

    sent_revision is what was sent. revision is what is decided on: the same, or what a reviewer
    has made of it. ready_text is what the words of a return began from.
    """

    actor = models.ForeignKey(
        ACTOR, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    assigned_to = models.ForeignKey(
        USER,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("assigned to"),
    )
    due_on = models.DateField(_("to be answered by"), null=True, blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=12, choices=Outcome, default=Outcome.WAITING
    )
    sent_revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    ready_text = models.ForeignKey(
        "civsam_posting.ReadyText",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = ReviewStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        indexes = [models.Index(fields=["due_on"])]

    def approve(self, user: Any = None, update: bool = True, comment: str = "") -> Any:
        """Approve, if what would be published is what was reviewed.

        Raises:
            PermissionDenied: there is a newer text, or somebody was first.
        """
        if not self.revision.is_latest_revision():
            raise PermissionDenied(
                _("The text has been changed since it was reviewed. Look at it again.")
            )
        return super().approve(user=user, update=update, comment=comment)


ReviewTask.task_state_class = ReviewTaskState


class DirectPublication(models.Model):
    """Something that a trusted actor published at once, to be read afterwards."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    before = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    task = models.ForeignKey(
        "civsam_posting.ReviewTask", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    actor = models.ForeignKey(ACTOR, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    reviewed_by = models.ForeignKey(
        USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_at = models.DateTimeField(_("read"), null=True, blank=True)
    words = models.TextField(_("words to the author"), blank=True, max_length=WORDS_LENGTH)

    objects = DirectPublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("published at once")
        verbose_name_plural = _("published at once")
        ordering = ["published_at"]

    def __str__(self):
        return str(self.page)


class ReadyText(models.Model):
    """Words that a reviewer starts from when something is returned."""

    title = models.CharField(_("title"), max_length=80)
    text = models.TextField(_("text"), max_length=WORDS_LENGTH)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("ready text")
        verbose_name_plural = _("ready texts")
        ordering = ["sort_order", "title"]

    def __str__(self):
        return self.title
