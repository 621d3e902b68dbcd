"""Random stories: whatever everybody does with a page, in whatever order.

What visitors read is always a text that a reviewer or a trusted actor has seen, on the page and
on whatever is copied from it, and nothing that anybody saved is lost. Twenty stories in the
ordinary run; as many as one likes with CIVSAM_STORIES=1000, which prints what was tried.
"""

import os
from collections import Counter
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from wagtail.models import PageLogEntry, Revision, WorkflowState

from civsam_pages.needs.models import NeedPage
from civsam_pages.posting.admin_guard import is_own
from civsam_pages.posting.models import DirectPublication, Draft, TrustedActor
from civsam_pages.posting.pages import last_review_of, review_of
from civsam_pages.posting.services import drafts, follow_ups, reviewing, sending, trust
from tests.posting import need_draft
from tests.wagtails_doors import DOORS

STORIES, STEPS = int(os.environ.get("CIVSAM_STORIES", 20)), 30

# Most do what they may; all others try it too.
STRANGERS = ["tove", "anna", "bosse", "ingrid", "carin"]
WRITERS = st.sampled_from([*["samira"] * 6, "nadja", "rikard_too", "rut", *STRANGERS])
REVIEWERS = st.sampled_from([*["rut"] * 6, *["rikard"] * 2, "samira", *STRANGERS])
STAFF = st.sampled_from(["rut", "rikard", "rikard_too", "anna", "tove", "sanna"])
REFUSED = (PermissionDenied, ValidationError, sending.Behind, sending.Newer)


