"""A project that several reviewers have worked through, made at once: reviews, issues, claims, seconds and events."""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, insert

from annotator.clock import new_id, now
from annotator.domain.policy import COMMAND_LINE
from annotator.domain.records import Article, Project, Sentence
from annotator.services.library import articles
from db import articles as stored
from db import prepared
from db.store import Store
from db.tables import ClaimRow, EventRow, IssueRow, ReviewRow, WorkTimeRow
from tests.conftest import add_person

SENTENCE = "قال الوزير إن الأسعار ارتفعت بنسبة {n}% منذ آذار، ولم توافق اللجنة على القرار الذي وصفه النقاد بأنه متسرّع."
PER_ARTICLE = 50
CATEGORIES = (
    "mistranslation",
    "number_date",
    "named_entity",
    "grammar",
    "style",
    "terminology",
    "omission",
    "addition",
)
SEVERITIES = ("neutral", "minor", "minor", "major", "critical")
VERDICTS = ("true", "mostly_true", "misleading", "false", "unproven", None)
_TABLES = {kind: prepared.table_of(kind) for kind in (ReviewRow, IssueRow, ClaimRow, EventRow, WorkTimeRow)}
Rows = dict[Table, list[dict[str, Any]]]


def work_through(store: Store, sentences: int, reviewers: int, name: str = "bench") -> Project:
    """A project of so many sentences, each judged by every reviewer: about 25 % with issues, 10 % with claims."""
    project, _ = articles.project_named(store, COMMAND_LINE, name, create=True)
    people = [add_person(store, f"{name} {number}", project.id).id for number in range(1, reviewers + 1)]
    chance = random.Random(1)
    for first in range(0, sentences, PER_ARTICLE):
        article, cut = made_article(project, first, min(PER_ARTICLE, sentences - first))
        rows: Rows = {table: [] for table in _TABLES.values()}
        for sentence in cut:
            _judge(article, sentence, people, chance, rows)
        with store.write() as tx:
            stored.add(tx, article, cut, None)
            for table, values in rows.items():
                if values:
                    tx.connection().execute(insert(table), values)
    return project


def made_article(project: Project, first: int, count: int) -> tuple[Article, list[Sentence]]:
    """An article of so many sentences, with its sentences; not stored."""
    texts = [SENTENCE.format(n=first + number) for number in range(count)]
    facts = dict.fromkeys(("source_text", "source_language", "publisher", "url", "system"), "")
    article = Article(
        id=new_id(),
        project_id=project.id,
        title=f"bench {first}",
        language="ar",
        text=" ".join(texts),
        created_at=now(),
        retired_at=None,
        **facts,
    )
    cut, place = [], 0
    for text in texts:
        cut.append(Sentence(new_id(), article.id, place, place + len(text), None, None))
        place += len(text) + 1
    return article, cut


def _judge(article: Article, sentence: Sentence, people: Sequence[str], chance: random.Random, rows: Rows) -> None:
    words = _words(article.text, sentence)
    wrong, checkable = chance.random() < 0.25, chance.random() < 0.10
    at, category, severity = chance.randrange(len(words) - 3), chance.choice(CATEGORIES), chance.choice(SEVERITIES)
    for person in people:
        about = {"article_id": article.id, "sentence_id": sentence.id, "reviewer_id": person, "revision": 1}
        when = now() - timedelta(days=chance.randrange(30), seconds=chance.randrange(80_000))
        sees = chance.random() < (0.7 if wrong else 0.03)
        if sees:
            place = min(max(at + chance.choice((-1, 0, 0, 0, 1)), 0), len(words) - 3)
            said = {"category": category if chance.random() < 0.7 else chance.choice(CATEGORIES), "severity": severity}
            if chance.random() < 0.3:
                said["severity"] = chance.choice(SEVERITIES)
            rows[_TABLES[IssueRow]].append(_issue(article, words, place, about, when, said))
            if chance.random() < 0.2:
                rows[_TABLES[IssueRow]].append(_issue(article, words, len(words) - 3, about, when, said))
        if checkable and chance.random() < 0.8:
            rows[_TABLES[ClaimRow]].append(_claim(article, words, about, when, chance))
        review = {"id": new_id(), **about, "updated_at": when, "state": "issues" if sees else "clean"}
        score = chance.randrange(101) if chance.random() < 0.5 else None
        rows[_TABLES[ReviewRow]].append(review | {"skip_reason": None, "score": score, "note": "", "flagged": False})
        rows[_TABLES[EventRow]].append(_event(review, person, when))
        seconds = {"sentence_id": sentence.id, "person_id": person, "article_id": article.id}
        rows[_TABLES[WorkTimeRow]].append(seconds | {"seconds": chance.randrange(2, 90)})


def _words(text: str, sentence: Sentence) -> list[tuple[int, int]]:
    return list(_spans(text[sentence.start : sentence.end], sentence.start))


def _spans(text: str, first: int) -> Iterator[tuple[int, int]]:
    place = 0
    for word in text.split(" "):
        yield first + place, first + place + len(word)
        place += len(word) + 1


def _issue(
    article: Article,
    words: Sequence[tuple[int, int]],
    place: int,
    about: dict[str, Any],
    when: datetime,
    said: dict[str, str],
) -> dict[str, Any]:
    start, end = words[place][0], words[place + 2][1]
    shown = {"side": "translation", "start": start, "end": end, "quote": article.text[start:end], **said}
    rest = {"comment": "", "correction": "", "changes_fact": False, "scheme_id": "bench", "retired_at": None}
    return {"id": new_id(), **about, "updated_at": when, **shown, **rest}


def _claim(
    article: Article, words: Sequence[tuple[int, int]], about: dict[str, Any], when: datetime, chance: random.Random
) -> dict[str, Any]:
    start, end = words[0][0], words[chance.randrange(3, len(words))][1]
    quote = article.text[start:end]
    said = {"verdict": chance.choice(VERDICTS), "verdict_in_source": chance.choice(VERDICTS)}
    rest = {"claimant": "", "kinds": [], "priority": "normal", "status": "checked", "confidence": None, "rationale": ""}
    shown = {"start": start, "end": end, "quote": quote, "statement": quote, "scheme_id": "bench", "retired_at": None}
    return {"id": new_id(), **about, "updated_at": when, **shown, **said, **rest}


def _event(review: dict[str, Any], person: str, when: datetime) -> dict[str, Any]:
    about = {"article_id": review["article_id"], "sentence_id": review["sentence_id"], "thing_id": review["id"]}
    said = {"before": None, "after": {"state": review["state"]}}
    return {"person_id": person, "kind": "review", "action": "added", "at": when, **about, **said}
