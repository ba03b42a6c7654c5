"""The consensus as rows of reports: what stands, and beside each decided label how reviewers' labels were spread."""

from collections.abc import Callable, Iterator

from annotator.domain.consensus import distribution
from annotator.domain.disagreement import paired
from annotator.domain.policy import Actor
from annotator.domain.questions import Judgement
from annotator.domain.records import Claim, Issue
from annotator.services.consensus.consensus_pages import ConsensusPage, Standing, consensus_pages
from annotator.services.reports.pages import Page
from db.store import Store
from exports.columns import Row

NONE = "none"  # a reviewer who judged the sentence and has no such mark there


def consensus_rows(store: Store, actor: Actor, project_id: str) -> Iterator[Row]:
    """The rows of the report `consensus`: one for each sentence."""
    for found in consensus_pages(store, actor, project_id):
        for sentence in found.page.sentences:
            standing, review = found.standing[sentence.id], found.page.reviews.get(sentence.id)
            yield {
                **found.page.of_sentence(sentence.id),
                **_how(found, standing),
                "state": review.state if review else None,
                "state_distribution": _states(standing),
                "issues": len(found.page.issues_in.get(sentence.id, [])),
                "claims": len(found.page.claims_in.get(sentence.id, [])),
                "sentence_id": sentence.id,
                "reviews": "|".join(standing.decision.reviews if standing.decision else _reviews(standing)),
            }


def with_distributions(
    store: Store, actor: Actor, project_id: str, name: str, rows_of: Callable[[Page], Iterator[Row]]
) -> Iterator[Row]:
    """The rows of a reviewers' report made of the consensus, with how it came about and how labels were spread."""
    for found in consensus_pages(store, actor, project_id):
        by_number = {number: found.standing[id] for id, number in found.page.numbers.items()}
        standing_marks: list[Issue | Claim] = [*found.page.issues, *found.page.claims]
        marks = {mark.id: mark for mark in standing_marks}
        for row in rows_of(found.page):
            number = row.get("sentence_no")
            if number is None:
                yield row
                continue
            standing = by_number[int(number)]
            more = {"state_distribution": _states(standing)} if name == "sentences" else {}
            if name in ("issues", "claims"):
                more = _spread(name, marks[str(row[f"{name[:-1]}_id"])], standing)
            yield {**row, **_how(found, standing), **more}


def _how(found: ConsensusPage, standing: Standing) -> dict[str, str | None]:
    decision = standing.decision
    if decision is None:
        last = max((one.review.updated_at for one in standing.judged), default=None)
        at = last.isoformat() if last and standing.how == "unanimous" else None
        undecided = dict.fromkeys(("taken_from", "decided_by", "reason", "consensus_note"))
        return {"consensus": standing.how, "decided_at": at, **undecided}
    return {
        "consensus": standing.how,
        "taken_from": found.names.get(decision.taken_from or ""),
        "decided_by": found.names.get(decision.decided_by or ""),
        "decided_at": decision.decided_at.isoformat(),
        "reason": decision.reason,
        "consensus_note": decision.note,
    }


def _states(standing: Standing) -> str:
    return distribution([one.review.state for one in standing.judged])


def _reviews(standing: Standing) -> list[str]:
    return [f"{one.review.id}:{one.review.revision}" for one in standing.judged]


def _spread(name: str, mark: Issue | Claim, standing: Standing) -> dict[str, str]:
    """How the reviewers who judged the sentence labelled this place."""
    theirs = [_at(mark, one) for one in standing.judged]
    labels = ("category", "severity") if name == "issues" else ("verdict", "verdict_in_source")
    return {
        f"{label}_distribution": distribution([NONE if one is None else getattr(one, label) for one in theirs])
        for label in labels
    }


def _at(mark: Issue | Claim, judgement: Judgement) -> Issue | Claim | None:
    """A reviewer's mark at the place of this one."""
    if isinstance(mark, Issue):
        return next((theirs for _, theirs in paired([mark], judgement.issues)[0]), None)
    return next((theirs for _, theirs in paired([mark], judgement.claims)[0]), None)
