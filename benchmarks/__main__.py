"""`python -m benchmarks [NAME …]`: measures and prints tables; fails nothing. The names are those of `ALL`.

Machines are noisy: compare what stands in one table, not tables of different days.
"""

import sys
from collections.abc import Callable

from benchmarks import agreement, commit, desk, page, reruns, saves, segment

ALL: dict[str, Callable[[], None]] = {
    "agreement": agreement.main,
    "segment": segment.main,
    "commit": commit.main,
    "page": page.main,
    "desk": desk.main,
    "reruns": reruns.main,
    "saves": saves.main,
}


def main(names: list[str]) -> None:
    """Runs the named benchmarks, or all."""
    unknown = set(names) - set(ALL)
    if unknown:
        raise SystemExit(f"no benchmark of this name: {', '.join(sorted(unknown))}; there are: {', '.join(ALL)}")
    for name in names or ALL:
        ALL[name]()


main(sys.argv[1:])
