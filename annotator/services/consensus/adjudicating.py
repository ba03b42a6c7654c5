"""Deciding what stands where reviewers differ. The reviewers' own rows are never touched: the consensus has its own."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from annotator.clock import new_id, now
from annotator.domain import consensus, reviewing
from annotator.domain.fields import checked
from annotator.domain.operations import Put, Settle, SettleAll
from annotator.domain.questions import Judgement
from annotator.domain.records import (
    CONSENSUS,
    Claim,
    Consensus,
    Distortion,
    Evidence,
    How,
    Issue,
    Relation,
    Sentence,
    State,
)
from annotator.errors import Conflict, NotFound
from annotator.services.consensus import versions
from annotator.services.review.changing import Change
from annotator.services.review.presenting import shown
from db import articles, work


def settle(change: Change, operation: Settle) -> None:
    """Makes one reviewer's version, or none, the consensus on a sentence.

    Raises Conflict where somebody else has decided since, NotFound where the reviewer has not judged it.
    """
    sentence = change.placing.sentence(operation.sentence)
    _same_revision(change, sentence, operation.revision)
    reasons = checked("consensus", {"reason": operation.reason, "note": operation.note}, change.scheme, new=False)
    judged = versions.of_sentence(change.tx, change.article, sentence)
    taken = next((one for one in judged if one.review.reviewer_id == operation.take), None)
    if operation.take is not None and taken is None:
        raise NotFound("not_found")
    _clear(change, sentence)
    if taken is None:
        _review(change, sentence, "clean", None)
        _decide(change, sentence, "none", judged, reasons)
        return
    _copy(change, taken)
    _review(change, sentence, taken.review.state, taken.review.score)
    _decide(change, sentence, "taken", judged, {**reasons, "taken_from": operation.take})


def settle_all(change: Change, operation: SettleAll) -> None:
    """Settles the sentences of the article on which reviewers differ in no more than the operation allows."""
    allowed = {name for name in ("boundaries", "severity") if getattr(operation, name) is not None}
    sentences = articles.sentences(change.tx, change.article.id)
    judged = versions.of_article(change.tx, change.article, sentences)
    for sentence in sentences:
        differing = consensus.differ_in(judged.get(sentence.id, ()), change.scheme)
        if differing and differing <= allowed and not decided(work.consensus_on(change.tx, sentence.id)):
            _merge(change, sentence, judged[sentence.id], operation)


def edit(change: Change, operation: Put) -> None:
    """Changes what the consensus says, or why it was decided so; whoever edits has decided."""
    if operation.kind == "consensus":
        sentence = change.placing.sentence(operation.thing)
        current = _same_revision(change, sentence, operation.revision)
        if current is None:
            raise NotFound("not_found")
        change.write(current, replace(current, **checked("consensus", operation.fields, change.scheme, new=False)))
        return
    change.put(operation)
    keep_decided(change)


def keep_decided(change: Change) -> None:
    """Whoever changes what stands in a sentence has decided on it."""
    for sentence_id in dict.fromkeys(event.sentence_id for event in change.events if event.sentence_id):
        current = work.consensus_on(change.tx, sentence_id)
        if not decided(current) or current is None or current.how != "edited" or current.decided_by != change.actor.id:
            sentence = change.placing.sentence(sentence_id)
            judged = versions.of_sentence(change.tx, change.article, sentence)
            _decide(change, sentence, "edited", judged, _kept(current))


def decided(current: Consensus | None) -> bool:
    """Whether somebody has decided, and not taken it back."""
    return current is not None and current.retired_at is None


def _same_revision(change: Change, sentence: Sentence, seen: int) -> Consensus | None:
    """The decision that stands; the revision of one that was taken back counts too, so that an undo is noticed."""
    current = work.consensus_on(change.tx, sentence.id)
    if (current.revision if current else 0) != seen:
        raise Conflict("conflict", current=shown(current, change.scheme) if current else None)
    return current if decided(current) else None


def _clear(change: Change, sentence: Sentence) -> None:
    marks: list[Issue | Claim] = [
        *work.of_sentence(change.tx, Issue, sentence.id),
        *work.of_sentence(change.tx, Claim, sentence.id),
    ]
    for mark in marks:
        if mark.reviewer_id == CONSENSUS and mark.retired_at is None:
            change.retire(mark, True)


def _copy(change: Change, taken: Judgement) -> None:
    issues = {issue.id: _add(change, issue) for issue in taken.issues}
    claims = {claim.id: _add(change, claim) for claim in taken.claims}
    for claim in taken.claims:
        for resting in work.resting_on(change.tx, claim):
            if isinstance(resting, Evidence | Relation):
                _add(change, resting, claim_id=claims[claim.id].id)
    _link(change, taken, issues, claims)


def _link(change: Change, taken: Judgement, issues: dict[str, Any], claims: dict[str, Any]) -> None:
    """Distortions come along once both their ends stand in the consensus, here or in a sentence settled before."""
    marks: list[Issue | Claim] = [*taken.issues, *taken.claims]
    links = [link for mark in marks for link in work.resting_on(change.tx, mark)]
    for link in {link.id: link for link in links if isinstance(link, Distortion)}.values():
        issue = issues.get(link.issue_id) or _counterpart(change, Issue, link.issue_id)
        claim = claims.get(link.claim_id) or _counterpart(change, Claim, link.claim_id)
        if issue is not None and claim is not None:
            _add(change, link, issue_id=issue.id, claim_id=claim.id, sentence_id=claim.sentence_id)


def _counterpart(change: Change, kind: type[Any], id: str) -> Any:
    """The mark of the consensus at the place of a reviewer's mark."""
    theirs = work.get(change.tx, kind, id)
    if theirs is None:
        return None
    ours = versions.live(work.of_sentence(change.tx, kind, theirs.sentence_id))
    place = versions.place_of(theirs)
    return next((row for row in ours if row.reviewer_id == CONSENSUS and versions.place_of(row) == place), None)


