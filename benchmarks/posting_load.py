"""Forty authors write, send, take back and change, and five reviewers decide, all at once.

    .venv/bin/python benchmarks/posting_load.py        a minute on SQLite, and on PostgreSQL
    .venv/bin/python benchmarks/posting_load.py --seconds 20 --authors 10 --database sqlite

A real gunicorn and real databases, each of its own and thrown away. Every browser reads a page
before it posts, as people do, and waits a moment in between. Afterwards the database is asked: is
every text there that the site said it had saved or sent, and has a reviewer read all that is
published?
"""

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
PATHS = [str(ROOT), str(ROOT / "search"), str(ROOT / "platform"), str(ROOT / "tests")]
sys.path[:0] = PATHS

import servers  # noqa: E402

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')
STEP = re.compile(r"/mina-sidor/skriv/([0-9a-f-]{36})/")
REVIEW = re.compile(r'href="(/admin/civsam/review/\d+/)"')
PROBLEM = re.compile(r'class="error-summary.*?<li>(?:\s*<a[^>]*>)?([^<]+)', re.S)
STEPS = {
    "more": {"text": "Vi har frågat två skolor, och båda var fulla."},
    "wanted": {"kinds": "premises"},
    "wanted_more": {"premises": "Ett kök för trettio"},
    "about": {
        "target_groups": "unga",
        "themes": "utbildning",
        "areas": "norrstrand",
        "urgency": "normal",
    },
    "pictures": {},
    "contact": {"contact_role": "Styrelsen", "contact_email": "hej@posten.example"},
}


