#!/usr/bin/env python3
"""Keeps the Swedish catalogues: every text that people see has its Swedish words.

python scripts/catalogues.py update    gathers the texts of code and templates (needs gettext)
python scripts/catalogues.py check     fails where a text has no Swedish, or is not gathered
python scripts/catalogues.py compile   writes the .mo files that Django reads
"""

import re
import shutil
import sys
from contextlib import chdir
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]

# Each catalogue with the folder whose texts it holds, and what there is left out.
CATALOGUES = {
    ROOT / "civsam_pages" / "arena" / "locale": (ROOT / "civsam_pages", ["static"]),
    ROOT / "search" / "civsam_search" / "locale": (ROOT / "search" / "civsam_search", []),
    ROOT / "platform" / "civsam_platform" / "locale": (
        ROOT,
        [
            "civsam_pages",
            "search",
            "tests",
            "node_modules",
            "var",
            ".venv*",
            "scripts",
            "benchmarks",
        ],
    ),
}

# Swedish for texts of Wagtail's admin that Wagtail has none for. Kept by hand, compiled only.
BY_HAND = [ROOT / "platform" / "civsam_platform" / "locale_wagtail"]


def gather(locale_dir, source, left_out):
    """Write the texts below `source` into the Swedish catalogue in `locale_dir`."""
    from django.conf import settings
    from django.core.management import call_command

    settings.LOCALE_PATHS = [str(locale_dir)]
    locale_dir.mkdir(parents=True, exist_ok=True)
    with chdir(source):
        call_command(
            "makemessages",
            locale=["sv"],
            no_location=True,
            no_obsolete=True,
            ignore_patterns=left_out,
            verbosity=0,
        )


def po_file(locale_dir):
    return locale_dir / "sv" / "LC_MESSAGES" / "django.po"


def read(path):
    with path.open("rb") as file:
        return read_po(file, locale="sv")


def is_translated(message):
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(texts) and not message.fuzzy


def blanks(texts):
    """The places that values are filled into, such as %(count)d, in one text or in its plurals."""
    return {
        blank
        for text in (texts if isinstance(texts, tuple) else (texts,))
        for blank in re.findall(r"%(?:\(\w+\))?[sdr]", text)
    }


def problems(locale_dir, source, left_out):
    """Yield what is missing from one catalogue, a line each."""
    path = po_file(locale_dir)
    name = path.relative_to(ROOT)
    known = read(path)
    for message in known:
        if message.id and not is_translated(message):
            yield f"{name}: no Swedish for {message.id!r}"
        if not blanks(message.string) <= blanks(message.id):
            yield f"{name}: other blanks to fill in than in {message.id!r}"
    if not shutil.which("xgettext"):
        print(f"{name}: gettext is missing, so new texts in the code were not looked for")
        return
    # Django writes to the catalogues that it finds below the source, so the file is put back.
    before = path.read_bytes()
    try:
        gather(locale_dir, source, left_out)
        gathered = {message.id for message in read(path)}
    finally:
        path.write_bytes(before)
    ids = {message.id for message in known}
    for text in gathered - ids:
        yield f"{name}: not gathered: {text!r}"
    for text in ids - gathered:
        yield f"{name}: no longer used: {text!r}"


def compile_all():
    by_hand = (path for folder in BY_HAND for path in sorted(folder.glob("sv/LC_MESSAGES/*.po")))
    for path in (*map(po_file, CATALOGUES), *by_hand):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        with target.open("wb") as file:
            write_mo(file, read(path))


def main():
    what = sys.argv[1] if len(sys.argv) == 2 else ""
    if what == "compile":
        compile_all()
        return 0
    if what not in ("update", "check"):
        print(__doc__)
        return 2
    import django
    from django.conf import settings

    settings.configure(USE_I18N=True)
    django.setup()
    if what == "update":
        for locale_dir, (source, left_out) in CATALOGUES.items():
            gather(locale_dir, source, left_out)
        return 0
    found = [line for one, rest in CATALOGUES.items() for line in problems(one, *rest)]
    print("\n".join(found) or "The Swedish catalogues are complete.")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
