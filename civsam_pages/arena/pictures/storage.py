"""Where pictures lie: in the open when something public shows them, out of reach until then."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

FOLDERS = ("images", "original_images")  # of Wagtail: pictures in the sizes of pages, and as sent


@deconstructible
class PictureStorage(FileSystemStorage):
    """The media folder, of which a web server may serve all that lies there.

    A new picture is withheld: it lies in a folder beside, which no web server serves, until it is
    shown. Whatever reads or deletes it finds it in either place. Other files are as ever.

    withheld: the folder for what is withheld; `private/pictures` beside the media when not said.
    """

    def __init__(self, withheld=None, **options):
        super().__init__(**options)
        self._withheld = withheld

    @property
    def withheld(self) -> Path:
        return Path(self._withheld or Path(self.location).parent / "private" / "pictures")

    def path(self, name):
        shown = super().path(name)  # refuses what is outside the folder
        if not is_picture(name) or os.path.lexists(shown):
            return shown
        return str(self.withheld / os.path.relpath(shown, self.location))

    def _save(self, name, content):
        if is_picture(name):
            return FileSystemStorage(location=self.withheld)._save(name, content)
        return super()._save(name, content)

    def is_shown(self, name: str) -> bool:
        return os.path.lexists(super().path(name))

    def show(self, name: str) -> None:
        """Let the web server have a picture."""
        self._move(self.path(name), super().path(name))

    def withhold(self, name: str) -> None:
        """Take a picture out of the web server's reach."""
        shown = super().path(name)
        self._move(shown, str(self.withheld / os.path.relpath(shown, self.location)))

    def shown_names(self) -> list[str]:
        """The pictures that the web server may serve."""
        found = []
        for folder in FOLDERS:
            with suppress(FileNotFoundError):
                found += [f"{folder}/{name}" for name in os.listdir(super().path(folder))]
        return found

    def _move(self, place: str, to: str) -> None:
        if place == to:
            return
        os.makedirs(os.path.dirname(to), exist_ok=True)
        with suppress(FileNotFoundError):  # another process was quicker, or it was deleted
            shutil.move(place, to)


def is_picture(name) -> bool:
    return str(name).replace("\\", "/").split("/", 1)[0] in FOLDERS
