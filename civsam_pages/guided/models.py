"""What has been answered so far, kept from step to step: a private row in the room that asks."""

import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class AbstractDraft(models.Model):
    """The answers of one form on its way, as `{step: {field: value}}`.

    `version` counts the saved changes: a page that was opened at an older one may not overwrite
    what has come since. The key stands in addresses, and makes sending twice sending once.
    """

    key = models.UUIDField(_("key"), primary_key=True, default=uuid.uuid4, editable=False)
    form = models.CharField(_("form"), max_length=30)
    answers = models.JSONField(_("answers"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    version = models.PositiveIntegerField(_("version"), default=0)
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    updated_at = models.DateTimeField(_("saved"), auto_now=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.form} {self.key}"

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None
