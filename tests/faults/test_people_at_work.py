"""Two to four people at one desk, each with windows that may show an old state, in any order that hypothesis thinks of.

The model is what a person would expect: a save made from what stands is taken, one made from an older state never is;
what was answered once is answered alike for ever; every row that an answer showed is in the history word for word.
After each run the doctor looks at the database. Short: 6 runs; `make faults`: 150.
"""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from annotator.clock import new_id
from annotator.services.library import articles, cutting
from annotator.services.library.articles import ArticleForm
from annotator.services.review import annotating
from db.store import Store
from tests.conftest import add_person
from tests.faults import LONG, times
from tests.faults.bookkeeping import Bookkeeping
from tests.faults.conftest import assert_well

TEXT = "قال الوزير إن الأسعار ارتفعت. لم توافق اللجنة على القرار. وصف النقاد الرقم بأنه قطرة. انتهى الخبر هنا."
WINDOWS, SENTENCES, ANY = st.integers(0, 7), st.integers(0, 5), st.integers(0, 60)
CHANGES = {"milder": {"severity": "minor"}, "graver": {"severity": "critical"}, "retire": {"retired": True}}
CHANGES |= {"back": {"retired": False}, "move": {"start": 3, "end": 9}}


class Desk(Bookkeeping):
    """What people do, each with windows that were loaded at some time and show what stood then."""

    @initialize(people=st.integers(2, 4))
    def open_the_desk(self, people: int) -> None:
        self.begin()
        self.folder = tempfile.TemporaryDirectory()
        self.url = f"sqlite:///{Path(self.folder.name) / 'desk.sqlite3'}"
        self.store = Store(self.url)
        self.lead = add_person(self.store, "ليلى", is_admin=True)
        project = articles.create_project(self.store, self.lead, "نشرة")
        self.people = [add_person(self.store, f"مراجع {number}", project.id) for number in range(people)]
        self.article = articles.add_article(self.store, self.lead, project.id, ArticleForm(TEXT, title="خبر"))[0].id

    @rule(window=WINDOWS)
    def load(self, window: int) -> None:
        self.windows[window] = {thing: row["revision"] for thing, row in self.rows.items()}

    @rule(window=WINDOWS, place=st.integers(0, 80), severity=st.sampled_from(["minor", "major"]))
    def mark(self, window: int, place: int, severity: str) -> None:
        fields = {"side": "translation", "start": place, "end": place + 6, "category": "other", "severity": severity}
        self.put(self.actor(window), "issue", new_id(), 0, fields, None)

    @rule(window=WINDOWS, which=ANY, how=st.sampled_from(sorted(CHANGES)))
    def change_a_mark(self, window: int, which: int, how: str) -> None:
        own = self.of("issue", reviewer_id=self.actor(window).id)
        if own:
            row = own[which % len(own)]
            self.put(self.actor(window), "issue", row["id"], self.seen(window, "issue", row), CHANGES[how], row)

    @rule(window=WINDOWS, number=SENTENCES, state=st.sampled_from(["clean", "in_progress", "skipped"]))
    def judge(self, window: int, number: int, state: str) -> None:
        sentence, actor = self.sentence(number), self.actor(window)
        row = next(iter(self.of("review", sentence_id=sentence, reviewer_id=actor.id)), None)
        fields = {"state": state} | ({"skip_reason": "unsure"} if state == "skipped" else {})
        self.put(actor, "review", sentence, self.seen(window, "review", row), fields, row)

    @rule(window=WINDOWS)
    def judge_all(self, window: int) -> None:
        """So that there is something to hand in."""
        actor = self.actor(window)
        for sentence in self.sentences():
            row = next(iter(self.of("review", sentence_id=sentence.id, reviewer_id=actor.id)), None)
            if row is None or row["state"] not in ("clean", "issues", "skipped"):
                self.put(actor, "review", sentence.id, row["revision"] if row else 0, {"state": "clean"}, row)

    @rule(window=WINDOWS, submitted=st.booleans())
    def hand_in(self, window: int, submitted: bool) -> None:
        self.send(self.actor(window), {"act": "submit", "submitted": submitted})

    @precondition(lambda self: self.done)
    @rule(which=ANY)
    def undo(self, which: int) -> None:
        actor, operation, _ = self.done[-1 - which % len(self.done)]
        self.send(actor, {"act": "undo", "operation": operation["id"]})

    @precondition(lambda self: self.done)
    @rule(which=ANY)
    def send_again(self, which: int) -> None:
        actor, operation, answer = self.done[which % len(self.done)]
        before = self.events()
        assert annotating.apply(self.store, actor, operation) == answer
        assert self.events() == before

    @rule(window=WINDOWS, number=SENTENCES, take=st.none() | st.integers(0, 3))
    def settle(self, window: int, number: int, take: int | None) -> None:
        sentence = self.sentence(number)
        row = next(iter(self.of("consensus", sentence_id=sentence)), None)
        seen = self.seen(window, "consensus", row)
        person = None if take is None else self.people[take % len(self.people)].id
        act = {"act": "settle", "sentence": sentence, "revision": seen, "take": person, "note": ""}
        self.send(self.lead, act, seen, row["revision"] if row else 0)

    @rule(boundaries=st.sampled_from(["core", "widest"]), severity=st.sampled_from(["milder", "graver"]))
    def settle_all(self, boundaries: str, severity: str) -> None:
        self.send(self.lead, {"act": "settle_all", "boundaries": boundaries, "severity": severity})

    @rule(number=SENTENCES)
    def join(self, number: int) -> None:
        """The lead joins a sentence with the next; marks move with it, and what was judged is carried over."""
        seen = [(one.start, one.end) for one in self.sentences()]
        at = number % len(seen)
        if at + 1 < len(seen):
            ranges = [*seen[:at], (seen[at][0], seen[at + 1][1]), *seen[at + 2 :]]
            cutting.recut_article(self.store, self.lead, self.article, seen, ranges)
            self.rows = self.stored()

    @invariant()
    def nothing_stale_was_taken(self) -> None:
        assert self.stale == 0

    def teardown(self) -> None:
        self.check()
        self.store.close()
        assert_well(self.url)
        self.folder.cleanup()


TestPeopleAtWork = Desk.TestCase
TestPeopleAtWork.settings = settings(
    max_examples=times(6, 150),
    stateful_step_count=times(25, 50),
    deadline=None,
    derandomize=not LONG,
    suppress_health_check=list(HealthCheck),
)
