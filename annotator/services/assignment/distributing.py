"""Articles that lack reviewers are given out evenly: first to look at, then done exactly as it was shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.domain import policy
from annotator.domain.assigning import Distribution, Task, Worker, distribute
from annotator.domain.assignment import Assignment
from annotator.domain.policy import Actor
from annotator.domain.records import Person, Project
from annotator.errors import Conflict
from annotator.services.assignment import team
from annotator.services.assignment.assigning import give
from annotator.services.library.articles import live_project
from db import articles, assignments, progress
from db.progress import Pair
from db.store import Store, Tx


@dataclass(frozen=True)
class Preview:
    """What giving out would do: who gets what, what each person has open before and after, what is still lacking."""

    distribution: Distribution
    titles: dict[str, str]  # by article
    sentences: dict[str, int]  # by article
    people: dict[str, Person]
    before: dict[str, int]  # open sentences by person

    @property
    def after(self) -> dict[str, int]:
        """Open sentences by person, once it is done."""
        return self.before | {share.person: share.after for share in self.distribution.shares}


def preview(store: Store, actor: Actor, project_id: str, among: Sequence[str] | None = None) -> Preview:
    """How the project's articles would be given out, `among` some of its people or all its reviewers.

    Nothing is stored. Raises NotFound or Forbidden.
    """
    with store.read() as tx:
        return _worked_out(tx, actor, project_id, among)


def give_out(
    store: Store, actor: Actor, project_id: str, seen: Distribution, among: Sequence[str] | None = None
) -> int:
    """Does what was shown; gives back how many shares.

    Raises Conflict("distribution_overtaken") where something has changed since, NotFound or Forbidden.
    """
    with store.write() as tx:
        found = _worked_out(tx, actor, project_id, among)
        if found.distribution != seen:
            raise Conflict("distribution_overtaken", current=None)
        for share in seen.shares:
            give(tx, actor, share.article, share.person)
        return len(seen.shares)


def people(store: Store, actor: Actor, project_id: str) -> tuple[dict[str, Person], list[str]]:
    """Who can be given articles, by id, and those who are given them unless the lead chooses. Raises as `preview`."""
    with store.read() as tx:
        policy.require(actor, "assign", live_project(tx, project_id))
        return team.able(tx, project_id), team.reviewers(tx, project_id)


def _worked_out(tx: Tx, actor: Actor, project_id: str, among: Sequence[str] | None) -> Preview:
    project = live_project(tx, project_id)
    policy.require(actor, "assign", project)
    able = team.able(tx, project_id)
    chosen = [id for id in (team.reviewers(tx, project_id) if among is None else among) if id in able]
    sentences = articles.sentence_counts(tx, project_id)
    given, handed_in = assignments.of_project(tx, project_id), progress.handed_in(tx, project_id)
    titles = progress.titles(tx, project_id)
    tasks = _tasks(tx, project, list(titles), sentences, given, handed_in, set(able))
    workers = _workers(tx, project, chosen, sentences, given, handed_in)
    before = {one.person: one.sentences for one in workers}
    return Preview(distribute(tasks, workers), titles, sentences, {id: able[id] for id in chosen}, before)


def _tasks(
    tx: Tx,
    project: Project,
    everything: Sequence[str],
    sentences: dict[str, int],
    given: list[Assignment],
    handed_in: Mapping[Pair, object],
    able: set[str],
) -> list[Task]:
    """What lacks reviewers: who has it open and can still come, and whoever has handed it in, counts."""
    plans = assignments.plans(tx, project.id)
    had: dict[str, set[str]] = {id: set() for id in everything}
    counts: dict[str, set[str]] = {id: set() for id in everything}
    for one in given:
        had[one.article_id].add(one.person_id)
        if one.state == "open" and one.person_id in able:
            counts[one.article_id].add(one.person_id)
    for article, person in handed_in:
        had[article].add(person)
        counts[article].add(person)
    found = []
    for id in everything:
        plan = plans.get(id)
        needed = plan.reviewers_needed if plan and plan.reviewers_needed else project.reviewers_needed
        if needed > len(counts[id]):
            found.append(Task(id, sentences.get(id, 0), needed - len(counts[id]), frozenset(had[id])))
    return found


def _workers(
    tx: Tx,
    project: Project,
    chosen: Sequence[str],
    sentences: dict[str, int],
    given: list[Assignment],
    handed_in: Mapping[Pair, object],
) -> list[Worker]:
    done = progress.reviewed(tx, project.id)
    load = dict.fromkeys(chosen, (0, 0))
    for one in given:
        pair = one.article_id, one.person_id
        if one.state == "open" and pair not in handed_in and one.person_id in load:
            left = sentences.get(one.article_id, 0) - (done[pair].reviewed if pair in done else 0)
            so_far = load[one.person_id]
            load[one.person_id] = so_far[0] + max(left, 0), so_far[1] + 1
    return [Worker(id, *load[id]) for id in chosen]
