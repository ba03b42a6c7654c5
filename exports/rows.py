"""The data dictionary: every report by its name. `docs/data-dictionary.md` is made of it."""

from collections.abc import Mapping

from exports.claims import CLAIMS, EVIDENCE, RESEMBLANCES
from exports.columns import Column, Report
from exports.comparison import AGREEMENT, CONSENSUS, DISAGREEMENTS, OF_CONSENSUS, SYSTEMS
from exports.desk import AUDIT, COMMENTS, PROGRESS, REPAIRS
from exports.distortion import DISTORTION, REVERSED
from exports.translation import ISSUES, SENTENCES, SUMMARY

_EVERY = (SENTENCES, ISSUES, CLAIMS, EVIDENCE, RESEMBLANCES, SUMMARY, SYSTEMS, DISTORTION, REVERSED)

_OF_ALL = (AGREEMENT, DISAGREEMENTS, CONSENSUS, PROGRESS, COMMENTS)

REPORTS: Mapping[str, Report] = {report.name: report for report in (*_EVERY, *_OF_ALL)}


def dictionary() -> str:
    """The data dictionary as Markdown, in both languages."""
    parts = ["# Data dictionary\n\nMade by `python -m annotator dictionary` from `exports/`; don't edit by hand.\n"]
    parts.append(
        "Every file is UTF-8 with a byte order mark, comma-separated, CRLF. Labels are ids of the scheme; several in\n"
        "one cell are joined by `|`. A text that a spreadsheet would run as a formula has an apostrophe before it;\n"
        "`exports.csv_file.read` takes it off again. Retired rows are never exported.\n"
    )
    more_reports = (REPAIRS, AUDIT)
    parts += [_section(one.name, one.en, one.ar, one.columns) for one in (*REPORTS.values(), *more_reports)]
    for name, more in OF_CONSENSUS.items():
        if more:
            title, en, ar = f"{name} of the consensus", "Also has these columns.", "فيه هذه الأعمدة أيضًا."
            parts.append(_section(title, en, ar, more))
    return "\n".join(parts)


def _section(title: str, en: str, ar: str, columns: tuple[Column, ...]) -> str:
    head = f"## {title}\n\n{en}\n\n{ar}\n\n| column | kind | meaning | المعنى |\n|---|---|---|---|"
    return head + "".join(f"\n| {c.name} | {c.kind} | {_cell(c.en)} | {_cell(c.ar)} |" for c in columns) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
