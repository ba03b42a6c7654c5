"""`python -m benchmarks [agreement|compare|segment|imports|commit|page|desk|load|reruns …]`: tables; fails nothing.

Machines are noisy: compare what stands in one table, not tables of different days.
"""

import sys
from collections.abc import Callable

from benchmarks import agreement, commit, compare, desk, imports, load, page, reruns, segment

ALL: dict[str, Callable[[], None]] = {
    "agreement": agreement.main,
    "segment": segment.main,
    "imports": imports.main,
    "commit": commit.main,
    "page": page.main,
    "compare": compare.main,
    "desk": desk.main,
    "load": load.main,
    "reruns": reruns.main,
}


def main(names: list[str]) -> None:
    """Runs the named benchmarks, or all."""
    unknown = set(names) - set(ALL)
    if unknown:
        raise SystemExit(f"no benchmark of this name: {', '.join(sorted(unknown))}; there are: {', '.join(ALL)}")
    for name in names or ALL:
        ALL[name]()


main(sys.argv[1:])
