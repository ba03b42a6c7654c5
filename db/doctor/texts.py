"""Articles: the text is the one that came, the sentences cover it in order, every mark quotes it, and every review
says what its issues say."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from annotator.domain.known import Resemblance
from annotator.domain.records import Claim, Issue, Review
from annotator.domain.suggestions import Dismissal
from annotator.domain.text import fingerprint
from db.doctor.finding import Finding, found
from db.prepared import table_of
from db.tables import ArticleRow, EventRow, SentenceRow
from db.work import row_of

_ARTICLE, _SENTENCE, _EVENT = table_of(ArticleRow), table_of(SentenceRow), table_of(EventRow)


def texts(connection: Connection) -> Iterator[Finding]:
    """Everything about one article after the other."""
    for (id,) in connection.execute(select(_ARTICLE.c.id).order_by(_ARTICLE.c.id)).all():
        article = connection.execute(select(_ARTICLE).where(_ARTICLE.c.id == id)).one()
        sentences = _of(connection, _SENTENCE, article)
        live = sorted((one for one in sentences if one.retired_at is None), key=lambda one: (one.start, one.end))
        acts = connection.execute(
            select(_EVENT).where(_EVENT.c.article_id == id, _EVENT.c.kind == "article").order_by(_EVENT.c.seq)
        ).all()
        if not _as_told(article, live, acts):
            yield found("article", id=id)
        if not _covered(article, live):
            yield found("sentences", id=id)
        yield from _quotes(connection, article, {one.id for one in live})
        yield from _states(connection, article, {one.id for one in live})


def _as_told(article: Row[Any], live: Sequence[Row[Any]], acts: Sequence[Row[Any]]) -> bool:
    """Whether an article is what its events say: facts, texts by their fingerprints, cut, retirement."""
    cut: Any = None
    alignment: Any = None
    retired = False
    for event in acts:
        after = event.after or {}
        cut = after.get("sentences", cut)
        alignment = after.get("alignment", None if "sentences" in after else alignment)  # a new cut shares it out anew
        retired = event.action == "retired" if event.action in ("retired", "restored") else retired
        for name in ("title", "language", "source_language", "publisher", "url", "system", "project_id"):
            if after.get(name, getattr(article, name)) != getattr(article, name):
                return False
        for name in ("text", "source_text"):
            text = getattr(article, name)
            if after.get(f"{name}_sha256") not in (None, fingerprint(text)):
                return False
    as_cut = cut in (None, [[one.id, one.start, one.end] for one in live])
    as_aligned = alignment in (None, [[one.id, one.source_start, one.source_end] for one in live])
    return as_cut and as_aligned and retired == (article.retired_at is not None)


def _covered(article: Row[Any], live: Sequence[Row[Any]]) -> bool:
    """Whether the sentences follow one another and leave out white space only; their sources lie in the source."""
    position = 0
    for one in live:
        if not position <= one.start <= one.end <= len(article.text) or article.text[position : one.start].strip():
            return False
        source = one.source_start, one.source_end
        if source != (None, None) and (None in source or not 0 <= source[0] <= source[1] <= len(article.source_text)):
            return False
        position = one.end
    return bool(live) and not article.text[position:].strip()


_MARKS: dict[type[Any], str] = {Issue: "issue", Claim: "claim", Resemblance: "resemblance", Dismissal: "dismissal"}


def _quotes(connection: Connection, article: Row[Any], live: set[str]) -> Iterator[Finding]:
    for record, kind in _MARKS.items():
        for mark in _of(connection, table_of(row_of(record)), article):
            text = article.source_text if getattr(mark, "side", "translation") == "source" else article.text
            if not 0 <= mark.start <= mark.end <= len(text) or text[mark.start : mark.end] != mark.quote:
                yield found("quote", kind=kind, id=mark.id)
            if mark.sentence_id not in live:
                yield found("place", kind=kind, id=mark.id)


def _states(connection: Connection, article: Row[Any], live: set[str]) -> Iterator[Finding]:
    """A review is "issues" where issues stand in the sentence, and only there."""
    issues = _of(connection, table_of(row_of(Issue)), article)
    standing = Counter((one.sentence_id, one.reviewer_id) for one in issues if one.retired_at is None)
    reviews = _of(connection, table_of(row_of(Review)), article)
    states = {(one.sentence_id, one.reviewer_id): one.state for one in reviews if one.sentence_id in live}
    for place in standing.keys() | states.keys():
        if (standing[place] > 0) != (states.get(place) == "issues"):
            yield found("state", sentence=place[0], reviewer=place[1])


def _of(connection: Connection, table: Any, article: Row[Any]) -> Sequence[Row[Any]]:
    return connection.execute(select(table).where(table.c.article_id == article.id)).all()
