"""How well and how fast look-alike claims are found: beside rapidfuzz over the whole list, SQLite FTS5 and bm25s.

Quality on the published sets, where they are at hand; speed on sets of any size that are made by recombining words.
Each method runs in a process of its own, so that its memory can be told. Milliseconds are those of the clock, with the
processor's own beside them: on a busy machine only the second say what a query costs.
"""

import gc
import gzip
import multiprocessing
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import psutil
from rapidfuzz import fuzz, process

from annotator.domain.matching import ClaimIndex
from annotator.domain.terms import stems_of, words
from benchmarks.table import p50_p95, show
from db.driver import sqlite3

CLAIMS = Path(__file__).parents[2] / "shared" / "data" / "claims"
SETS = {
    "ar agree": ("ar-news-ans", "-agree"),
    "ar disagree": ("ar-news-ans", "-disagree"),
    "en tweets": ("en-tweet-ct20", ""),
}
SIZES = (20_000, 100_000, 1_000_000)
QUERIES = 100
SLOW = 20  # queries for what takes seconds
OWN = (
    "أعلنت الوزارة ارتفاع أسعار الوقود 30 بالمئة ابتداء من الشهر المقبل",
    "نفى المتحدث باسم الهيئة غرق 12 سفينة قرب الميناء الجديد",
    "The mayor said that 40 bridges were closed after the storm last week",
    "A video shows a whale swimming through the flooded streets of the capital",
)

Claims = Sequence[tuple[str, str]]  # ids and texts
Search = Callable[[str, int], list[str]]
Built = tuple[Search, Callable[[str, str], object] | None]  # how to search, how to add


def ours(claims: Claims, folder: Path) -> Built:
    """The index of `annotator.domain.matching`, on disk."""
    index = ClaimIndex(folder)
    index.put(claims)
    return lambda text, top: [match.id for match in index.search(text, top)], lambda id, text: index.put([(id, text)])


def whole_list(claims: Claims, _folder: Path) -> Built:
    """rapidfuzz's token_set_ratio against every claim, stemmed."""
    ids, texts = [id for id, _ in claims], [_stemmed(text) for _, text in claims]

    def search(text: str, top: int) -> list[str]:
        found = process.extract(_stemmed(text), texts, scorer=fuzz.token_set_ratio, limit=top)
        return [ids[place] for *_, place in found]

    return search, lambda id, text: (ids.append(id), texts.append(_stemmed(text)))


def fts5(claims: Claims, folder: Path) -> Built:
    """SQLite's full-text search, stemmed."""
    database = sqlite3.connect(folder / "fts.sqlite3")
    database.execute("create virtual table claim using fts5(id unindexed, stems)")
    database.executemany("insert into claim values (?, ?)", ((id, _stemmed(text)) for id, text in claims))
    database.commit()

    def search(text: str, top: int) -> list[str]:
        asked = " OR ".join(f'"{stem}"' for stem in dict.fromkeys(_stemmed(text).split()))
        rows = database.execute("select id from claim where claim match ? order by rank limit ?", (asked, top))
        return [id for (id,) in rows]

    def add(id: str, text: str) -> None:
        database.execute("insert into claim values (?, ?)", (id, _stemmed(text)))
        database.commit()

    return search, add


def bm25s(claims: Claims, _folder: Path) -> Built:
    """bm25s over stems; it can't add without building anew."""
    import bm25s as library

    ids = [id for id, _ in claims]
    retriever = library.BM25()
    retriever.index([_stemmed(text).split() or [""] for _, text in claims], show_progress=False)

    def search(text: str, top: int) -> list[str]:
        found, _ = retriever.retrieve([_stemmed(text).split()], k=min(top, len(ids)), show_progress=False)
        return [ids[place] for place in found[0]]

    return search, None


METHODS = {"ours": ours, "rapidfuzz, whole list": whole_list, "FTS5": fts5}
if find_spec("bm25s"):
    METHODS["bm25s"] = bm25s


