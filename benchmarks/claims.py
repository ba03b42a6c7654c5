"""The claims desk at 10,000 claims: the list read anew after a change, then filtered, searched, laid out as a board."""

import gc
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from annotator.clock import new_id, now
from annotator.domain.policy import COMMAND_LINE
from annotator.domain.records import Claim, Evidence
from annotator.services.claims import claim_record, claims_page, distorting
from annotator.services.claims.claims_page import Wanted
from benchmarks.table import p50_p95, show
from db import articles, work
from db.store import Store
from tests.crowd import VERDICTS

CLAIMS, ARTICLES, TIMES = 10_000, 20, 15
_STATUSES = ("not_started", "in_progress", "needs_evidence", "checked")


def main() -> None:
    """Prints milliseconds for each thing that a reader waits for."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        project, claim = fill(store)
        rows = [[name, _timed(call)] for name, call in _calls(store, project, claim).items()]
        store.close()
    show(f"Claims desk of {CLAIMS:,} claims in {ARTICLES} articles", ["what", "ms, p50 / p95"], rows)


def fill(store: Store) -> tuple[str, str]:
    """A project with so many claims, every other one with evidence; gives back its id and that of a claim."""
    from annotator.services.library.articles import ArticleForm, add_article, project_named
    from tests.conftest import add_person
    from tests.crowd import SENTENCE

    project, _ = project_named(store, COMMAND_LINE, "bench", create=True)
    people = [add_person(store, f"bench {number}", project.id).id for number in range(3)]
    per = CLAIMS // ARTICLES
    for number in range(ARTICLES):
        text = " ".join(SENTENCE.format(n=number * per + place) for place in range(per))
        article, _ = add_article(store, COMMAND_LINE, project.id, ArticleForm(text, title=f"bench {number}"))
        with store.write() as tx:
            rows = [
                _claim(article, one, people[place % 3], place)
                for place, one in enumerate(articles.sentences(tx, article.id))
            ]
            work.add_many(tx, Claim, rows)
            work.add_many(tx, Evidence, [_evidence(row) for row in rows[::2]])
    return project.id, rows[0].id


def _claim(article: Any, sentence: Any, person: str, place: int) -> Claim:
    quote = article.text[sentence.start : sentence.end]
    return Claim(
        id=new_id(),
        article_id=article.id,
        sentence_id=sentence.id,
        reviewer_id=person,
        start=sentence.start,
        end=sentence.end,
        quote=quote,
        statement=quote,
        claimant="الوزير",
        kinds=("figure",),
        priority="normal",
        status=_STATUSES[place % 4],
        verdict=VERDICTS[place % len(VERDICTS)],
        verdict_in_source="true",
        confidence=None,
        rationale="",
        scheme_id="bench",
        revision=1,
        updated_at=now(),
        retired_at=None,
    )


def _evidence(claim: Claim) -> Evidence:
    texts = dict.fromkeys(("archive_url", "publisher", "title", "published_on", "accessed_on", "quote"), "")
    about = {name: getattr(claim, name) for name in ("article_id", "sentence_id", "reviewer_id")}
    rest = {"claim_id": claim.id, "stance": "refutes", "revision": 1, "updated_at": now(), "retired_at": None}
    return Evidence(id=new_id(), url="https://example.org", **texts, **about, **rest)


def _calls(store: Store, project: str, claim: str) -> dict[str, Callable[[], object]]:
    def listed(**wanted: Any) -> object:
        return claims_page.claims(store, COMMAND_LINE, project, Wanted(**wanted))

    def after_a_change() -> object:
        claims_page.listed.__globals__["_kept"].__init__(most=8)
        return listed()

    return {
        "the list, after somebody's change": after_a_change,
        "the list again": listed,
        "a later page": lambda: listed(start=5_000),
        "filtered by status and verdict": lambda: listed(status="checked", verdict="false"),
        "sought, in another spelling": lambda: listed(words="الاسعار إرتفعت ٧٧%"),
        "as a board": lambda: listed(board=True),
        "one claim's record": lambda: claim_record.record(store, COMMAND_LINE, claim),
        "the distortion report": lambda: distorting.report(store, COMMAND_LINE, project),
    }


def _timed(call: Callable[[], object]) -> str:
    times = []
    for _ in range(TIMES):
        gc.collect()
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return p50_p95(times)
