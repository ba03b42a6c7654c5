"""What there is to settle in a project, the worst first, and one sentence with everybody's version of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from annotator.domain import policy
from annotator.domain.consensus import differ_in
from annotator.domain.disagreement import disagreements
from annotator.domain.policy import Actor
from annotator.domain.questions import Judgement
from annotator.domain.records import CONSENSUS, Article, Claim, Evidence, Issue, Project, Sentence
from annotator.domain.scheme import Scheme
from annotator.domain.text import direction
from annotator.errors import NotFound
from annotator.services.consensus import consensus_pages
from annotator.services.consensus.adjudicating import decided
from annotator.services.consensus.consensus_pages import ConsensusPage, Standing, standing_of
from annotator.services.consensus.versions import live, names, of_sentence
from annotator.services.library.articles import live_project
from annotator.services.remembering import Remembered
from annotator.services.review.annotating import opened
from annotator.services.review.presenting import scheme_of, shown
from db import articles, operations, work
from db.store import Store, Tx

_LISTED = 500
_ACTS_KEPT = 200
_LISTS = ("issue_category", "severity", "verdict", "claim_status", "consensus_reason")


@dataclass(frozen=True)
class Open:
    """A sentence on which two reviewers or more have judged, and do not say the same or somebody has decided."""

    article: str
    title: str
    sentence: str
    number: int
    how: str
    revision: int
    kinds: tuple[str, ...]
    harm: int
    little: bool  # they differ in the ends of marks, or one step of severity, and nothing else


@dataclass(frozen=True)
class _Part:
    """An article's part of the list: its open sentences, and how many stand how."""

    rows: list[Open]
    counts: Counter[str]


_remembered: Remembered[_Part] = Remembered(most=1_000)


def queue(
    store: Store, actor: Actor, project_id: str, language: str, since: datetime, article: str = "", kind: str = ""
) -> dict[str, Any]:
    """The sentences to settle, those that differ before those that are decided, as JSON values.

    `article` and `kind` choose among them. Undo reaches back to `since`. Raises NotFound or Forbidden.
    """
    with store.read() as tx:
        project = live_project(tx, project_id)
        policy.require(actor, "adjudicate", project)
        scheme = scheme_of(tx, project)
        at = str(store.engine.url), project.scheme_id
        parts = [_of_article(tx, at, project, scheme, one) for one in articles.of_project(tx, project_id)]
        rows, counts = [row for part in parts for row in part.rows], sum((part.counts for part in parts), Counter())
        chosen = [row for row in rows if article in ("", row.article) and (not kind or kind in row.kinds)]
        in_order = sorted(chosen, key=lambda row: (row.how != "open", -row.harm))
        return {
            "project": {"id": project.id, "name": project.name},
            "articles": {row.article: row.title for row in rows},
            "counts": {name: counts[name] for name in ("open", "decided", "unanimous", "waiting")},
            "kinds": Counter(kind for row in rows if row.how == "open" for kind in row.kinds),
            "little": sorted({row.article for row in rows if row.how == "open" and row.little}),
            "sentences": [vars(row) for row in in_order[:_LISTED]],
            "more": max(len(in_order) - _LISTED, 0),
            "acts": _acts(tx, actor, project_id, since),
            "scheme": {name: scheme.to_plain(language)[name] for name in _LISTS},
        }


def versions(store: Store, actor: Actor, article_id: str, sentence_id: str) -> dict[str, Any]:
    """A sentence with each reviewer's version and what stands, as JSON values; marks are placed in the sentence."""
    with store.read() as tx:
        article, project = opened(tx, actor, article_id, "adjudicate")
        scheme = scheme_of(tx, project)
        sentence = articles.sentence(tx, sentence_id)
        if sentence is None or (sentence.id, sentence.article_id) != (sentence_id, article_id):
            raise NotFound("not_found")
        judged, current = of_sentence(tx, article, sentence), work.consensus_on(tx, sentence_id)
        standing = standing_of(current if decided(current) else None, judged, scheme)
        evidence = Counter(row.claim_id for row in live(work.of_sentence(tx, Evidence, sentence_id)))
        sees = _Sentence(sentence, scheme, evidence)
        decision = standing.decision
        return {
            "sentence": _text(article, sentence),
            "how": standing.how,
            "revision": current.revision if current else 0,
            "decision": shown(decision, scheme) if decision else None,
            "decided_by": names(tx).get(decision.decided_by or "", "") if decision else "",
            "consensus": _consensus(tx, sees, standing),
            "versions": [sees.version(one) for one in judged],
            "differences": [
                {"kind": one.kind, "harm": one.harm, "reviewers": [one.first.reviewer, one.second.reviewer]}
                for one in disagreements(judged, scheme)
            ],
        }


