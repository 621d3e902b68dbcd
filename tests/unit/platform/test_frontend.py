"""The front-end packages: pinned, without an address of anybody, and built with their licences."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
VENDOR = ROOT / "civsam_pages/static/civsam_pages/vendor"


def test_the_lock_file_names_no_host():
    text = (ROOT / "package-lock.json").read_text()
    assert "://" not in text
    assert "resolved" not in text
    packages = json.loads(text)["packages"]
    assert all("integrity" in package for name, package in packages.items() if name)


def test_every_version_is_pinned():
    content = json.loads((ROOT / "package.json").read_text())
    versions = [*content["dependencies"].values(), *content["devDependencies"].values()]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)


@pytest.fixture
def vendor():
    if not VENDOR.exists():
        pytest.skip("Run scripts/frontend.py first.")
    return VENDOR


def test_the_built_files_ask_nobody_else_for_anything(vendor):
    css = (vendor / "vendor.css").read_text()
    addresses = re.findall(r"url\((?!['\"]?data:)([^)]*)\)", css)
    assert addresses
    for address in addresses:
        assert (vendor / address.strip("\"'")).is_file(), address
    assert "http" not in re.sub(r"url\(['\"]?data:[^)]*\)", "", css).replace("http%3A", "")


def test_every_package_that_is_carried_brings_its_licence(vendor):
    names = {path.stem for path in (vendor / "licences").iterdir()}
    assert names == {"designsystemet", "familjen-grotesk", "source-sans-3"}
