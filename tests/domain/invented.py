"""Invented work of several reviewers, as objects and as columns of the same rows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from annotator.domain import schemes
from annotator.domain.judgements import Judgements, judgements
from annotator.domain.questions import Judgement, Material
from annotator.domain.records import Article, Claim, Issue, Review, Sentence

SCHEME = schemes.default()
NAMES = {"p1": "أحمد", "p2": "بشرى", "p3": "جنى"}
WHEN = datetime(2026, 3, 1, tzinfo=UTC)
TEXTS = ("قال  إن السعر", "لم توافق", " ثلاث كلمات هنا ", "نعم")
VERDICTS = (None, "true", "false", "misleading", "mistranslated", "unproven")


def place(length: int):
    return st.tuples(st.integers(0, length), st.integers(0, length)).map(lambda ends: (min(ends), max(ends)))


@st.composite
def crowds(draw) -> list[Judgement]:
    """Up to three reviewers' judgements of up to two articles of up to four sentences."""
    found: list[Judgement] = []
    for number in range(draw(st.integers(1, 2))):
        texts = draw(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4))
        article = _article(f"a{number}", "".join(texts))
        start = 0
        for row, text in enumerate(texts):
            sentence = Sentence(f"a{number}s{row}", article.id, start, start + len(text), None, None)
            for person in NAMES:
                if draw(st.integers(0, 4)):
                    found.append(_judgement(draw, article, sentence, person, len(found)))
            start += len(text)
    return found


def _judgement(draw, article: Article, sentence: Sentence, person: str, serial: int) -> Judgement:
    length = sentence.end - sentence.start
    marks = draw(st.lists(st.tuples(place(length), st.integers(0, 5)), max_size=3))
    said = draw(st.lists(st.tuples(place(length), st.sampled_from(VERDICTS), st.sampled_from(VERDICTS)), max_size=2))
    about = {"article_id": article.id, "sentence_id": sentence.id, "reviewer_id": person}
    rest = {**about, "scheme_id": "s", "revision": 1, "updated_at": WHEN, "retired_at": None}
    issues = [_issue(article, sentence, f"{serial}-{row}", ends, pick, rest) for row, (ends, pick) in enumerate(marks)]
    claims = [_claim(article, sentence, f"{serial}c{row}", *one, rest) for row, one in enumerate(said)]
    score = draw(st.one_of(st.none(), st.integers(0, 3)))
    when = WHEN + timedelta(minutes=serial)
    review = Review(
        id=f"r{serial}",
        **about,
        state="issues" if issues else "clean",
        skip_reason=None,
        score=score,
        note="",
        flagged=False,
        revision=1,
        updated_at=when,
    )
    in_order = [tuple(sorted(kind, key=lambda one: (one.start, one.end, one.id))) for kind in (issues, claims)]
    return Judgement(article, sentence, NAMES[person], review, *in_order)


def _article(id: str, text: str) -> Article:
    facts = dict.fromkeys(("source_text", "source_language", "publisher", "url", "system"), "")
    return Article(id=id, project_id="p", title=id, language="ar", text=text, created_at=WHEN, retired_at=None, **facts)


def _issue(article: Article, sentence: Sentence, id: str, ends: tuple[int, int], pick: int, rest: dict) -> Issue:
    start, end = sentence.start + ends[0], sentence.start + ends[1]
    return Issue(
        id=id,
        side="source" if pick == 5 else "translation",
        start=start,
        end=end,
        quote=article.text[start:end],
        category=("idiom", "grammar", "omission")[pick % 3],
        severity=("neutral", "minor", "major", "critical")[pick % 4],
        comment="",
        correction="",
        changes_fact=False,
        **rest,
    )


def _claim(
    article: Article, sentence: Sentence, id: str, ends: tuple[int, int], verdict: str, source: str, rest: dict
) -> Claim:
    start, end = sentence.start + ends[0], sentence.start + ends[1]
    facts = {"claimant": "", "kinds": (), "priority": "normal", "status": "checked", "confidence": None}
    said = {"quote": article.text[start:end], "statement": "س", "verdict": verdict, "verdict_in_source": source}
    return Claim(id=id, start=start, end=end, rationale="", **said, **facts, **rest)


def in_columns(judged: list[Judgement]) -> Judgements:
    """The same rows as the database would give them, a skipped review and an unread sentence among them."""
    articles = {one.article.id: one.article for one in judged}
    sentences = {one.sentence.id: one.sentence for one in judged}
    reviews = [one.review for one in judged]
    if reviews:
        last = judged[0].article
        unread = Sentence("unread", last.id, len(last.text), len(last.text), None, None)
        sentences["unread"] = unread
        reviews.append(replace(reviews[0], id="skipped", sentence_id="unread", state="skipped"))
    rows = {
        "article": (list(articles.values()), ("id", "title", "text")),
        "sentence": (list(sentences.values())[::-1], ("id", "article_id", "start", "end")),
        "review": (reviews, ("id", "sentence_id", "reviewer_id", "state", "score", "updated_at")),
        "issue": (
            [issue for one in judged for issue in one.issues],
            ("id", "sentence_id", "reviewer_id", "side", "start", "end", "quote", "category", "severity"),
        ),
        "claim": (
            [claim for one in judged for claim in one.claims],
            ("id", "sentence_id", "reviewer_id", "start", "end", "quote", "verdict", "verdict_in_source"),
        ),
    }
    tables = {
        kind: {name: [_cell(row, name) for row in found] for name in names} for kind, (found, names) in rows.items()
    }
    return judgements(tables, sorted(articles), NAMES, SCHEME)


def material(judged: list[Judgement]) -> Material:
    """The columns with the scheme's own weights."""
    return Material(in_columns(judged), SCHEME, SCHEME.default_weights)


def _cell(row, name):
    value = getattr(row, name)
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value