class Browser:
    """Somebody's browser: one connection, one session, and a note of all that it met."""

    def __init__(self, port: int, session: str, notes: "Notes"):
        self.port, self.session, self.notes = port, session, notes
        self.token = ""

    def get(self, path: str) -> SimpleNamespace:
        return self._ask("read", "GET", path)

    def post(self, what: str, path: str, page: SimpleNamespace, **said: Any) -> SimpleNamespace:
        """Post the form of a page that has been read, with what it carries unseen.

        A page without a form says why there is none: nothing is posted.
        """
        main = page.text[page.text.find("<main") :]
        kept = {name: unescape(value) for name, value in HIDDEN.findall(main)}
        if "csrfmiddlewaretoken" not in kept:
            return SimpleNamespace(status=0, text="", to="")
        return self._ask(what, "POST", path, urlencode({**kept, **said}, doseq=True))

    def _ask(self, what: str, method: str, path: str, body: str | None = None) -> SimpleNamespace:
        headers = {"Host": "localhost", "Cookie": f"sessionid={self.session}; {self.token}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        try:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
            connection.close()
        except (OSError, HTTPException) as error:
            self.notes.fail(f"{method} {path}: {error!r}")
            return SimpleNamespace(status=0, text="", to="")
        self.notes.took[what].append(time.perf_counter() - started)
        for cookie in response.headers.get_all("Set-Cookie") or ():
            if cookie.startswith("csrftoken="):
                self.token = cookie.partition(";")[0]
        if response.status >= 400:
            self.notes.fail(f"{method} {re.sub(r'[0-9a-f-]{36}', '…', path)}: {response.status}")
        return SimpleNamespace(
            status=response.status, text=text, to=response.headers.get("Location", "")
        )


class Notes:
    """What all browsers met, and what the site told them it had kept."""

    def __init__(self) -> None:
        self.took: dict[str, list[float]] = defaultdict(list)
        self.failed: Counter[str] = Counter()
        self.saved: dict[str, str] = {}  # the draft: its words
        self.sent: list[tuple[str, str]] = []  # the draft, and its words
        self.refused: Counter[str] = Counter()  # in words, to a person
        self.decided: Counter[str] = Counter()

    def fail(self, what: str) -> None:
        self.failed[what] += 1


def author(browser: Browser, actor: int, number: int, until: float) -> None:
    """Write a need and send it; then take it back or change it, as long as the time goes."""
    dice, notes = random.Random(number), browser.notes
    draft, count, page_id = "", 0, 0

    def words() -> str:
        nonlocal count
        count += 1
        return f"Författare {number} skriver för {count}:e gången."

    def save(key: str, step: str, **said: Any) -> bool:
        path = f"/mina-sidor/skriv/{key}/{step}/"
        done = browser.post("save", path, browser.get(path), **said)
        if done.status == 302 and "summary" in said:
            notes.saved[key] = said["summary"]
        return bool(done.status == 302)

    def send(key: str) -> None:
        path = f"/mina-sidor/skriv/{key}/kontrollera/"
        done = browser.post("send", path, browser.get(path))
        if done.status == 302:
            notes.sent.append((key, notes.saved[key]))
        elif problem := PROBLEM.search(done.text):
            notes.refused[unescape(problem[1]).strip()] += 1

    start = f"/mina-sidor/{actor}/skriv/behov/"
    begun = browser.post("begin", start, browser.get(start))
    if not (found := STEP.search(begun.to)):
        notes.fail(f"begin: {begun.status}")
        return
    draft = found[1]
    save(draft, "what", title=f"Behov {number}", summary=words())
    for step, said in STEPS.items():
        save(draft, step, **said)
        time.sleep(dice.uniform(0.05, 0.4))
    send(draft)
    while time.time() < until:
        time.sleep(dice.uniform(0.3, 1.5))
        mine = browser.get(f"/mina-sidor/{actor}/")
        if found := re.search(rf"/mina-sidor/{actor}/sida/(\d+)/", mine.text):
            page_id = int(found[1])
        if not page_id:
            continue
        edit = f"/mina-sidor/{actor}/andra/{page_id}/"
        if dice.random() < 0.4:  # if it is not in review any more, it says so calmly
            back = f"/mina-sidor/{actor}/sida/{page_id}/"
            browser.post("take back", f"{back}ta-tillbaka/", browser.get(back))
        begun = browser.post("change", edit, browser.get(edit))
        found = STEP.search(begun.to)
        if found and save(found[1], "what", title=f"Behov {number}", summary=words()):
            send(found[1])


def reviewer(browser: Browser, number: int, until: float) -> None:
    """Read what waits, one after the other, and decide; a colleague may have been first."""
    dice = random.Random(1000 + number)
    while time.time() < until:
        waiting = REVIEW.findall(browser.get("/admin/civsam/review/").text)
        if not waiting:
            time.sleep(0.3)
            continue
        path = dice.choice(waiting)
        page = browser.get(path)
        time.sleep(dice.uniform(0.1, 0.5))
        decision = "approve" if dice.random() < 0.7 else "reject"
        done = browser.post("decide", path, page, decision=decision, words="Skriv lite mer om det.")
        if done.status == 302 and done.to != path:
            browser.notes.decided[decision] += 1


# --- in a process of its own: the world before, and what came of it ------------------------------


def prepare(authors: int, reviewers: int) -> None:
    """Älvsunda with an association for each author, and some reviewers; prints their sessions."""
    import django

    django.setup()
    import factories
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group
    from django.test import Client

    from civsam_pages.posting.setup import ensure_review_workflow
    from civsam_platform.accounts.testing import log_in

    def session(user: Any) -> str:
        client = Client()
        log_in(client, user)
        return str(client.cookies["sessionid"].value)

    town, model = factories.town(), get_user_model()
    group = Group.objects.create(name="Reviewers")
    ensure_review_workflow([town.needs, town.register], group)
    told: dict[str, Any] = {"authors": [], "reviewers": []}
    for number in range(authors):
        actor = factories.actor(town.register, f"Förening {number}")
        user = model.objects.create_user(f"a{number}@posten.example", "x", first_name="Ada")
        factories.right(user, actor, "actor_admin")
        told["authors"].append((actor.pk, session(user)))
    for number in range(reviewers):
        user = model.objects.create_user(f"r{number}@alvsunda.example", "x", first_name="Rut")
        user.groups.add(group)
        told["reviewers"].append(session(user))
    print(json.dumps(told))


def judge() -> None:
    """Hold what the browsers were told against the database; prints what is wrong."""
    import django

    django.setup()
    from wagtail.models import Revision

    from civsam_pages.needs.models import NeedPage
    from civsam_pages.posting.models import Draft, ReviewTaskState
    from civsam_pages.posting.rules import Outcome

    told = json.load(sys.stdin)
    drafts = {str(one.pk): one for one in Draft.objects.select_related("sent_revision")}
    kept = {one.content.get("summary") for one in Revision.objects.all()}
    lost = [
        words
        for key, words in told["saved"].items()
        if key not in drafts or drafts[key].answers["what"]["summary"] != words
    ]
    lost += [words for _key, words in told["sent"] if words not in kept]
    approved = set(
        ReviewTaskState.objects.filter(outcome=Outcome.APPROVED).values_list("revision", flat=True)
    )
    pages = NeedPage.objects.filter(title__startswith="Behov ")
    unread = [
        page.title
        for page in pages.filter(live=True)
        if page.live_revision_id not in approved
        or page.live_revision.content["summary"] != page.summary
    ]
    print(
        json.dumps(
            {
                "lost": lost,
                "published unread": unread,
                "pages": pages.count(),
                "published": pages.filter(live=True).count(),
                "revisions": Revision.objects.count(),
            }
        )
    )


# --- the run -------------------------------------------------------------------------------------


def inside(env: dict[str, str], task: str, *more: str, stdin: str = "") -> Any:
    """What a task of this file prints, in a process that knows Django and this database."""
    command = [sys.executable, __file__, "--inside", task, *more]
    done = subprocess.run(command, env=env, input=stdin, capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def served(env: dict[str, str], folder: Path) -> Iterator[int]:
    """The platform behind gunicorn."""
    port, log = servers.free_port(), folder / "gunicorn.log"
    command = [sys.executable, "-m", "gunicorn", "civsam_platform.wsgi", "-b", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--threads", "8", "--timeout", "90", "--log-level", "warning"]
    with log.open("wb") as out:
        running = subprocess.Popen(command, env=env, cwd=folder, stdout=out, stderr=out)
        try:
            servers.wait_until(lambda: servers.listens(port), "gunicorn", log, running)
            yield port
        finally:
            running.terminate()
            running.wait(timeout=30)


def run(database: str, args: argparse.Namespace) -> dict[str, Any]:
    """One minute on one database."""
    with tempfile.TemporaryDirectory() as name, address_of(database, Path(name)) as url:
        folder = Path(name)
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "benchmarks.load_settings",
            "DATABASE_URL": url,
            "CIVSAM_DATA_DIR": name,
            "PYTHONPATH": os.pathsep.join(PATHS),
        }
        migrate = [sys.executable, "manage.py", "migrate", "-v", "0"]
        subprocess.run(migrate, cwd=ROOT, env=env, check=True)
        people = inside(env, "prepare", str(args.authors), str(args.reviewers))
        notes = Notes()
        with served(env, folder) as port:
            until = time.time() + args.seconds
            threads = [
                threading.Thread(
                    target=author, args=(Browser(port, session, notes), actor, number, until)
                )
                for number, (actor, session) in enumerate(people["authors"])
            ] + [
                threading.Thread(
                    target=reviewer, args=(Browser(port, session, notes), number, until)
                )
                for number, session in enumerate(people["reviewers"])
            ]
            started = time.perf_counter()
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            seconds = time.perf_counter() - started
        told = {"saved": notes.saved, "sent": notes.sent}
        found = inside(env, "judge", stdin=json.dumps(told))
    every = [one for times in notes.took.values() for one in times]
    return {
        "database": database,
        "seconds": round(seconds, 1),
        "requests": len(every),
        "a second": round(len(every) / seconds, 1),
        "milliseconds": {
            what: {"median": _ms(times, 0.5), "95 %": _ms(times, 0.95), "count": len(times)}
            for what, times in sorted(notes.took.items())
        },
        "sent": len(notes.sent),
        "refused": dict(notes.refused),
        "decided": dict(notes.decided),
        "errors": dict(notes.failed),
        **found,
    }


def _ms(times: list[float], share: float) -> int:
    if len(times) < 2:
        return round(1000 * sum(times))
    return round(1000 * statistics.quantiles(times, n=100)[round(share * 100) - 1])


@contextmanager
def address_of(database: str, folder: Path) -> Iterator[str]:
    """The address of an empty database."""
    if database == "sqlite":
        yield f"sqlite:///{folder / 'civsam.sqlite3'}"
        return
    with servers.postgresql() as given:
        yield f"postgres://{given['USER']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--authors", type=int, default=40)
    parser.add_argument("--reviewers", type=int, default=5)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    wrong = False
    for database in args.database or ("sqlite", "postgresql"):
        found = run(database, args)
        wrong = wrong or bool(found["errors"] or found["lost"] or found["published unread"])
        if args.json:
            print(json.dumps(found, ensure_ascii=False))
            continue
        print(f"\n{database}: {args.authors} authors, {args.reviewers} reviewers")
        for what, value in found.items():
            lines = value.items() if isinstance(value, dict) else [("", value)]
            for part, said in lines:
                print(f"  {what:18} {part:10} {said}")
    sys.exit(wrong)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        task, *more = sys.argv[2:]
        prepare(*map(int, more)) if task == "prepare" else judge()
    else:
        main()