def main() -> None:
    """Prints MAP@5 by set, then times and memory by size."""
    if CLAIMS.exists():
        quality = [
            [name, *(f"{_in_process(_quality, method, *one):.4f}" for one in SETS.values())]
            for name, method in METHODS.items()
        ]
        show("Look-alike claims: MAP@5", ["method", *SETS], quality)
    head = ["claims", "method", "built in s", "query ms p50 / p95", "processor's ms", "add ms p50 / p95", "MB more"]
    rows = [
        [f"{size:,}", name, *_in_process(_speed, method, size)] for size in SIZES for name, method in METHODS.items()
    ]
    show("Look-alike claims: speed", head, rows)


def _quality(method: Callable[[Claims, Path], Built], name: str, suffix: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        search, _ = method(
            [(id, " ".join(texts)) for id, *texts in _lines(CLAIMS / name / "docs.tsv.gz")], Path(folder)
        )
        right: dict[str, set[str]] = {}
        for query, claim, *_ in _lines(CLAIMS / name / f"qrels{suffix}.tsv"):
            right.setdefault(query, set()).add(claim)
        texts = {id: text for id, text, *_ in _lines(CLAIMS / name / f"queries{suffix}.tsv")}
        return sum(_precision(search(texts[query], 5), good) for query, good in right.items()) / len(right)


def _precision(ranked: Sequence[str], good: set[str]) -> float:
    hits, total = 0, 0.0
    for place, id in enumerate(ranked[:5], 1):
        if id in good:
            hits += 1
            total += hits / place
    return total / len(good)


def _speed(method: Callable[[Claims, Path], Built], size: int) -> list[str]:
    claims, queries = _made_up(size)
    gc.collect()
    before = psutil.Process().memory_info().rss
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        search, add = method(claims, Path(folder))
        built = time.perf_counter() - start
        if method is whole_list:
            queries = queries[:SLOW]
        clock, processor = zip(*(_timed(partial(search, text, 10)) for text in queries), strict=True)
        more = (psutil.Process().memory_info().rss - before) / 2**20
        added = (
            "–"
            if add is None
            else p50_p95([_timed(partial(add, f"new{n}", text))[0] for n, text in enumerate(queries)])
        )
        return [f"{built:.1f}", p50_p95(clock), p50_p95(processor), added, f"{more:.0f}"]


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of the clock and of this thread."""
    clock, processor = time.perf_counter(), time.thread_time()
    act()
    return 1000 * (time.perf_counter() - clock), 1000 * (time.thread_time() - processor)


def _made_up(size: int) -> tuple[Claims, list[str]]:
    """Claims of recombined words, as long as real ones and as often in each language, and texts to look for."""
    chance = random.Random(1)
    languages = _real() or [(OWN[:2], OWN[:2]), (OWN[2:], OWN[2:])]
    pools = [
        ([word for text in texts for word in text.split()], [len(text.split()) for text in texts])
        for texts, _ in languages
    ]
    claims = []
    for number in range(size):
        pool, lengths = pools[number % len(pools)]
        claims.append((f"c{number}", " ".join(chance.choices(pool, k=chance.choice(lengths)))))
    queries = [text for _, asked in languages for text in asked]
    return claims, chance.choices(queries, k=QUERIES)


def _real() -> list[tuple[list[str], list[str]]]:
    if not CLAIMS.exists():
        return []
    return [
        (
            [" ".join(texts) for _, *texts in _lines(CLAIMS / name / "docs.tsv.gz")],
            [text for _, text, *_ in _lines(CLAIMS / name / f"queries{suffix}.tsv")],
        )
        for name, suffix in (SETS["ar agree"], SETS["en tweets"])
    ]


def _lines(file: Path) -> Iterator[list[str]]:
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def _stemmed(text: str) -> str:
    return " ".join(stems_of(words(text)))


def _in_process(act: Callable[..., object], *arguments: object) -> object:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(act, arguments)
