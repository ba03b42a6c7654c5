"""What a claim asks for before it may be called checked, what its record still lacks, how its status may change."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from annotator.domain.records import Claim, Distortion, Evidence
from annotator.domain.verdicts import MISTRANSLATED
from annotator.errors import Invalid

CHECKED, REOPENED = "checked", "reopened"
BEARING = ("supports", "refutes")  # the stances of evidence that bears on a claim
Need = Literal["verdict", "rationale", "evidence", "issue"]
Lack = Literal[
    "verdict",
    "rationale",
    "evidence",
    "issue",
    "statement",
    "claimant",
    "claimed_on",
    "kinds",
    "checkability",
    "source",
    "verdict_in_source",
    "address",
]


def needs(claim: Claim, evidence: Iterable[Evidence], distortions: Sequence[Distortion]) -> tuple[Need, ...]:
    """What the claim needs before it may be called checked; rows that were retired don't count."""
    found: list[Need] = []
    if claim.verdict is None:
        found.append("verdict")
    if not claim.rationale.strip():
        found.append("rationale")
    if not any(row.stance in BEARING for row in evidence if row.retired_at is None):
        found.append("evidence")
    if claim.verdict == MISTRANSLATED and not any(link.retired_at is None for link in distortions):
        found.append("issue")
    return tuple(found)


def lacks(
    claim: Claim, evidence: Sequence[Evidence], distortions: Sequence[Distortion], has_source: bool
) -> tuple[Lack, ...]:
    """What the whole record lacks: what checking needs, then what else somebody would ask for."""
    found: list[Lack] = list(needs(claim, evidence, distortions))
    empty: tuple[tuple[bool, Lack], ...] = (
        (not claim.statement.strip(), "statement"),
        (not claim.claimant.strip(), "claimant"),
        (not claim.claimed_on, "claimed_on"),
        (not claim.kinds, "kinds"),
        (claim.checkability is None, "checkability"),
        (has_source and claim.source_start is None, "source"),
        (has_source and claim.verdict is not None and claim.verdict_in_source is None, "verdict_in_source"),
        (any(not row.url and not row.file_hash for row in evidence if row.retired_at is None), "address"),
    )
    return (*found, *(name for missing, name in empty if missing))


def stepped(before: Claim | None, after: Claim) -> Claim:
    """The claim as a person's change leaves it: a reason to reopen is spent once it is checked again.

    Raises Invalid: "claim_never_checked", "claim_reopen_reason", or "claim_reopen_first" where what is checked would go
    elsewhere, or get another verdict, without being reopened.
    """
    was, became = before.status if before else "", after.status
    if became == REOPENED and was not in (CHECKED, REOPENED):
        raise Invalid("claim_never_checked")
    if was != CHECKED or before is None:
        return replace(after, reopen_reason="") if became == CHECKED else after
    if became == REOPENED and not after.reopen_reason.strip():
        raise Invalid("claim_reopen_reason")
    same = (before.verdict, before.verdict_in_source) == (after.verdict, after.verdict_in_source)
    if became not in (CHECKED, REOPENED) or (became == CHECKED and not same):
        raise Invalid("claim_reopen_first")
    return after


def require_ready(now: tuple[Need, ...], before: tuple[Need, ...]) -> None:
    """Raises Invalid("claim_needs_…") for the first thing that a checked claim needs and did not need before."""
    fresh = next((need for need in now if need not in before), None)
    if fresh is not None:
        raise Invalid(f"claim_needs_{fresh}")


def is_later(evidence: Evidence, claim: Claim) -> bool:
    """Whether a source was published after the claim was made, as far as both dates are known."""
    said, published = claim.claimed_on, evidence.published_on
    length = min(len(said), len(published))
    return length >= len("2026") and published[:length] > said[:length]


def problems(evidence: Evidence, claim: Claim) -> tuple[str, ...]:
    """The record's flags, that which follows from the dates included."""
    return (*evidence.problems, "later_than_claim") if is_later(evidence, claim) else evidence.problems
