"""Kills the worker with ``kill -9`` while it sends, and counts what arrived.

    .venv/bin/python -m benchmarks.mail_crash --mails 1000 --kills 20

A real `manage.py worker`, a real mail server and a SQLite file of its own. Every mail has to
arrive, at most the one in flight twice and with the same Message-ID, in order for each address.
"""

import argparse
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATABASE = "civsam.sqlite3"
ADDRESSES = 25
PATIENCE = 120  # seconds without a new mail until the run is given up


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a run."""

    mails: int
    kills: int
    arrived: int
    twice: int
    more_often: int
    changed_ids: int
    out_of_order: int
    states: dict[str, int]
    seconds: float

    @property
    def is_right(self) -> bool:
        """Whether nothing was lost, and no more was doubled than was in flight."""
        wrong = self.more_often + self.changed_ids + self.out_of_order
        complete = self.arrived == self.mails and self.states == {"sent": self.mails}
        return complete and self.twice <= self.kills and not wrong


def environment(folder: Path, port: int) -> dict[str, str]:
    """What the processes of a run get to know."""
    return {
        **os.environ,
        "CIVSAM_DATA_DIR": str(folder),
        "CIVSAM_SMTP_PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "benchmarks.mail_settings",
        "PYTHONPATH": os.pathsep.join(str(ROOT / part) for part in (".", "search", "platform")),
    }


def manage(*words: str, env: dict[str, str]) -> None:
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True)


def prepare(folder: Path, port: int) -> dict[str, str]:
    """Make the tables that mail needs, unless they are there, and return the environment."""
    env = environment(folder, port)
    if not (folder / DATABASE).exists():
        for app in ("civsam_notifications", "django_tasks_database"):
            manage("migrate", app, "-v", "0", env=env)
    return env


def seed(mails: int) -> None:
    """Write mails to some people, each in a transaction; in a process that knows Django."""
    from django.db import transaction

    from civsam_pages.notifications.letters import Action, Kind, Letter
    from civsam_pages.notifications.services import notify

    kind = Kind("crash", "Crash", urgent=True)  # at night too
    for number in range(mails):
        with transaction.atomic():
            notify(
                kind=kind,
                event=f"crash-{number}",
                to=f"person-{number % ADDRESSES}@example.org",
                letter=lambda number=number: Letter(
                    f"Mail {number}", "What it is about.", action=Action("Read", f"/{number}/")
                ),
            )


def in_parallel(calls: int) -> int:
    """Tell the same event from many threads at once, and return how many rows it made."""
    from threading import Barrier, Thread

    from django.db import connection, transaction

    from civsam_pages.notifications.letters import RECEIPT, Letter
    from civsam_pages.notifications.models import Mail
    from civsam_pages.notifications.services import notify

    together = Barrier(calls)

    def tell():
        together.wait()
        with transaction.atomic():
            notify(
                kind=RECEIPT,
                event="same",
                to="samira@example.org",
                letter=lambda: Letter("Hej", "En gång."),
            )
        connection.close()

    threads = [Thread(target=tell) for _ in range(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Mail.objects.count()


def with_django(call: str, *, env: dict[str, str]) -> str:
    """Run a function of this module in a process with Django, and return what it prints."""
    code = f"import django; django.setup(); from benchmarks import mail_crash as m; print(m.{call})"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=env,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout.strip()


def states(folder: Path) -> dict[str, int]:
    """How many mails are in which state."""
    with sqlite3.connect(folder / DATABASE, timeout=20) as database:
        return dict(
            database.execute("SELECT state, COUNT(*) FROM civsam_notifications_mail GROUP BY state")
        )


def start_worker(env: dict[str, str]) -> subprocess.Popen:
    words = ("worker", "--interval", "0.1", "--tick", "0.5", "-v", "0")
    with log(env).open("a") as out:
        return subprocess.Popen(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=env, stdout=out, stderr=out
        )


def log(env: dict[str, str]) -> Path:
    """Where the workers write what goes wrong."""
    return Path(env["CIVSAM_DATA_DIR"]) / "worker.log"


def wait_for(taken: list, count: int, worker: subprocess.Popen) -> None:
    """Wait until the server has taken `count` mails.

    Raises:
        RuntimeError: the worker has ended by itself.
        TimeoutError: for two minutes none has come.
    """
    seen, since = len(taken), time.monotonic()
    while len(taken) < count:
        if worker.poll() is not None:
            raise RuntimeError(f"the worker ended by itself with {worker.returncode}")
        if len(taken) > seen:
            seen, since = len(taken), time.monotonic()
        if time.monotonic() - since > PATIENCE:
            raise TimeoutError(f"{len(taken)} of {count} mails came")
        time.sleep(0.005)


def crash(folder: Path, mails: int, kills: int, *, say=lambda words: None) -> Result:
    """Send `mails` mails while the worker is killed `kills` times, and count."""
    from benchmarks.mail_server import Handler, free_port, mail_server

    port = free_port()
    env = prepare(folder, port)
    with_django(f"seed({mails})", env=env)
    handler = Handler(slow=0.01)
    moments = sorted(random.sample(range(1, mails), kills))
    began = time.monotonic()
    with mail_server(handler, port):
        for number, moment in enumerate(moments, 1):
            worker = start_worker(env)
            try:
                wait_for(handler.taken, moment, worker)
                time.sleep(random.uniform(0, 0.02))
            except (RuntimeError, TimeoutError) as problem:
                raise RuntimeError(log(env).read_text()[-4000:]) from problem
            finally:
                worker.kill()
                worker.wait()
            say(f"kill {number} of {kills} after {len(handler.taken)} mails")
        worker = start_worker(env)
        try:
            while states(folder) != {"sent": mails} and time.monotonic() - began < PATIENCE * 5:
                time.sleep(0.2)
        finally:
            worker.terminate()
            worker.wait(30)
    return counted(handler.taken, mails, kills, states(folder), time.monotonic() - began)


def counted(taken: list, mails: int, kills: int, found: dict, seconds: float) -> Result:
    """Compare what was written with what arrived."""
    often = Counter(mail.subject for mail in taken)
    ids: dict[str, set] = {}
    latest: dict[str, int] = {}
    out_of_order = 0
    for mail in taken:
        ids.setdefault(mail.subject, set()).add(mail.message_id)
        number = int(mail.subject.split()[1])
        out_of_order += number < latest.get(mail.to, -1)
        latest[mail.to] = max(number, latest.get(mail.to, -1))
    return Result(
        mails=mails,
        kills=kills,
        arrived=len(often),
        twice=sum(count == 2 for count in often.values()),
        more_often=sum(count > 2 for count in often.values()),
        changed_ids=sum(len(found) > 1 for found in ids.values()),
        out_of_order=out_of_order,
        states=found,
        seconds=round(seconds, 1),
    )


def main() -> None:
    """Run once, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mails", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=20)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = crash(Path(folder), chosen.mails, chosen.kills, say=print)
    print(result)
    sys.exit(not result.is_right)


if __name__ == "__main__":
    main()
