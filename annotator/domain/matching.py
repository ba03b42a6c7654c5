"""Look-alike claims: an index over known claims that ranks those which a text resembles. No model, no server.

BM25 over stems and over pieces of words, by tantivy (docs/adr/0012-tantivy-for-look-alikes.md). The order says which
claim fits best; `likeness_to` says whether any fits at all. Neither says that a verdict carries over: a true and a
falsified paraphrase score almost alike, see `annotator.domain.differences`.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import log, sqrt
from pathlib import Path

import tantivy

from annotator.domain.terms import pieces_of, stems_of, words
from annotator.errors import Busy

POSSIBLE, PROBABLE = 0.35, 0.55  # from which likeness on a claim is possibly, and probably, the same

_PIECES = 0.25  # the weight of pieces beside stems
_TERMS = 192  # of each kind that a query has at most, the rarest
_READ = 300_000  # places of terms in claims, of each kind, that a query reads at most: bounds its time at any size
_HEAP = 16 * 2**20  # bytes that the writer holds before it writes a segment; 15 MB are the least
_SCHEMA = (
    tantivy.SchemaBuilder()
    .add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    .add_text_field("stems", tokenizer_name="spaced", index_option="freq")
    .add_text_field("pieces", tokenizer_name="spaced", index_option="freq")
    .build()
)
_Term = tuple[str, str]  # a field and what stands in it


@dataclass(frozen=True)
class Match:
    """A known claim that a text resembles, by its id. A higher score fits better; it means nothing by itself."""

    id: str
    score: float


class ClaimIndex:
    """Known claims, found by their words. Any thread or process may search; one at a time may write."""

    def __init__(self, folder: Path | None = None) -> None:
        """Opens the index of a folder, empty where there is none; without a folder it is in memory.

        Raises ValueError or OSError where something else stands in the folder: delete it and build anew.
        """
        self._index = tantivy.Index(_SCHEMA, path=None if folder is None else str(folder))
        spaced = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("spaced", spaced)

    def __len__(self) -> int:
        return int(self._index.searcher().num_docs)

    def put(self, claims: Iterable[tuple[str, str]], remove: Iterable[str] = ()) -> None:
        """Adds claims, each an id and its text, or overwrites those of the same id; takes those to remove out.

        All of it at once, or, after a failure, nothing. Raises Busy while somebody else writes.
        """
        writer = self._writer()
        fresh = len(self) == 0
        for id in remove:
            writer.delete_documents_by_term("id", id)
        for id, text in claims:
            if not fresh:
                writer.delete_documents_by_term("id", id)
            found = words(text)
            stems, pieces = " ".join(stems_of(found)), " ".join(pieces_of(found))
            writer.add_document(tantivy.Document(id=id, stems=stems, pieces=pieces))
        writer.commit()
        writer.wait_merging_threads()  # gives the lock back
        self._index.reload()

    def search(self, text: str, top: int = 10) -> list[Match]:
        """The claims that a text resembles, the best first."""
        self._index.reload()  # what another process has added
        searcher = self._index.searcher()
        found = words(text)
        parts = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(tantivy.Query.term_query(_SCHEMA, *term, "freq"), weight))
            for field, terms, weight in (("stems", stems_of(found), 1.0), ("pieces", pieces_of(found), _PIECES))
            for term in _rarest(searcher, field, terms)
        ]
        hits = searcher.search(tantivy.Query.boolean_query(parts), top, count=False).hits
        return [Match(str(searcher.doc(address)["id"][0]), score) for score, address in hits]

    def likeness_to(self, text: str) -> Callable[[str], float]:
        """How like a text another is, 0 to 1: the cosine of their stems and pieces, what is rare counting for more."""
        searcher = self._index.searcher()
        count = searcher.num_docs
        weights: dict[_Term, float] = {}

        def vector(of: str) -> dict[_Term, float]:
            found = words(of)
            terms = Counter([("stems", stem) for stem in stems_of(found)])
            terms += Counter([("pieces", piece) for piece in pieces_of(found)])
            for term in terms.keys() - weights.keys():
                weights[term] = log(1 + count / (1 + searcher.doc_freq(*term)))
            return {term: (1 + log(often)) * weights[term] for term, often in terms.items()}

        mine = vector(text)
        return lambda other: _cosine(mine, vector(other))

    def _writer(self) -> tantivy.IndexWriter:
        try:
            return self._index.writer(_HEAP, 1)
        except ValueError as error:
            if "LockBusy" in str(error):
                raise Busy("index_busy") from error
            raise


def _rarest(searcher: tantivy.Searcher, field: str, terms: Iterable[str]) -> list[_Term]:
    """The terms that are in the index, the rarest first, as many as a query may have and read."""
    counted = sorted((often, term) for term in set(terms) if (often := searcher.doc_freq(field, term)))
    chosen: list[_Term] = []
    read = 0
    for often, term in counted[:_TERMS]:
        read += often
        if chosen and read > _READ:
            break
        chosen.append((field, term))
    return chosen


def _cosine(one: dict[_Term, float], other: dict[_Term, float]) -> float:
    together = sum(weight * other[term] for term, weight in one.items() if term in other)
    lengths = sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
    return together / lengths if together else 0.0
