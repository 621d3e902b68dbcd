"""The laws of the house that a look at the files can check."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 400


def tracked(*patterns: str) -> list[Path]:
    """The project's own files: what git tracks, or will."""

    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


@pytest.mark.parametrize("folder", ["platform", "search"])
def test_an_import_root_is_a_folder_and_never_a_package(folder):
    assert not (ROOT / folder / "__init__.py").exists()


def test_the_standard_library_keeps_its_platform_module():
    """A package named platform beside manage.py breaks even `import uuid`."""

    code = "import platform, sys, uuid; print(platform.__file__)"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert str(ROOT) not in run.stdout


def test_manage_py_finds_the_platform_and_the_search():
    code = (
        "import manage, sys; sys.argv = ['manage.py', 'version']; manage.main();"
        "import civsam_platform, civsam_search, civsam_pages, platform;"
        "print(platform.python_version())"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def test_no_python_file_is_longer_than_a_reader_can_hold():
    files = [path for path in tracked("*.py") if "migrations" not in path.parts]
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path in files
        if (lines := len(path.read_text().splitlines())) > LONGEST
    }
    assert files
    assert too_long == {}


def test_lock_files_hold_no_address():
    locks = [*tracked("requirements/*.txt"), ROOT / "package-lock.json"]
    assert len(locks) >= 4
    for lock in locks:
        assert not re.search(r"https?://", lock.read_text()), lock.name


def test_every_locked_python_package_has_a_hash():
    for lock in tracked("requirements/*.txt"):
        pins = re.findall(
            r"^[a-z0-9][^\n]*==[^\n]*(?:\n    --hash=[^\n]*)*", lock.read_text(), re.M
        )
        assert pins, lock.name
        assert all("--hash=sha256:" in pin for pin in pins), lock.name


def test_only_models_name_wagtails_own_page():
    """A site may have a base page of its own."""

    offenders = [
        str(path.relative_to(ROOT))
        for path in tracked("civsam_pages/*.py", "search/*.py")
        if path.name != "models.py"
        and "migrations" not in path.parts
        and re.search(r"^from wagtail\.models import .*\bPage\b", path.read_text(), re.M)
    ]
    assert offenders == []


def test_templates_keep_to_the_strict_security_policy():
    """No inline script or style, and nothing from another host."""

    inline = re.compile(
        r"<script(?![^>]*(?:\bsrc=|application/ld\+json))[^>]*>|<style|\sstyle=|\son[a-z]+=\"|"
        r"(?:src|href)=\"(?:https?:)?//(?!www\.digg\.se)",
        re.I,
    )
    # Mail programs take no style sheet, and what one downloads has no server to fetch one from.
    outside = {"civsam_pages/templates/civsam_pages/mail/mail.html", "export.html"}
    templates = [
        path
        for path in tracked("*.html")
        if "admin" not in path.parts and not outside & {str(path.relative_to(ROOT)), path.name}
    ]
    assert templates
    offenders = {
        str(path.relative_to(ROOT)): match.group()
        for path in templates
        if (match := inline.search(path.read_text()))
    }
    assert offenders == {}
