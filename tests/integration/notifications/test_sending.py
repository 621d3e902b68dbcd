"""A mail is written in a transaction and sent by the worker."""

import pytest
from django.core import mail as outbox

from civsam_pages.notifications.delivery import deliver
from civsam_pages.notifications.models import Mail
from civsam_pages.notifications.rules import MailState

from .conftest import tell

pytestmark = pytest.mark.django_db


def test_a_mail_is_sent_once(town):
    tell(town.samira)
    assert (deliver(), deliver()) == (1, 0)
    [sent] = outbox.outbox
    assert sent.to == ["samira@example.org"]
    assert Mail.objects.get().state == MailState.SENT
