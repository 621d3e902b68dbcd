"""`make demo` runs the server and its worker, and leaves neither behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SLEEP = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep({})"


def start(tmp_path, main_seconds):
    for name, seconds in (("helper", 60), ("main", main_seconds)):
        (tmp_path / f"{name}.py").write_text(SLEEP.format(seconds))
    words = [
        f"NAME={name} {sys.executable} {tmp_path}/{name}.py {tmp_path}/{name}.pid"
        for name in ("helper", "main")
    ]
    script = subprocess.Popen(
        ["sh", "scripts/side-by-side", *words],
        cwd=ROOT,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # ignored in background
    )
    pids = [pid_in(tmp_path / f"{name}.pid") for name in ("helper", "main")]
    return script, pids


def pid_in(path):
    for _time in range(200):
        if path.exists() and path.read_text():
            return int(path.read_text())
        time.sleep(0.05)
    pytest.fail(f"{path.name} did not start")


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(("sent", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_both(tmp_path, sent, status):
    script, pids = start(tmp_path, 60)
    script.send_signal(sent)
    assert script.wait(10) == status
    assert [is_running(pid) for pid in pids] == [False, False]


def test_the_end_of_the_server_ends_the_worker(tmp_path):
    script, pids = start(tmp_path, 0.5)
    assert script.wait(10) == 0
    assert [is_running(pid) for pid in pids] == [False, False]
