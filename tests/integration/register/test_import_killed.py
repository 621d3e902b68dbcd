"""The power goes, or somebody kills the process: the database is as it was."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from civsam_pages.register.models import RegisterPage
from tests.factories import add, site
from tests.registers import CHOIR, CLUB, HOMESTEAD, file_of

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]
COMMAND = """
import os, signal, sys
sys.path[:0] = ["search", "platform"]
import django
django.setup()
from django.core.management import call_command
from civsam_pages.register.importing import service
from civsam_pages.register.models import ActorPage

def die(pages):
    assert ActorPage.objects.count() == 3
    os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[2] == "die":
    service.reindex = die
call_command("import_register", sys.argv[1], "--commit", "--json")
"""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="copies SQLite's file")
def test_a_killed_import_leaves_everything_as_it_was(tmp_path):
    add(site().root_page, RegisterPage, "Föreningar", summary="De som gör något tillsammans.")
    file = file_of(tmp_path, CHOIR, CLUB, HOMESTEAD)
    database = tmp_path / "civsam.sqlite3"
    database.write_bytes(connection.connection.serialize())

    def run(how):
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "civsam_platform.settings.development",
            "DATABASE_URL": f"sqlite:///{database}",
            "CIVSAM_DATA_DIR": str(tmp_path),
        }
        command = [sys.executable, "-c", COMMAND, str(file), how]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    def dump():
        with sqlite3.connect(database) as opened:
            text = "\n".join(opened.iterdump())
        opened.close()
        return text

    before = dump()
    killed = run("die")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert dump() == before
    whole = run("live")
    assert whole.returncode == 0, whole.stderr
    assert '"created": 3' in whole.stdout
    assert "Sångsällskap" in dump()
