"""Which claims of an article are disputed: only what has been handed in counts, so that nobody learns of it before."""

from annotator.domain.disputes import disputed
from annotator.domain.records import CONSENSUS, Claim, Consensus
from db import submissions, work
from db.store import Tx


def in_article(tx: Tx, article_id: str) -> frozenset[str]:
    """The ids of the disputed claims of an article."""
    handed_in = {one.reviewer_id for one in submissions.of_articles(tx, [article_id]) if one.submitted_at is not None}
    claims = [
        claim
        for claim in work.of_article(tx, Claim, article_id)
        if claim.retired_at is None and claim.reviewer_id in handed_in
    ]
    decisions = work.of_article(tx, Consensus, article_id, CONSENSUS)
    return disputed(claims, {row.sentence_id for row in decisions if row.retired_at is None})
