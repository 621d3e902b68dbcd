"""Real servers for the tests: Elasticsearch, PostgreSQL and MariaDB, each thrown away after use.

    .venv/bin/python tests/servers.py     fetches what is missing, or says what to install

Elasticsearch is its makers' own minimal distribution, fetched from Maven Central by its
coordinates into a cache folder. The databases are Debian's packages. All of them listen to this
machine alone, on ports of their own, keep their data in a temporary folder, run as a system user
where the tests are run by root, and are stopped by the ids they were started with.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

VERSION = "8.19.21"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
DOWNLOAD = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"
BELOW_ROOT = "nobody"  # none of the servers runs as root
PATIENCE = 90


class Missing(Exception):
    """A server that cannot be started here, and what to install."""


def is_root() -> bool:
    """Whether the tests are run by root."""
    return os.geteuid() == 0


def cache() -> Path:
    """Where what was fetched is kept: a folder that a system user can read too."""
    standard = "/var/cache/civsam" if is_root() else "~/.cache/civsam"
    return Path(os.environ.get("CIVSAM_CACHE_DIR", standard)).expanduser()


def free_port() -> int:
    """A port that nobody listens to now."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextmanager
def folder() -> Iterator[Path]:
    """A temporary folder that the servers' user owns."""
    path = Path(tempfile.mkdtemp(prefix="civsam-server-"))
    if is_root():
        shutil.chown(path, BELOW_ROOT)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def as_user(*command: str | Path) -> list[str]:
    """The command, run by a system user when root runs the tests."""
    words = [str(word) for word in command]
    if not is_root():
        return words
    return ["setpriv", f"--reuid={BELOW_ROOT}", "--regid=nogroup", "--clear-groups", *words]


def wait_until(
    ready: Callable[[], bool], what: str, log: Path, server: "subprocess.Popen[bytes]"
) -> None:
    """Wait for a server to answer.

    Raises:
        RuntimeError: it does not, with the end of its log.
    """
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        if ready():
            return
        time.sleep(0.2)
    told = log.read_text(errors="replace")[-2000:] if log.exists() else ""
    raise RuntimeError(f"{what} did not come up.\n{told}")


def run(command: list[str], **more: object) -> None:
    """Run a command that has to succeed.

    Raises:
        RuntimeError: it failed, with what it said.
    """
    done = subprocess.run(command, capture_output=True, text=True, check=False, **more)  # type: ignore[call-overload]
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that is only waited for does not."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


# --- Elasticsearch ------------------------------------------------------------------------------


def elasticsearch_home() -> Path:
    """The unpacked distribution, fetched when it is not there.

    Raises:
        Missing: there is no Java or no Maven, or it cannot be fetched.
    """
    home = cache() / "elasticsearch" / f"elasticsearch-{VERSION}"
    if (home / "bin" / "elasticsearch").exists() and shutil.which("java"):
        return home
    for program, package in (("java", "default-jre-headless"), ("mvn", "maven")):
        if not shutil.which(program):
            raise Missing(f"Elasticsearch needs {program}: install {package}.")
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent) as path:
        get = ["mvn", "-q", "-B", f"{DOWNLOAD}:copy", f"-Dartifact={ARTIFACT}"]
        try:
            run([*get, f"-DoutputDirectory={path}"])
        except RuntimeError as error:
            raise Missing(f"Elasticsearch could not be fetched. {error}") from error
        with zipfile.ZipFile(next(Path(path).glob("*.zip"))) as archive:
            archive.extractall(path)
        for script in Path(path, home.name, "bin").iterdir():
            script.chmod(0o755)
        with suppress(FileExistsError, OSError):  # another run of the tests was quicker
            Path(path, home.name).rename(home)
    return home