@dataclass(frozen=True)
class _Sentence:
    """A sentence as the browser gets it, its marks placed in it; `evidence` counts records by claim."""

    sentence: Sentence
    scheme: Scheme
    evidence: Counter[str]

    def version(self, one: Judgement) -> dict[str, Any]:
        """A reviewer's version of it."""
        about: dict[str, Any] = {"reviewer": one.review.reviewer_id, "name": one.reviewer, "state": one.review.state}
        return {**about, "score": one.review.score, "note": one.review.note, **self.marks(one.issues, one.claims)}

    def marks(self, issues: Sequence[Issue], claims: Sequence[Claim]) -> dict[str, list[dict[str, Any]]]:
        """Issues and claims with places counted from the sentence's start."""
        counted = [self._placed(claim) | {"evidence": self.evidence[claim.id]} for claim in claims]
        return {"issues": [self._placed(issue) for issue in issues], "claims": counted}

    def _placed(self, mark: Issue | Claim) -> dict[str, Any]:
        in_source = isinstance(mark, Issue) and mark.side == "source"
        first = (self.sentence.source_start or 0) if in_source else self.sentence.start
        return shown(mark, self.scheme) | {"start": mark.start - first, "end": mark.end - first}


def _consensus(tx: Tx, sees: _Sentence, standing: Standing) -> dict[str, Any]:
    """What stands in a sentence: nothing while reviewers differ and nobody has decided."""
    if standing.how == "unanimous":
        return sees.version(standing.judged[0])
    review = work.review_of(tx, sees.sentence.id, CONSENSUS) if standing.decision else None
    if review is None:
        return {"state": None, "issues": [], "claims": []}
    issues = [row for row in live(work.of_sentence(tx, Issue, sees.sentence.id)) if row.reviewer_id == CONSENSUS]
    claims = [row for row in live(work.of_sentence(tx, Claim, sees.sentence.id)) if row.reviewer_id == CONSENSUS]
    return {"state": review.state, "score": review.score, **sees.marks(issues, claims)}


def _text(article: Article, sentence: Sentence) -> dict[str, Any]:
    return {
        "article": article.id,
        "id": sentence.id,
        "text": article.text[sentence.start : sentence.end],
        "direction": direction(article.language),
        "language": article.language,
        "source": article.source_text[sentence.source_start or 0 : sentence.source_end or 0],
        "source_direction": direction(article.source_language),
        "source_language": article.source_language,
    }


def _of_article(tx: Tx, at: tuple[str, str], project: Project, scheme: Scheme, article: Article) -> _Part:
    """An article's part of the list; remembered until something happens in it, or the scheme is another."""

    def part() -> _Part:
        found = consensus_pages.of_article(tx, project, scheme, article)
        opened = (_open(found, id) for id in found.page.numbers)
        return _Part([row for row in opened if row is not None], _counts(found))

    return _remembered.get((*at, article.id, operations.newest_of_article(tx, article.id)), part)


def _counts(found: ConsensusPage) -> Counter[str]:
    names = {"open": "open", "unanimous": "unanimous", "single": "waiting", "unseen": "waiting"}
    return Counter(names.get(one.how, "decided") for one in found.standing.values())


def _open(found: ConsensusPage, sentence_id: str) -> Open | None:
    standing, page = found.standing[sentence_id], found.page
    if standing.how in ("unanimous", "single", "unseen"):
        return None
    differing = disagreements(standing.judged, page.scheme)
    return Open(
        article=page.article.id,
        title=page.article.title,
        sentence=sentence_id,
        number=page.numbers[sentence_id],
        how=standing.how,
        revision=standing.decision.revision if standing.decision else 0,
        kinds=tuple(dict.fromkeys(one.kind for one in differing)),
        harm=max((one.harm for one in differing), default=1),
        little=bool(differ_in(standing.judged, page.scheme)),
    )


def _acts(tx: Tx, actor: Actor, project_id: str, since: datetime) -> list[dict[str, Any]]:
    """The actor's latest decisions, the oldest first."""
    done = operations.on_consensus(tx, actor.id, project_id, since, _ACTS_KEPT)
    return [{"id": one.id, "undoes": one.undoes, "article": one.article_id} for one in done]
