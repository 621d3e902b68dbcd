"""The power goes, or somebody kills the process while a need is sent: everything or nothing."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from civsam_pages.posting.services import sending

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="copies SQLite's file"),
]

ROOT = Path(__file__).resolve().parents[3]
# The process ends itself, without a word to the database, at the named moment.
COMMAND = """
import os, signal, sys
sys.path[:0] = ["search", "platform"]
import django
django.setup()
from importlib import import_module
from django.db.models.signals import post_save
from django.contrib.auth import get_user_model
from civsam_pages.posting.models import Draft
from civsam_pages.posting.services import sending

def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

key, who, moment = sys.argv[1:]
if moment.startswith("after saving "):
    from django.apps import apps
    post_save.connect(die, sender=apps.get_model(moment.removeprefix("after saving ")), weak=False)
elif moment.startswith("at "):
    path, name = moment.removeprefix("at ").rsplit(".", 1)
    setattr(import_module(path), name, die)
sending.send(draft=Draft.objects.get(pk=key), by=get_user_model().objects.get(email=who))
if moment == "when it is done":
    die()
"""
MOMENTS = [
    "at civsam_pages.posting.policies.may_send",
    "at civsam_pages.posting.services.sending._new",
    "after saving civsam_needs.NeedPage",
    "after saving wagtailcore.Revision",
    "after saving civsam_posting.Draft",
    "after saving wagtailcore.WorkflowState",
    "after saving civsam_posting.ReviewTaskState",
    "at civsam_pages.posting.services.sending._to_review",
    "at civsam_pages.posting.letters.tell_sent",
    "after saving civsam_notifications.Mail",
]


@pytest.fixture
def run(draft, here, tmp_path):
    database = tmp_path / "civsam.sqlite3"
    database.write_bytes(connection.connection.serialize())

    def send(moment):
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "civsam_platform.settings.development",
            "DATABASE_URL": f"sqlite:///{database}",
            "CIVSAM_DATA_DIR": str(tmp_path),
        }
        command = [sys.executable, "-c", COMMAND, str(draft.pk), here.samira.email, moment]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    def told(sql):
        with sqlite3.connect(database) as opened:
            answer = opened.execute(sql).fetchone()[0]
        opened.close()
        return answer

    send.asks = told
    return send


def state(run):
    """How many pages, open drafts, reviews and mails there are."""
    return (
        run.asks("SELECT count(*) FROM civsam_needs_needpage"),
        run.asks("SELECT count(*) FROM civsam_posting_draft WHERE sent_at IS NULL"),
        run.asks("SELECT count(*) FROM civsam_posting_reviewtaskstate"),
        run.asks("SELECT count(*) FROM civsam_notifications_mail"),
    )


def test_killed_at_ten_moments_leaves_all_or_nothing_and_the_draft_is_there(run):
    before = state(run)
    assert before[1] == 1
    for moment in MOMENTS:
        killed = run(moment)
        assert killed.returncode == -signal.SIGKILL, (moment, killed.stderr)
        assert state(run) == before, moment
    whole = run("when it is done")
    assert whole.returncode == -signal.SIGKILL, whole.stderr
    pages, open_drafts, reviews, mails = state(run)
    assert (pages, open_drafts, reviews) == (before[0] + 1, 0, 1)
    again = run("nothing")
    assert again.returncode == 0, again.stderr
    assert state(run) == (pages, open_drafts, reviews, mails)


def test_a_mistake_in_the_middle_leaves_the_draft_to_send_again(here, draft, monkeypatch):
    def full(**kwargs):
        raise OSError("No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("civsam_pages.posting.letters.tell_sent", full)
        with pytest.raises(OSError, match="No space"):
            sending.send(draft=draft, by=here.samira)
    draft.refresh_from_db()
    assert not draft.is_sent
    assert sending.send(draft=draft, by=here.samira)
