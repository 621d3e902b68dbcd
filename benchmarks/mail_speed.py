#!/usr/bin/env python
"""Times what a request pays for a mail: a row in the outbox, beside Django's send_mail.

    .venv/bin/python -m benchmarks.mail_speed [--runs 100] [--json]

The mail server answers after up to 20 ms, is stopped, or takes connections and says nothing. The
ways take turns, so that whatever else the machine does hits them alike.
"""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from benchmarks.mail_crash import ROOT, prepare
from benchmarks.mail_server import free_port

SLOW = 0.01  # seconds at the most, before and after a mail is taken
HUNG_RUNS = 3  # each takes as long as EMAIL_TIMEOUT
NUMBERS = count()


def by_outbox():
    """What a service of ours does: a row, in the transaction of what it tells."""
    from django.db import transaction

    from civsam_pages.notifications.letters import RECEIPT, Action, Letter
    from civsam_pages.notifications.services import notify

    with transaction.atomic():
        notify(
            kind=RECEIPT,
            event=f"speed-{next(NUMBERS)}",
            to="samira@example.org",
            letter=lambda: Letter(
                "We have your answer", "It is about the need.", action=Action("Read it", "/7/")
            ),
        )


def at_once():
    """What most sites do."""
    from django.core.mail import send_mail

    send_mail("We have your answer", "It is about the need.", None, ["samira@example.org"])


@contextmanager
def server_up(port: int):
    """A mail server in a process of its own."""
    server = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.mail_server", str(port), str(SLOW)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        server.stdout.readline()
        yield
    finally:
        server.terminate()
        server.wait()


@contextmanager
def server_down(port: int):
    """Nothing listens."""
    yield


@contextmanager
def server_hung(port: int):
    """Connections are taken, and nobody says hello."""
    with socket.create_server(("127.0.0.1", port), backlog=500):
        yield


def timed(call) -> float:
    """Milliseconds of a call, whether it works or not."""
    began = time.perf_counter()
    with suppress(OSError):
        call()
    return (time.perf_counter() - began) * 1000


def measure(port: int, runs: int) -> dict[str, float]:
    """The median of each way in each state of the mail server."""
    found = {}
    for name, server in (("up", server_up), ("down", server_down), ("hung", server_hung)):
        times: dict[str, list[float]] = {"outbox": [], "send_mail": []}
        with server(port):
            for number in range(runs):
                times["outbox"].append(timed(by_outbox))
                if server is not server_hung or number < HUNG_RUNS:
                    times["send_mail"].append(timed(at_once))
        for way, taken in times.items():
            found[f"{way}, server {name}"] = round(statistics.median(taken), 2)
    return found


def main() -> None:
    """Measure, and print milliseconds and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        os.environ.update(prepare(Path(folder), port))
        sys.path[:0] = [str(ROOT), str(ROOT / "search"), str(ROOT / "platform")]
        import django

        django.setup()
        by_outbox()  # what is loaded at the first call is loaded
        found = measure(port, chosen.runs)
    if chosen.json:
        print(json.dumps(found))
        return
    base = found["outbox, server up"]
    for name, milliseconds in found.items():
        print(f"{name:24} {milliseconds:9.2f} ms  {milliseconds / base:8.2f} ×")


if __name__ == "__main__":
    main()
