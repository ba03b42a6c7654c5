"""What an import has done, in words: what was added, who rated how much, and every kind of repair."""

from collections import Counter

from annotator.ingest.mqm_rows import Repair
from annotator.services.library.importing import Imported
from annotator.words import say

_LINES = 8  # line numbers shown of each kind of repair


def in_words(imported: Imported, language: str) -> list[str]:
    """The lines of the report."""
    lines = [*_added(imported, language), *_checks(imported.checks, language)]
    by_kind: dict[str, list[Repair]] = {}
    for repair in imported.repairs:
        by_kind.setdefault(repair.kind, []).append(repair)
    if by_kind:
        lines.append(say("import.repairs", language))
    return lines + [_repair(kind, found, language) for kind, found in sorted(by_kind.items())]


def _added(imported: Imported, language: str) -> list[str]:
    name = imported.project.name
    lines = [say("cli.project_made", language, name=name)] if imported.made else []
    if not imported.ratings and not imported.articles:
        return [*lines, say("import.nothing_new", language, name=name, present=imported.present)]
    counts = {"articles": imported.articles, "sentences": imported.sentences, "ratings": imported.ratings.total()}
    lines.append(say("import.added", language, name=name, **counts))
    if imported.present:
        lines.append(say("import.present", language, present=imported.present))
    target, source = imported.issues["translation"], imported.issues["source"]
    lines.append(say("import.issues", language, target=target, source=source))
    raters = ", ".join(f"{rater} {count}" for rater, count in sorted(imported.ratings.items()))
    return [*lines, say("import.raters", language, count=len(imported.ratings), raters=raters)]


def _checks(checks: dict[str, Counter[str]], language: str) -> list[str]:
    if not checks:
        return []
    raters = [
        say("import.check", language, rater=rater, found=found["found"], missed=found["missed"])
        for rater, found in sorted(checks.items())
    ]
    return [say("import.checks", language, raters=", ".join(raters))]


def _repair(kind: str, found: list[Repair], language: str) -> str:
    lines = sorted({repair.line for repair in found if repair.line})
    places = ", ".join(map(str, lines[:_LINES])) + (", …" if len(lines) > _LINES else "")
    places = places or ", ".join(f"{repair.doc} · {repair.system}" for repair in found[:_LINES])
    return "  " + say(
        "import.repair_line", language, count=len(found), what=say(f"import.repair.{kind}", language), places=places
    )
