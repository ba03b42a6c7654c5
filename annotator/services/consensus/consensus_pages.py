"""What stands: each article as the consensus has it, decided or unanimous, and how that came about by sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.domain import consensus, policy
from annotator.domain.disagreement import paired
from annotator.domain.policy import Actor
from annotator.domain.questions import Judgement
from annotator.domain.records import (
    CONSENSUS,
    Article,
    Claim,
    Consensus,
    Distortion,
    Evidence,
    Issue,
    Project,
    Relation,
    Review,
)
from annotator.domain.scheme import Scheme
from annotator.services.consensus import versions
from annotator.services.consensus.versions import place_of
from annotator.services.library.articles import live_project
from annotator.services.reports.pages import Page
from annotator.services.review.presenting import scheme_of, scheme_versions
from db import articles, work
from db.store import Store, Tx


@dataclass(frozen=True)
class Standing:
    """One sentence: how its consensus came about, and the judgements behind it.

    `how` is that of the decision, or "unanimous", "open" (they differ), "single" (one has judged), "unseen" (nobody).
    """

    how: str
    decision: Consensus | None
    judged: list[Judgement]


@dataclass(frozen=True)
class ConsensusPage:
    """An article as the consensus has it; of sentences that are open or seen by one alone it says nothing."""

    page: Page
    standing: dict[str, Standing]  # by sentence
    names: dict[str, str]  # people's, by id


def consensus_pages(store: Store, actor: Actor, project_id: str) -> Iterator[ConsensusPage]:
    """Article by article, each from a transaction of its own. Raises NotFound or Forbidden."""
    with store.read() as tx:
        project = live_project(tx, project_id)
        policy.require(actor, "read_all_work", project)
        scheme = scheme_of(tx, project)
        chosen = articles.of_project(tx, project_id)
    for article in chosen:
        with store.read() as tx:
            found = of_article(tx, project, scheme, article)
        yield found


def of_article(tx: Tx, project: Project, scheme: Scheme, article: Article) -> ConsensusPage:
    """The same for one article."""
    sentences = articles.sentences(tx, article.id)
    judged = versions.of_article(tx, article, sentences)
    decisions = {row.sentence_id: row for row in versions.live(work.of_article(tx, Consensus, article.id, CONSENSUS))}
    standing = {
        sentence.id: standing_of(decisions.get(sentence.id), judged.get(sentence.id, []), scheme)
        for sentence in sentences
    }
    agreed = [one for one in standing.values() if one.how == "unanimous"]
    rows = _Rows(tx, article, set(decisions), agreed)
    page = Page(
        project,
        scheme,
        article,
        sentences,
        CONSENSUS,
        rows.reviews(),
        rows.issues,
        rows.claims,
        rows.evidence(),
        rows.distortions(),
        {},
        scheme_versions(tx, project),
        relations=rows.own(Relation),
    )
    return ConsensusPage(page, standing, versions.names(tx))


def standing_of(decision: Consensus | None, judged: list[Judgement], scheme: Scheme) -> Standing:
    """How a sentence stands, from its live decision, if any, and its judgements."""
    if decision is not None:
        return Standing(decision.how, decision, judged)
    if len(judged) < 2:
        return Standing("single" if judged else "unseen", None, judged)
    return Standing("unanimous" if consensus.unanimous(judged, scheme) else "open", None, judged)


class _Rows:
    """The rows of what stands: those of the consensus, and of the first of those who all say the same."""

    def __init__(self, tx: Tx, article: Article, decided: set[str], agreed: Sequence[Standing]) -> None:
        self._tx, self._article, self._agreed, self._decided = tx, article, agreed, decided
        self.issues = sorted([*self.own(Issue), *(i for one in agreed for i in one.judged[0].issues)], key=_in_text)
        self.claims = sorted([*self.own(Claim), *(c for one in agreed for c in one.judged[0].claims)], key=_in_text)

    def reviews(self) -> dict[str, Review]:
        """By sentence. A score on which all agree in the rest is the mean of theirs."""
        agreed = [replace(one.judged[0].review, score=consensus.score(one.judged), note="") for one in self._agreed]
        return {review.sentence_id: review for review in (*self.own(Review), *agreed)}

    def evidence(self) -> list[Evidence]:
        """On a claim that all make, everybody's evidence."""
        theirs = self._by_claim()
        found = self.own(Evidence)
        for one in self._agreed:
            for claim in one.judged[0].claims:
                same = [claim, *(other for rest in one.judged[1:] for other in _partner(claim, rest.claims))]
                found += [replace(row, claim_id=claim.id) for mine in same for row in theirs.get(mine.id, [])]
        return found

    def distortions(self) -> list[Distortion]:
        """The consensus' own, and reviewers' wherever an end of them stands because all agree on it."""
        own = self.own(Distortion)
        standing: list[Issue | Claim] = [*self.issues, *self.claims]
        ours = {place_of(mark): mark.id for mark in standing}
        marks: dict[str, Issue | Claim] = {row.id: row for row in work.of_article(self._tx, Issue, self._article.id)}
        marks |= {row.id: row for row in work.of_article(self._tx, Claim, self._article.id)}
        known = {(link.issue_id, link.claim_id) for link in own}
        for link in versions.live(work.of_article(self._tx, Distortion, self._article.id)):
            issue, claim = ours.get(place_of(marks[link.issue_id])), ours.get(place_of(marks[link.claim_id]))
            stored = {marks[link.issue_id].sentence_id, marks[link.claim_id].sentence_id} <= self._decided
            if issue and claim and not stored and (issue, claim) not in known:
                known.add((issue, claim))
                own.append(replace(link, issue_id=issue, claim_id=claim))
        return own

    def _by_claim(self) -> dict[str, list[Evidence]]:
        found: dict[str, list[Evidence]] = {}
        for row in versions.live(work.of_article(self._tx, Evidence, self._article.id)):
            found.setdefault(row.claim_id, []).append(row)
        return found

    def own(self, kind: type[versions.W]) -> list[versions.W]:
        """The consensus' own rows of a kind in sentences that are decided."""
        rows = versions.live(work.of_article(self._tx, kind, self._article.id, CONSENSUS))
        return [row for row in rows if row.sentence_id in self._decided]


def _partner(claim: Claim, others: Sequence[Claim]) -> list[Claim]:
    return [theirs for _, theirs in paired([claim], others)[0]]


def _in_text(mark: Issue | Claim) -> tuple[int, int, str]:
    return mark.start, mark.end, mark.id
