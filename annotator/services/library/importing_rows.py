"""One imported document as rows: the article, its sentences, and each rater's reviews and issues with their events."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotator.clock import new_id, now
from annotator.domain.plain import to_plain
from annotator.domain.policy import Actor
from annotator.domain.records import Article, Issue, Person, Project, Review, Sentence, Side
from annotator.ingest.mqm_rows import Repair
from annotator.ingest.mqm_tsv import Document, Error, Item, Rating
from annotator.services.library.articles import record_act
from annotator.services.library.raters import Raters
from db import articles, work
from db.operations import Event, record_many
from db.store import Tx


@dataclass(frozen=True)
class Target:
    """Where documents go, and the languages of their two sides."""

    project: Project
    language: str
    source_language: str


@dataclass
class Added:
    """What one document has added; `present`: ratings that were there already."""

    articles: int = 0
    sentences: int = 0
    present: int = 0
    ratings: Counter[str] = field(default_factory=Counter)  # by the name of the rater's person
    issues: Counter[Side] = field(default_factory=Counter)
    repairs: list[Repair] = field(default_factory=list)


def title_of(document: Document) -> str:
    """The title of a document's article, by which it is known again."""
    return f"{document.doc} · {document.system}".strip(" ·") or "·"


def write(tx: Tx, actor: Actor, target: Target, raters: Raters, document: Document, id: str, *, known: bool) -> Added:
    """Stores a document as the article `id`; of one that is there the ratings that aren't."""
    added = Added()
    if not known:
        article, sentences = _article(id, target, document)
        articles.add(tx, article, sentences, actor.id or None)
        record_act(tx, actor, article, "added")
        added.articles, added.sentences = 1, len(sentences)
        rated = set()
    else:
        found = articles.get(tx, id)
        assert found is not None, "listed a moment ago, and nothing is ever deleted"
        article, sentences = found, articles.sentences(tx, id)
        if not _same_texts(article, sentences, document):
            added.repairs.append(Repair("article_differs", 0, document.system, document.doc))
            return added
        rated = {(review.sentence_id, review.reviewer_id) for review in work.of_article(tx, Review, id)}
    people = {name: raters.person(name) for item in document.items for name in item.ratings}
    _write_ratings(tx, target.project, article, list(zip(sentences, document.items, strict=True)), people, rated, added)
    return added


def _article(id: str, target: Target, document: Document) -> tuple[Article, list[Sentence]]:
    """The segments of each side in their order, one a line; each is a sentence, an empty one too."""
    has_source = any(item.source for item in document.items)
    article = Article(
        id=id,
        project_id=target.project.id,
        title=title_of(document),
        language=target.language,
        text="\n".join(item.target for item in document.items),
        source_text="\n".join(item.source for item in document.items) if has_source else "",
        source_language=target.source_language if has_source else "",
        publisher="",
        url="",
        system=document.system,
        created_at=now(),
        retired_at=None,
    )
    sentences, start, source_start = [], 0, 0
    for item in document.items:
        end, source_end = start + len(item.target), source_start + len(item.source)
        source = (source_start, source_end) if has_source else (None, None)
        sentences.append(Sentence(new_id(), article.id, start, end, *source))
        start, source_start = end + 1, source_end + 1
    return article, sentences


def _same_texts(article: Article, sentences: Sequence[Sentence], document: Document) -> bool:
    texts = [
        (article.text[one.start : one.end], article.source_text[one.source_start or 0 : one.source_end or 0])
        for one in sentences
    ]
    return texts == [(item.target, item.source) for item in document.items]


def _write_ratings(
    tx: Tx,
    project: Project,
    article: Article,
    items: Sequence[tuple[Sentence, Item]],
    people: Mapping[str, Person],
    rated: set[tuple[str, str]],
    added: Added,
) -> None:
    reviews: list[Review] = []
    issues: list[Issue] = []
    count = sum(len(rating.errors) for _, item in items for rating in item.ratings.values())
    ids = iter(sorted(new_id() for _ in range(count)))  # of one millisecond they are in no order by themselves
    for sentence, item in items:
        for name, rating in item.ratings.items():
            if (sentence.id, people[name].id) in rated:
                added.present += 1
                continue
            reviews.append(_review(sentence, people[name], rating))
            issues += [_issue(next(ids), project, article, sentence, people[name], one) for one in rating.errors]
            added.ratings[people[name].name] += 1
    added.issues.update(issue.side for issue in issues)
    work.add_many(tx, Review, reviews)
    work.add_many(tx, Issue, issues)
    record_many(tx, [*map(_event, issues), *map(_event, reviews)])


def _review(sentence: Sentence, person: Person, rating: Rating) -> Review:
    return Review(
        id=new_id(),
        article_id=sentence.article_id,
        sentence_id=sentence.id,
        reviewer_id=person.id,
        state="issues" if rating.errors else "clean",
        skip_reason=None,
        score=None,
        note=rating.note,
        flagged=False,
        revision=1,
        updated_at=now(),
    )


def _issue(id: str, project: Project, article: Article, sentence: Sentence, person: Person, error: Error) -> Issue:
    first = sentence.start if error.side == "translation" else sentence.source_start or 0
    text = article.text if error.side == "translation" else article.source_text
    start, end = first + error.start, first + error.end
    return Issue(
        id=id,
        article_id=article.id,
        sentence_id=sentence.id,
        reviewer_id=person.id,
        side=error.side,
        start=start,
        end=end,
        quote=text[start:end],
        category=error.category,
        severity=error.severity,
        comment=error.comment,
        correction="",
        changes_fact=False,
        scheme_id=project.scheme_id,
        revision=1,
        updated_at=now(),
        retired_at=None,
    )


def _event(row: Review | Issue) -> tuple[str, Event]:
    kind = type(row).__name__.lower()
    return row.reviewer_id, Event(kind, row.id, "added", None, to_plain(row), row.sentence_id, row.article_id)
