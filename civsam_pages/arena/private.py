"""Files that are not for everyone: a storage of their own, which no web server serves."""

import os
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages

NAME = "private"


def private_storage() -> Storage:
    """The storage called ``private`` in the setting STORAGES, which must lie outside MEDIA_ROOT.

    A site that names none has a folder of that name beside MEDIA_ROOT.
    """
    if NAME in storages.backends:
        return storages[NAME]
    return WholeFileStorage(location=Path(settings.MEDIA_ROOT).parent / NAME)


class WholeFileStorage(FileSystemStorage):
    """Files in a folder, each there whole or not at all, for the server's own account to read.

    A file is written beside its place and put there when the disk has it. A full disk leaves
    nothing behind.
    """

    def url(self, name):
        raise ValueError("Private files have no address: a view gives them to whoever may read.")

    def _save(self, name, content):
        unfinished = f"{name}.part"
        try:
            super()._save(unfinished, content)
            part, place = self.path(unfinished), self.path(name)
            with open(part, "rb") as file:
                os.fsync(file.fileno())
            os.chmod(part, 0o600)
            os.replace(part, place)
        except BaseException:
            self.delete(unfinished)
            raise
        return name