def _add(change: Change, row: Any, **ends: str) -> Any:
    return change.write(None, replace(row, id=new_id(), reviewer_id=CONSENSUS, **ends))


def _merge(change: Change, sentence: Sentence, judged: Sequence[Judgement], operation: SettleAll) -> None:
    _clear(change, sentence)
    _copy(change, replace(judged[0], issues=()))
    for issue in consensus.merged(judged, change.scheme, operation.boundaries, operation.severity):
        quote = reviewing.quote_of(change.article, issue.side, issue.start, issue.end, point=True)
        _add(change, replace(issue, quote=quote))
    _review(change, sentence, judged[0].review.state, consensus.score(judged))
    _decide(change, sentence, "bulk", judged, {})


def _review(change: Change, sentence: Sentence, state: State, score: int | None) -> None:
    current = work.review_of(change.tx, sentence.id, CONSENSUS)
    blank = current or change.blank_review(sentence.id)
    change.write(current, replace(blank, state=state, skip_reason=None, score=score))


def _decide(change: Change, sentence: Sentence, how: How, judged: Sequence[Judgement], facts: dict[str, Any]) -> None:
    current = work.consensus_on(change.tx, sentence.id)
    record = Consensus(
        id=current.id if current else new_id(),
        article_id=change.article.id,
        sentence_id=sentence.id,
        reviewer_id=CONSENSUS,
        how=how,
        taken_from=facts.get("taken_from"),
        reason=facts.get("reason"),
        note=facts.get("note", ""),
        decided_by=change.actor.id or None,
        decided_at=now(),
        reviews=tuple(f"{one.review.id}:{one.review.revision}" for one in judged),
        revision=0,
        updated_at=now(),
        retired_at=None,
    )
    change.write(current, record)


def _kept(current: Consensus | None) -> dict[str, Any]:
    if current is None or not decided(current):
        return {}
    return {"reason": current.reason, "note": current.note, "taken_from": current.taken_from}
