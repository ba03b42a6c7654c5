"""The rules that keep a reviewer's work coherent."""

from dataclasses import replace

from annotator.domain.records import Article, Review, Side, State
from annotator.errors import Invalid


def settled(review: Review, issues: int) -> Review:
    """The review as its issues make it: with issues the state is "issues", without them it can't be.

    A sentence whose last issue was retired is in progress again: nobody has said that it is clean.
    """
    state: State = review.state
    if issues:
        state = "issues"
    elif state == "issues":
        state = "in_progress"
    return replace(review, state=state, skip_reason=review.skip_reason if state == "skipped" else None)


def check_judgement(review: Review, issues: int) -> None:
    """Raises Invalid when a sentence is called clean or skipped while issues stand in it, or skipped for no reason."""
    if review.state in ("clean", "skipped") and issues:
        raise Invalid(f"{review.state}_with_issues", count=issues)
    if review.state == "skipped" and review.skip_reason is None:
        raise Invalid("skip_without_reason")


def quote_of(article: Article, side: Side, start: int, end: int, *, point: bool = False) -> str:
    """The text that a mark covers. Only a point mark (an omission) may be empty.

    Raises Invalid("mark_outside") or Invalid("mark_empty").
    """
    text = article.text if side == "translation" else article.source_text
    if not 0 <= start <= end <= len(text):
        raise Invalid("mark_outside")
    if not text[start:end].strip() and not (point and start == end):
        raise Invalid("mark_empty")
    return text[start:end]
