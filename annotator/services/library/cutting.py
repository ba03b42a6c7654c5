"""Cutting a stored article's sentences anew, with everybody's work carried over."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotator.clock import new_id, now
from annotator.domain import recutting
from annotator.domain.align import align, covering
from annotator.domain.plain import to_plain
from annotator.domain.policy import Actor
from annotator.domain.records import Article, Review, Sentence
from annotator.domain.recutting import Range, Recut
from annotator.domain.segment import segment
from annotator.errors import Conflict
from annotator.services.review.annotating import opened
from db import articles, comments, work
from db.operations import Event, record_events
from db.store import Store, Tx


def recut_article(
    store: Store, actor: Actor, article_id: str, seen: Sequence[Range], ranges: Sequence[Range]
) -> list[Sentence]:
    """Replaces the sentences of an article. `seen` is the cut that the change was made from.

    Raises Conflict when somebody else has cut the article since, Invalid when the ranges leave text out.
    """
    with store.write(article_id) as tx:
        article, _ = opened(tx, actor, article_id, "edit")
        old = articles.sentences(tx, article_id)
        if [(sentence.start, sentence.end) for sentence in old] != [tuple(pair) for pair in seen]:
            raise Conflict("cut_overtaken", current=None)
        recutting.check(article.text, ranges, seen)
        plan = recutting.recut(old, ranges, new_id)
        sentences = _with_source(article, plan)
        events = [_event(article, old, sentences), *_carry_over(tx, article, plan, sentences)]
        record_events(tx, actor.id or None, events)
        return sentences


def _with_source(article: Article, plan: Recut) -> list[Sentence]:
    """Joined sentences get the source of all their parts; the pieces of a split one share its source out.

    Sentences that shared their source before go on doing so.
    """
    sentences = [_joined_source(sentence, plan.parts[sentence.id]) for sentence in plan.sentences]
    pieces: dict[tuple[tuple[str, ...], int, int], list[int]] = {}
    for index, sentence in enumerate(sentences):
        if sentence.source_start is not None and sentence.source_end is not None:
            whole = tuple(part.id for part in plan.parts[sentence.id])
            pieces.setdefault((whole, sentence.source_start, sentence.source_end), []).append(index)
    for (_, start, end), indexes in pieces.items():
        if len(indexes) > 1:
            _share(article, sentences, indexes, start, end)
    return sentences


def _joined_source(sentence: Sentence, parts: Sequence[Sentence]) -> Sentence:
    starts = [part.source_start for part in parts if part.source_start is not None]
    ends = [part.source_end for part in parts if part.source_end is not None]
    return replace(sentence, source_start=min(starts, default=None), source_end=max(ends, default=None))


def _share(article: Article, sentences: list[Sentence], indexes: list[int], start: int, end: int) -> None:
    source = segment(article.source_text[start:end], article.source_language)
    targets = [article.text[sentences[index].start : sentences[index].end] for index in indexes]
    links = covering(align([article.source_text[start + a : start + b] for a, b in source], targets), len(source))
    for index, (first, last) in zip(indexes, links, strict=True):
        found = (start + source[first][0], start + source[last - 1][1]) if first < last else (None, None)
        sentences[index] = replace(sentences[index], source_start=found[0], source_end=found[1])


def _carry_over(tx: Tx, article: Article, plan: Recut, sentences: Sequence[Sentence]) -> list[Event]:
    before = work.of_article(tx, Review, article.id)
    for sentence in sentences:
        articles.put_sentence(tx, sentence)
    for sentence in plan.retired:
        articles.retire_sentence(tx, sentence.id)
    work.place_marks(tx, article.id, sentences)
    comments.follow(tx, plan.retired)
    issues = work.issue_counts(tx, article.id)
    by_place = {(review.sentence_id, review.reviewer_id): review for review in before}
    events = []
    for sentence in sentences:
        parts = plan.parts[sentence.id]
        if [(part.start, part.end) for part in parts] != [(sentence.start, sentence.end)]:
            events += [event for part in parts for event in _reopened(tx, part)]
            for reviewer in dict.fromkeys(review.reviewer_id for review in before):
                mine = [by_place.get((part.id, reviewer)) for part in parts]
                if any(mine):
                    count = issues.get((sentence.id, reviewer), 0)
                    events.append(_carry_review(tx, sentence, reviewer, mine, count))
    return events


def _reopened(tx: Tx, part: Sentence) -> Iterator[Event]:
    """What was decided on a sentence does not stand for another one: the consensus on it is taken back."""
    decision = work.consensus_on(tx, part.id)
    if decision is not None and decision.retired_at is None:
        after = replace(decision, retired_at=now(), updated_at=now(), revision=decision.revision + 1)
        work.change(tx, after)
        plain = to_plain(decision), to_plain(after)
        yield Event("consensus", decision.id, "retired", *plain, part.id, part.article_id)


def _carry_review(tx: Tx, sentence: Sentence, reviewer: str, parts: Sequence[Review | None], issues: int) -> Event:
    judged = [review for review in parts if review is not None]
    own = next((review for review in judged if review.sentence_id == sentence.id), None)
    joined = len(parts) > 1
    base = own or replace(judged[0], id=new_id(), revision=0, note="", flagged=False, score=None)
    state = recutting.carried(parts, issues)
    after = replace(
        base,
        sentence_id=sentence.id,
        state=state,
        skip_reason=judged[0].skip_reason if state == "skipped" else None,
        note="\n".join(review.note for review in judged if review.note) if joined else base.note,
        flagged=any(review.flagged for review in judged) if joined else base.flagged,
        score=base.score if not joined or len({review.score for review in judged}) == 1 else None,
        revision=base.revision + 1,
        updated_at=now(),
    )
    (work.change if own else work.add)(tx, after)
    return Event(
        "review",
        after.id,
        "changed" if own else "added",
        to_plain(own) if own else None,
        to_plain(after),
        sentence.id,
        sentence.article_id,
    )


def _event(article: Article, old: Sequence[Sentence], new: Sequence[Sentence]) -> Event:
    before, after = ({"sentences": [[s.id, s.start, s.end] for s in cut]} for cut in (old, new))
    return Event("article", article.id, "changed", before, after, None, article.id)
