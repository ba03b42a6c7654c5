"""Correcting which part of the source stands beside each sentence of a stored article."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from annotator.domain.align import Link
from annotator.domain.alignment_edits import edited
from annotator.domain.policy import Action, Actor
from annotator.domain.records import Article, Project, Sentence
from annotator.domain.segment import Range, segment
from annotator.errors import Conflict, Invalid
from annotator.services.review.annotating import opened
from annotator.services.review.changing import Change
from db import articles, work
from db.operations import Event, record_events
from db.store import Store, Tx

Part = Range | None
"""The range of the source text that a sentence translates, in code points; None where it has no source."""


@dataclass(frozen=True)
class Aligned:
    """An article's sentences, the source sentences, and which of these stand beside which."""

    article: Article
    sentences: list[Sentence]
    source: list[Range]
    parts: list[Part]


def alignment(store: Store, actor: Actor, article_id: str) -> Aligned:
    """How an article is aligned, for those who may see it."""
    return _aligned(store, actor, article_id, "see")


def edit_alignment(
    store: Store, actor: Actor, article_id: str, seen: Sequence[Part], index: int, edit: str
) -> list[Part]:
    """One edit of `alignment_edits.EDITS` to the sentence at `index`; gives back the parts as they now are.

    Raises Conflict when somebody else has changed the alignment since it was `seen`, Invalid for an impossible edit.
    """
    found = _aligned(store, actor, article_id, "edit")
    _same(found.parts, seen)
    links = edited(_links(found), index, edit, len(found.source))
    parts = [_joined(found.source, link) for link in links]
    set_alignment(store, actor, article_id, seen, parts)
    return parts


def set_alignment(
    store: Store, actor: Actor, article_id: str, seen: Sequence[Part], parts: Sequence[Part]
) -> list[Sentence]:
    """Sets the part of the source that each sentence translates; setting what was there before undoes it.

    Marks on the source side stay where they are in the text and go to the sentence whose part they begin in. Raises
    Conflict when somebody else has changed the alignment since it was `seen`, Invalid when parts are out of order.
    """
    with store.write(article_id) as tx:
        article, project = opened(tx, actor, article_id, "edit")
        old = articles.sentences(tx, article_id)
        _same([_part(sentence) for sentence in old], seen)
        _check(article, len(old), parts)
        new = [_with_part(sentence, part) for sentence, part in zip(old, parts, strict=True)]
        before = work.issue_counts(tx, article_id)
        for was, sentence in zip(old, new, strict=True):
            if was != sentence:
                articles.put_sentence(tx, sentence)
        work.place_marks(tx, article_id, new)
        events = [_event(article, old, new), *_settled(tx, actor, article, project, before)]
        record_events(tx, actor.id or None, events)
        return new


def _aligned(store: Store, actor: Actor, article_id: str, action: Action) -> Aligned:
    with store.read() as tx:
        article, _ = opened(tx, actor, article_id, action)
        sentences = articles.sentences(tx, article_id)
    parts = [_part(sentence) for sentence in sentences]
    return Aligned(article, sentences, _source_sentences(article, parts), parts)


def _settled(
    tx: Tx, actor: Actor, article: Article, project: Project, before: dict[tuple[str, str], int]
) -> list[Event]:
    """Makes the reviews of sentences that issues came to or left say so."""
    after = work.issue_counts(tx, article.id)
    events: list[Event] = []
    for sentence, reviewer in sorted(before.keys() | after.keys()):
        if before.get((sentence, reviewer)) != after.get((sentence, reviewer)):
            change = Change(tx, actor, article, project, reviewer)
            change.settle(sentence)
            events += change.events
    return events


def _same(stands: Sequence[Part], seen: Sequence[Part]) -> None:
    if list(stands) != [None if part is None else (part[0], part[1]) for part in seen]:
        raise Conflict("alignment_overtaken", current=None)


def _check(article: Article, count: int, parts: Sequence[Part]) -> None:
    """Raises Invalid("alignment_bad") unless there is a part for each sentence, in the order of the source."""
    given = [part for part in parts if part is not None]
    if len(parts) != count:
        raise Invalid("alignment_bad")
    for start, end in given:
        if not 0 <= start < end <= len(article.source_text) or not article.source_text[start:end].strip():
            raise Invalid("alignment_bad")
    if any(one[0] > next_[0] or one[1] > next_[1] for one, next_ in pairwise(given)):
        raise Invalid("alignment_bad")


def _source_sentences(article: Article, parts: Sequence[Part]) -> list[Range]:
    """The source's sentences, cut where a part begins or ends too."""
    text = article.source_text
    edges = {0, len(text), *(edge for part in parts if part for edge in part)}
    found: list[Range] = []
    for first, last in pairwise(sorted(edges)):
        cut = segment(text[first:last], article.source_language)
        found += [(first + start, first + end) for start, end in cut]
    return found


def _links(found: Aligned) -> list[Link]:
    links, reach = list[Link](), 0
    for part in found.parts:
        inside = [n for n, (start, end) in enumerate(found.source) if part and part[0] <= start and end <= part[1]]
        links.append((inside[0], inside[-1] + 1) if inside else (reach, reach))
        reach = links[-1][1]
    return links


def _joined(source: Sequence[Range], link: Link) -> Part:
    first, end = link
    return (source[first][0], source[end - 1][1]) if first < end else None


def _part(sentence: Sentence) -> Part:
    if sentence.source_start is None or sentence.source_end is None:
        return None
    return sentence.source_start, sentence.source_end


def _with_part(sentence: Sentence, part: Part) -> Sentence:
    start, end = part or (None, None)
    return replace(sentence, source_start=start, source_end=end)


def _event(article: Article, old: Sequence[Sentence], new: Sequence[Sentence]) -> Event:
    before, after = (
        {"alignment": [[s.id, s.source_start, s.source_end] for s in sentences]} for sentences in (old, new)
    )
    return Event("article", article.id, "changed", before, after, None, article.id)
