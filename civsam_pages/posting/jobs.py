"""What posting does each morning."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from .models import Draft
from .rules import SENT_DRAFT_DAYS


def tidy(now: datetime | None = None) -> int:
    """Throw away drafts long after they were sent: their pages have what they said.

    Gives how many there were. What is open stays, however old: nobody's words are lost.
    """
    before = (now or timezone.now()) - timedelta(days=SENT_DRAFT_DAYS)
    old = list(Draft.objects.filter(sent_at__lt=before).prefetch_related("pictures"))
    for draft in old:
        _throw_away(draft)
    return len(old)


@transaction.atomic
def _throw_away(draft: Draft) -> None:
    files = [picture.file for picture in draft.pictures.all() if picture.file]
    draft.delete()
    transaction.on_commit(lambda: [file.storage.delete(file.name) for file in files], robust=True)
