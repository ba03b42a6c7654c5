"""How many links of source and translation are found, whatever was joined or left out, and at what speed."""

import time
from statistics import mean

from annotator.domain.align import align
from benchmarks.table import show
from tests.domain.alignment_gold import FOLDER, Damage, articles, damaged, f1

_SEEDS = 5
_DAMAGES = (Damage(0, 0), Damage(0.04, 0.02), Damage(0.10, 0.06))


def main() -> None:
    """Prints link F1 by language and damage, then sentences a second at growing sizes."""
    if not FOLDER.exists():
        print("The alignment gold is not on this machine.")
        return
    languages = {language: articles(language) for language in ("ar", "fa", "he", "ur")}
    rows = []
    for language, pairs in languages.items():
        means = [mean(f1(damaged(pairs, one, seed), align) for seed in range(_SEEDS)) for one in _DAMAGES]
        rows.append([f"en – {language}", len(pairs), *(f"{figure:.4f}" for figure in means)])
    heads = ["as is", "4 % joined, 2 % left out", "10 % joined, 6 % left out"]
    show(f"Link F1, mean of {_SEEDS} seeds", ["languages", "articles", *heads], rows)
    _growth([article for pairs in languages.values() for article in pairs])


def _growth(pairs: list) -> None:
    source = [text for article, _ in pairs for text, _ in article]
    target = [text for _, article in pairs for text, _ in article]
    rows = []
    for size in (1_250, 2_500, 5_000, 10_000):
        sides = (source * 4)[:size], (target * 4)[:size]
        start = time.process_time()
        align(*sides)
        took = time.process_time() - start
        rows.append([f"{size:,} × {size:,}", f"{took:.2f}", f"{size / took:,.0f}"])
    show("Alignment of one long text", ["sentences", "CPU s", "source sentences a second"], rows)
