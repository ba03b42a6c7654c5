"""How long it takes to tell which of ten thousand articles a text resembles, and to give each its fingerprint once."""

import random
import tempfile
import time
from pathlib import Path

from annotator import example
from annotator.clock import new_id, now
from annotator.domain.policy import COMMAND_LINE
from annotator.domain.records import Article
from annotator.services.library import resembling
from annotator.services.library.articles import project_named
from benchmarks.table import p50_p95, show
from db import articles as stored
from db.store import Store

ARTICLES, WORDS, QUERIES = 10_000, 400, 40
CHANGED = (0.0, 0.02, 0.05, 0.1, 0.2)  # of the words, in a copy that shall be recognised


def main() -> None:
    """Prints the times, and the share of changed copies that are recognised."""
    chance = random.Random(1)
    pool = example.text().split()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / 'desk.sqlite3'}")
        project, _ = project_named(store, COMMAND_LINE, "benchmark", create=True)
        texts = _stored(store, project.id, pool, chance)
        start = time.perf_counter()
        resembling.resembled(store, COMMAND_LINE, project.id, texts[0])
        once = time.perf_counter() - start
        rows = []
        for share in CHANGED:
            found, times = 0, []
            for text in chance.sample(texts, QUERIES):
                start = time.perf_counter()
                alike = resembling.resembled(store, COMMAND_LINE, project.id, _changed(text, share, chance))
                times.append(1000 * (time.perf_counter() - start))
                found += any(one.article.text == text for one in alike)
            rows.append([f"{share:.0%}", f"{found / QUERIES:.2f}", p50_p95(times)])
        store.close()
    show(f"Articles of {WORDS} words among {ARTICLES:,}", ["words changed", "recognised", "ms p50 / p95"], rows)
    show("Once after an upgrade", ["articles", "fingerprints in s"], [[f"{ARTICLES:,}", f"{once:.1f}"]])


def _stored(store: Store, project: str, pool: list[str], chance: random.Random) -> list[str]:
    texts = [" ".join(chance.choices(pool, k=WORDS)) for _ in range(ARTICLES)]
    facts = {"source_text": "", "source_language": "", "publisher": "", "url": "", "system": ""}
    with store.write() as tx:
        for number, text in enumerate(texts):
            article = Article(new_id(), project, f"a{number}", "ar", text, created_at=now(), retired_at=None, **facts)
            stored.add(tx, article, [], None)
    return texts


def _changed(text: str, share: float, chance: random.Random) -> str:
    return " ".join("غيره" if chance.random() < share else word for word in text.split())
