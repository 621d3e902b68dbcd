"""What posting does each morning."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from .models import PICTURES_FOLDER, Draft, DraftPicture
from .rules import SENT_DRAFT_DAYS, STRAY_FILE_DAYS


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


def sweep(now: datetime | None = None) -> int:
    """Delete the files of pictures that no draft knows of: a process was killed while it kept them.

    Gives how many there were. Young ones stay: their rows may be on the way.
    """
    before = (now or timezone.now()) - timedelta(days=STRAY_FILE_DAYS)
    storage = DraftPicture._meta.get_field("file").storage
    try:
        # The files first, then the rows: what is kept meanwhile is in neither list.
        names = [f"{PICTURES_FOLDER}/{name}" for name in storage.listdir(PICTURES_FOLDER)[1]]
    except FileNotFoundError:
        return 0
    known = set(DraftPicture.objects.exclude(file="").values_list("file", flat=True))
    stray = [
        name for name in names if name not in known and storage.get_modified_time(name) < before
    ]
    for name in stray:
        storage.delete(name)
    return len(stray)
