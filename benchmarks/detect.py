"""How many hints are right and how many troubles are found, on sentences of our own; and the speed.

Who wrote the sentences knew the rules: the figures show what the rules do, not how often they are right in the wild.
"""

import time
from collections import Counter

from annotator import example
from annotator.domain.detect.article import TROUBLES, hints
from annotator.domain.detect.claims import checkability
from annotator.domain.segment import segment
from benchmarks.table import show
from tests.domain.detect.labelled import CLAIMS, ROWS

_LEAST = 0.25  # the score from which a sentence counts as holding a claim


def main() -> None:
    """Prints precision and recall by kind and for claims, what is found in the example, and sentences a second."""
    _troubles()
    _claims()
    _example()
    _speed()


def _troubles() -> None:
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for source, text, labels in ROWS:
        found = {hint.kind for hint in hints(text, "ar", [(0, len(text))], [source])[0].troubles}
        right.update(found & labels)
        wrong.update(found - labels)
        missed.update(labels - found)
    rows = [_row(kind, right[kind], wrong[kind], missed[kind]) for kind in TROUBLES if right[kind] + missed[kind]]
    rows.append(_row("all", right.total(), wrong.total(), missed.total()))
    show(f"Troubles in {len(ROWS)} labelled sentences", ["kind", "labelled", "precision", "recall"], rows)


def _claims() -> None:
    judged = [(checkability(text).score >= _LEAST, label) for text, label in CLAIMS]
    counted = Counter(judged)
    row = _row("holds a claim", counted[True, True], counted[True, False], counted[False, True])
    show(f"Claims in {len(CLAIMS)} labelled sentences", ["kind", "labelled", "precision", "recall"], [row])


def _row(kind: str, right: int, wrong: int, missed: int) -> list[str]:
    precision = f"{right / (right + wrong):.2f}" if right + wrong else "–"
    recall = f"{right / (right + missed):.2f}" if right + missed else "–"
    return [kind, str(right + missed), precision, recall]


def _example() -> None:
    text, source = example.text(), example.source_text()
    sentences, theirs = segment(text, "ar"), segment(source, "en")
    found = hints(text, "ar", sentences, [source[start:end] for start, end in theirs])
    kinds = Counter(hint.kind for sentence in found for hint in sentence.troubles)
    show("Troubles found in the example article", ["kind", "times"], [[kind, count] for kind, count in kinds.items()])


def _speed() -> None:
    text, source = example.text() + "\n", example.source_text() + "\n"
    rows = []
    for times in (20, 100, 500):
        long, beside = text * times, source * times
        sentences = segment(long, "ar")
        theirs = [beside[start:end] for start, end in segment(beside, "en")]
        start = time.process_time()
        hints(long, "ar", sentences, theirs)
        took = time.process_time() - start
        rows.append([f"{len(sentences):,}", f"{took:.2f}", f"{len(sentences) / took:,.0f}"])
    show("Hints with the source beside", ["sentences", "CPU s", "sentences a second"], rows)
