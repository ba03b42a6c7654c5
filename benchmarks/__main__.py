"""`python -m benchmarks [NAME …]`: measures and prints tables; fails nothing. Without a name all run.

Machines are noisy: compare what stands in one table, not tables of different days.
"""

import sys
from importlib import import_module

NAMES = (
    "agreement",
    "segment",
    "align",
    "detect",
    "matching",
    "resembling",
    "imports",
    "commit",
    "page",
    "compare",
    "grown",
    "claims",
    "board",
    "desk",
    "load",
    "reruns",
    "saves",
    "audit",
)


def main(names: list[str]) -> None:
    """Runs the named benchmarks, or all."""
    unknown = sorted(set(names) - set(NAMES))
    if unknown:
        raise SystemExit(f"no benchmark of this name: {', '.join(unknown)}; there are: {', '.join(NAMES)}")
    for name in names or NAMES:
        import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