class Story(RuleBasedStateMachine):
    """One page of Öppna dörren's, and all who come near it."""

    here: SimpleNamespace
    told: Counter  # how often each thing was done, and how often it was refused

    @initialize(stage=st.sampled_from(["draft", "sent", "published"]))
    def begin(self, stage):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        # The same reviewer acts for the association too in these stories.
        self.people = {**vars(self.here), "rikard_too": self.here.rikard}
        self.number = 0
        self.seen = {}  # the revision that each reviewer has open
        self.read = set()  # texts that a reviewer, or a trusted actor, has seen
        self.saved = {}  # revision: text, of all that was ever sent or saved
        self.draft = need_draft(self.here.open_door, self.here.samira, summary=self.words())
        self.written = {self.draft.pk: self.draft.answers["what"]["summary"]}
        self.page_id = None
        self.before = set(NeedPage.objects.values_list("pk", flat=True))
        index = type(self.here.needs)(title="Fler behov", slug="fler", summary="Fler.")
        self.here.start.refresh_from_db()
        self.other = self.here.start.add_child(instance=index)
        if stage != "draft":
            self.send("samira")
        if stage == "published":
            self.decide("rut", "approve", True)

    def teardown(self):
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def words(self):
        self.number += 1
        return f"Text nummer {self.number}"

    @property
    def page(self):
        return NeedPage.objects.filter(pk=self.page_id).first() if self.page_id else None

    def attempt(self, what, function):
        """What somebody tries, in a transaction as a request has it; a refusal changes nothing."""
        try:
            with transaction.atomic():
                done = function()
        except REFUSED:
            self.told[what, "refused"] += 1
            return None
        self.told[what, "done"] += 1
        return done

    def note(self):
        """Remember every text that is saved."""
        if self.page_id:
            for revision in Revision.objects.filter(object_id=str(self.page_id)):
                self.saved.setdefault(revision.pk, revision.content["summary"])

    # --- the association ------------------------------------------------------------------------

    @rule(who=WRITERS)
    def write(self, who):
        by, page, words = self.people[who], self.page, self.words()

        def go():
            draft = Draft.objects.get(pk=self.draft.pk)
            if page is not None:
                draft = drafts.begin_edit(page=page, actor=self.here.open_door, by=by)
            said = {"title": "Kök", "summary": words}
            return drafts.save_step(
                draft=draft, step="what", values=said, version=draft.version, by=by
            )

        if draft := self.attempt("write", go):
            self.draft = draft
            self.written[draft.pk] = words

    @rule(who=WRITERS)
    def send(self, who):
        by = self.people[who]
        trusted = TrustedActor.objects.exists()
        draft = Draft.objects.get(pk=self.draft.pk)
        page = self.attempt("send", lambda: sending.send(draft=draft, by=by))
        if page is not None:
            self.page_id = page.pk
            self.note()
            if trusted and DirectPublication.objects.filter(revision=page.latest_revision).exists():
                self.read.add(page.get_latest_revision_as_object().summary)

    @rule(who=WRITERS)
    def take_back(self, who):
        if page := self.page:
            by = self.people[who]
            self.attempt("take back", lambda: sending.take_back(page=page, by=by))

    @rule(who=WRITERS)
    def change_ones_mind(self, who):
        """Take it back, write and send it again, while a reviewer reads."""
        self.take_back(who)
        self.write(who)
        self.send(who)

    @rule(who=WRITERS, keep=st.sampled_from(["mine", "theirs"]))
    def merge(self, who, keep):
        if page := self.page:
            draft = Draft.objects.get(pk=self.draft.pk)
            merged = self.attempt(
                "merge",
                lambda: drafts.merge(
                    draft=draft,
                    latest=page.latest_revision_id,
                    keep={"what.summary": keep},
                    by=self.people[who],
                ),
            )
            if merged:  # what gives way has been chosen away by its writer
                self.written[merged.pk] = merged.answers["what"]["summary"]

    @rule(who=WRITERS, choice=st.sampled_from(["yes", "update", "close"]))
    def still_current(self, who, choice):
        if page := self.page:
            by = self.people[who]
            self.attempt(
                "still current?",
                lambda: follow_ups.answer(page=page, choice=choice, text="Nu.", by=by),
            )
            page.refresh_from_db()
            self.note()
            if DirectPublication.objects.filter(revision=page.live_revision).exists():
                self.read.add(page.summary)

    # --- the municipality -----------------------------------------------------------------------

    @rule(who=REVIEWERS)
    def open_review(self, who):
        if page := self.page:
            self.seen[who] = page.latest_revision_id

    @rule(
        who=REVIEWERS,
        action=st.sampled_from(["approve", "approve", "reject", "ask"]),
        reads=st.sampled_from([True, True, False]),
    )
    def decide(self, who, action, reads):
        """On a page of a review that was opened just now, or some time ago."""
        page = self.page
        state = last_review_of(page) if page else None
        if state is None:
            return
        if reads:
            self.open_review(who)
        seen = self.seen.setdefault(who, page.latest_revision_id)
        by = self.people[who]
        words = "Så här."
        if self.attempt(
            action, lambda: reviewing.decide(state, by, action, seen=seen, words=words)
        ):
            assert by in (self.here.rut, self.here.rikard)
            assert by.pk != Revision.objects.get(pk=state.sent_revision_id).user_id
            if action == "approve":
                self.read.add(Revision.objects.get(pk=seen).content["summary"])

    @rule(who=REVIEWERS, writer=WRITERS)
    def decide_on_what_is_old(self, who, writer):
        """The author changes it between the reviewer's reading and the reviewer's click."""
        if self.page:
            self.open_review(who)
            self.change_ones_mind(writer)
            self.decide(who, "approve", False)

    @rule(
        who=STAFF,
        button=st.sampled_from(["save", "publish", "schedule"]),
        takes_up=st.sampled_from([None, None, 0, -1]),
    )
    def edit_in_admin(self, who, button, takes_up):
        """As Wagtail's editor does: with its lock, and what `admin_guard` refuses.

        `takes_up` is an older text that is written on, by its place among them.
        """
        page, by = self.page, self.people[who]
        if page is None:
            return
        lock = page.get_lock()
        can = page.permissions_for_user(by)
        may = can.can_publish() if button != "save" else can.can_edit()
        own = button != "save" and is_own(by, page, self.here.open_door)
        if not may or own or (lock is not None and lock.for_user(by)):
            self.told[f"editor: {button}", "refused"] += 1
            return

        def go():
            revisions = list(page.revisions.order_by("pk"))
            edited = (
                page.get_latest_revision() if takes_up is None else revisions[takes_up]
            ).as_object()
            edited.summary = self.words()
            edited.go_live_at = timezone.now() + timedelta(days=1) if button == "schedule" else None
            revision = edited.save_revision(user=by, log_action=True)
            if button != "save":
                revision.publish(user=by)
                self.read.add(edited.summary)
            return revision

        self.attempt(f"editor: {button}", go)
        self.note()

    @rule()
    def the_day_comes(self):
        """What is scheduled is published."""
        due = Revision.objects.filter(
            object_id=str(self.page_id), approved_go_live_at__isnull=False
        )
        for revision in due:
            at = timezone.now()
            content = {**revision.content, "go_live_at": at.isoformat()}
            Revision.objects.filter(pk=revision.pk).update(content=content, approved_go_live_at=at)
            self.told["the day comes", "done"] += 1
        call_command("publish_scheduled", verbosity=0)

    @rule(
        who=STAFF,
        doors=st.lists(st.sampled_from(sorted(DOORS)), min_size=1, max_size=3),
        on_copy=st.booleans(),
    )
    def open_doors_of_wagtails(self, who, doors, on_copy):
        """Lists, menus and reports of the admin, on the page or on what was copied from it."""
        client = Client(raise_request_exception=False)
        client.force_login(self.people[who])
        for door in doors if self.page else ():
            before = self.what_is_there()
            with transaction.atomic():
                client.post(*self.posted(door, on_copy))
            done = "done" if self.what_is_there() != before else "refused"
            self.told[f"door: {door}", done] += 1
            self.note()

    def posted(self, door, on_copy):
        """The address of a door, and what a browser posts there."""
        page = self.page
        copied = NeedPage.objects.child_of(self.other).exclude(pk=page.pk).first()
        values = {
            "page": copied.pk if on_copy and copied else page.pk,
            "other": self.other.pk,
            "needs": self.here.needs.pk,
            "revision": page.latest_revision_id,
            "state": getattr(review_of(page), "pk", 0),
        }
        path, data = DOORS[door]
        data = {name: value.format(**values) for name, value in data.items()}
        if "new_title" in data:
            self.number += 1
            data["new_slug"] = f"kopia-{self.number}"
        return path.format(**values), data

    def what_is_there(self):
        """What a door could change."""
        pages = NeedPage.objects.filter(path__startswith=self.here.start.path)
        states = WorkflowState.objects.order_by("pk").values_list("pk", "status")
        told = pages.order_by("pk").values_list("pk", "path", "live", "locked", "go_live_at")
        return [*told], [*states]

    @rule(who=REVIEWERS, gives=st.booleans())
    def trust(self, who, gives):
        actor, by = self.here.open_door, self.people[who]
        if gives:
            self.attempt("trust", lambda: trust.give(actor=actor, note="Känd.", by=by))
        else:
            self.attempt("end trust", lambda: trust.end(actor=actor, by=by))

    @rule(who=REVIEWERS)
    def assign(self, who):
        state = last_review_of(self.page) if self.page else None
        if state is not None:
            by = self.people[who]
            self.attempt("assign", lambda: reviewing.assign(state=state, to=self.here.rut, by=by))

    @rule(who=REVIEWERS)
    def read_afterwards(self, who):
        row = DirectPublication.objects.unread().first()
        if row is not None:
            by = self.people[who]
            self.attempt(
                "read afterwards", lambda: reviewing.read_afterwards(publication=row, by=by)
            )

    # --- what always holds ----------------------------------------------------------------------

    @invariant()
    def what_visitors_read_was_seen(self):
        if not hasattr(self, "page_id"):
            return
        ours = NeedPage.objects.live().filter(owner_actor=self.here.open_door)
        for page in ours.exclude(pk__in=self.before):
            assert page.summary in self.read, (page.summary, self.read)
            if page.live_revision:
                assert page.live_revision.content["summary"] == page.summary

    @invariant()
    def nothing_that_was_saved_is_lost(self):
        if not hasattr(self, "written"):
            return
        for key, words in self.written.items():
            draft = Draft.objects.get(pk=key)
            assert draft.answers["what"]["summary"] == words
        for revision, words in self.saved.items():
            assert Revision.objects.get(pk=revision).content["summary"] == words

    @invariant()
    def a_page_is_in_one_review_at_most_and_is_told_of_as_it_is(self):
        page = self.page if hasattr(self, "page_id") else None
        if page is None:
            return
        assert WorkflowState.objects.active().filter(object_id=str(page.pk)).count() <= 1
        assert Draft.objects.open().filter(page=page.pk).count() <= 1
        if review_of(page):
            assert not Draft.objects.open().filter(page=page.pk, sent_revision=None).exists() or (
                page.live
            )
        assert PageLogEntry.objects.filter(page=page.pk, action="civsam.posting.send").exists()


@pytest.mark.django_db
def test_random_stories_keep_what_was_reviewed_and_what_was_saved(here):
    from hypothesis.stateful import run_state_machine_as_test

    from tests.factories import right

    right(here.rikard, here.open_door, "actor_editor")
    here.rikard.groups.add(*here.anna.groups.all())
    told: Counter = Counter()
    machine = type("OneStory", (Story,), {"here": here, "told": told})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=STORIES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=STORIES < 100,
            database=None,
            phases=[Phase.generate],  # a story takes seconds: a long one is told as it is
            suppress_health_check=list(HealthCheck),
        ),
    )
    for (what, answer), times in sorted(told.items()):
        print(f"{what:24} {answer:8} {times:6}")