class Node:
    """One node of Elasticsearch. It can be stopped, killed, frozen and started again."""

    def __init__(self, home: Path, data: Path, number: int, ports: list[int], heap: str) -> None:
        self.home, self.number, self.heap = home, number, heap
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.name = f"node-{number}"
        self.folder = data / self.name
        self.log = self.folder / "out.log"
        self.pid = 0
        conf = self.folder / "config"
        shutil.copytree(home / "config", conf)
        (self.folder / "tmp").mkdir()
        seeds = ", ".join(f'"127.0.0.1:{port}"' for port in ports)
        masters = ", ".join(f'"node-{n}"' for n in range(len(ports)))
        discovery = (
            "discovery.type: single-node"
            if len(ports) == 1
            else f"discovery.seed_hosts: [{seeds}]\ncluster.initial_master_nodes: [{masters}]"
        )
        (conf / "elasticsearch.yml").write_text(
            f"cluster.name: civsam-tests-{ports[0]}\n"
            f"node.name: {self.name}\n"
            f"path.data: {self.folder / 'data'}\n"
            f"path.logs: {self.folder / 'logs'}\n"
            "network.host: 127.0.0.1\n"
            f"http.port: {self.port}\n"
            f"transport.port: {ports[number]}\n"
            "xpack.security.enabled: false\n"
            "cluster.routing.allocation.disk.threshold_enabled: false\n"
            f"{discovery}\n"
        )
        if is_root():
            for path in (self.folder, *self.folder.rglob("*")):
                shutil.chown(path, BELOW_ROOT)

    def start(self) -> None:
        """Start it, without waiting until it answers."""
        file = self.folder / "pid"
        file.unlink(missing_ok=True)
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "ES_PATH_CONF": str(self.folder / "config"),
            "ES_JAVA_OPTS": f"-Xms{self.heap} -Xmx{self.heap}",
            "ES_JAVA_HOME": os.environ.get("ES_JAVA_HOME") or java_home(),
            "ES_TMPDIR": str(self.folder / "tmp"),
        }
        with self.log.open("ab") as log:
            self.starter = subprocess.Popen(
                as_user(self.home / "bin" / "elasticsearch", "-p", file),
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait(self) -> None:
        """Wait until it answers, and remember its id."""
        wait_until(self.answers, f"Elasticsearch ({self.name})", self.log, self.starter)
        self.pid = int((self.folder / "pid").read_text())

    def answers(self) -> bool:
        """Whether it takes questions."""
        try:
            with urllib.request.urlopen(f"{self.url}/_cluster/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    def stop(self, sign: int = signal.SIGTERM) -> None:
        """Stop it by its id, or kill it with SIGKILL, and wait until it is gone."""
        if not self.pid:
            with suppress(FileNotFoundError, ValueError):
                self.pid = int((self.folder / "pid").read_text())
        for pid in (self.pid, self.starter.pid):
            with suppress(ProcessLookupError):
                if pid:
                    os.kill(pid, signal.SIGCONT)
                    os.kill(pid, sign)
        end = time.monotonic() + 20
        while self.pid and is_alive(self.pid):
            if time.monotonic() > end:
                with suppress(ProcessLookupError):
                    os.kill(self.pid, signal.SIGKILL)
            time.sleep(0.05)
        self.starter.wait(timeout=20)
        self.pid = 0

    def freeze(self) -> None:
        """Let it hang: it takes connections and answers nothing, until `thaw`."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        os.kill(self.pid, signal.SIGCONT)


def java_home() -> str:
    """Where Java is installed."""
    java = shutil.which("java")
    if java is None:
        raise Missing("Elasticsearch needs java: install default-jre-headless.")
    return str(Path(java).resolve().parents[1])


@contextmanager
def elasticsearch(nodes: int = 1, heap: str = "512m") -> Iterator[list[Node]]:
    """A cluster of its own, gone afterwards.

    Raises:
        Missing: it cannot be started here.
    """
    home = elasticsearch_home()
    with folder() as data:
        ports = [free_port() for _ in range(nodes)]
        cluster = [Node(home, data, number, ports, heap) for number in range(nodes)]
        try:
            for node in cluster:
                node.start()
            for node in cluster:
                node.wait()
            yield cluster
        finally:
            for node in cluster:
                node.stop(signal.SIGKILL)


# --- the databases ------------------------------------------------------------------------------


@contextmanager
def process(command: list[str], log: Path) -> "Iterator[subprocess.Popen[bytes]]":
    """A server in the foreground of its own process, stopped by its id."""
    with log.open("ab") as out:
        server = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)
    try:
        yield server
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def listens(port: int) -> bool:
    """Whether somebody answers on a port of this machine."""
    with socket.socket() as sock:
        sock.settimeout(1)
        return sock.connect_ex(("127.0.0.1", port)) == 0


def program(name: str, package: str, *folders: str) -> Path:
    """Where a server's program is.

    Raises:
        Missing: it is not installed.
    """
    found = shutil.which(name)
    if found:
        return Path(found)
    for pattern in folders:
        for path in sorted(Path("/").glob(pattern), reverse=True):
            return path
    raise Missing(f"{name} is missing: install {package}.")


@contextmanager
def postgresql() -> Iterator[dict[str, object]]:
    """A PostgreSQL of its own, as Django's settings of a database."""
    initdb = program("initdb", "postgresql", "usr/lib/postgresql/*/bin/initdb")
    server = initdb.resolve().parent / "postgres"
    with folder() as path:
        data, log, port = path / "data", path / "log", free_port()
        run(
            as_user(initdb, "-D", data, "-U", "civsam", "-A", "trust", "-E", "UTF8", "-N"), cwd=path
        )
        quick = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"]
        command = [server, "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", path, *quick]
        with process(as_user(*command), log) as running:
            wait_until(lambda: listens(port), "PostgreSQL", log, running)
            yield {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": "postgres",
                "USER": "civsam",
                "HOST": "127.0.0.1",
                "PORT": str(port),
            }


@contextmanager
def mariadb() -> Iterator[dict[str, object]]:
    """A MariaDB of its own, as Django's settings of a database."""
    server = program("mariadbd", "mariadb-server", "usr/sbin/mariadbd")
    install = program("mariadb-install-db", "mariadb-server", "usr/bin/mariadb-install-db")
    with folder() as path:
        data, log, port = path / "data", path / "log", free_port()
        own = ["--no-defaults", f"--datadir={data}", "--character-set-server=utf8mb4"]
        run(as_user(install, *own, "--auth-root-authentication-method=normal"), cwd=path)
        first = path / "first.sql"
        first.write_text("CREATE DATABASE IF NOT EXISTS civsam CHARACTER SET utf8mb4;\n")
        first.chmod(0o644)
        command = [server, *own, f"--port={port}", "--bind-address=127.0.0.1"]
        command += [f"--init-file={first}"]
        command += [f"--socket={path / 'socket'}", f"--pid-file={path / 'pid'}"]
        command += ["--innodb-flush-log-at-trx-commit=0", "--skip-log-bin"]
        with process(as_user(*command), log) as running:
            wait_until(lambda: listens(port), "MariaDB", log, running)
            yield {
                "ENGINE": "django.db.backends.mysql",
                "NAME": "civsam",
                "USER": "root",
                "HOST": str(path / "socket"),
                "OPTIONS": {"charset": "utf8mb4"},
            }


def make_tables(connection: Any, models: Collection[Any]) -> None:
    """The tables of these models, without references to tables that are not there."""
    fields = [f for m in models for f in (*m._meta.fields, *m._meta.many_to_many)]
    named = {f.related_model._meta.db_table for f in fields if f.related_model}
    absent = named - {model._meta.db_table for model in models}
    with connection.schema_editor() as editor:
        for model in models:
            editor.create_model(model)
        editor.deferred_sql = [
            sql
            for sql in editor.deferred_sql
            if "FOREIGN KEY" not in str(sql) or not any(map(sql.references_table, absent))
        ]


def missing() -> list[str]:
    """What cannot be started here, and what to install."""
    lacking = []
    elsewhere = "CIVSAM_ELASTICSEARCH_URL" in os.environ
    lookups: list[Callable[[], object]] = [
        *([] if elsewhere else [elasticsearch_home]),
        lambda: program("initdb", "postgresql", "usr/lib/postgresql/*/bin/initdb"),
        lambda: program("mariadbd", "mariadb-server", "usr/sbin/mariadbd"),
    ]
    for lookup in lookups:
        try:
            lookup()
        except Missing as error:
            lacking.append(str(error))
    return lacking


if __name__ == "__main__":
    told = missing()
    for line in told:
        print(line)
    sys.exit(bool(told))
