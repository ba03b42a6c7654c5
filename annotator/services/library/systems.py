"""Translation systems side by side, from what reviewers marked in their articles.

The mean of a system's items, each the mean of its ratings' penalties, follows Freitag et al. 2021 (arXiv 2104.14478).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import fmean

from annotator.domain import scoring
from annotator.domain.questions import JUDGED
from annotator.services.reports.pages import Page
from exports.columns import Row


@dataclass
class _System:
    """What is counted of one system."""

    project: str
    weights: str
    penalties: dict[str, list[float]] = field(default_factory=dict)  # by sentence, one for each rating
    words: dict[tuple[str, int | None, int | None], int] = field(default_factory=dict)  # by article and part of source
    issues: int = 0


def system_rows(pages: Iterable[Page]) -> Iterator[Row]:
    """The rows of the report `systems`, the best first; a system that nobody has judged comes last."""
    systems: dict[str, _System] = {}
    for page in pages:
        _count(page, systems.setdefault(page.article.system, _System(page.project.name, page.weights)))
    rows = [_row(name, system) for name, system in systems.items()]
    yield from sorted(rows, key=lambda row: (row["mean"] is None, row["mean"] or 0, row["system"]))


def _count(page: Page, system: _System) -> None:
    for sentence in page.sentences:
        review = page.reviews.get(sentence.id)
        if review is None or review.state not in JUDGED:
            continue
        standing = page.issues_in.get(sentence.id, [])
        penalty = scoring.penalty(standing, page.scheme, page.project.weights)
        system.penalties.setdefault(sentence.id, []).append(penalty)
        system.issues += len(standing)
        part = (page.article.id, sentence.source_start, sentence.source_end)
        system.words[part] = scoring.count_words(page.source(sentence))


def _row(name: str, system: _System) -> Row:
    total = round(sum(map(sum, system.penalties.values())), 6)
    words = sum(system.words.values())
    per_100_words = scoring.per_100_words(total, words)
    return {
        "project": system.project,
        "system": name,
        "weights": system.weights,
        "items": len(system.penalties),
        "ratings": sum(map(len, system.penalties.values())),
        "issues": system.issues,
        "sum": total,
        "mean": round(fmean(map(fmean, system.penalties.values())), 6) if system.penalties else None,
        "source_words": words,
        "per_100_words": per_100_words,
        "raw_quality": None if per_100_words is None else round(100 - per_100_words, 6),
    }
