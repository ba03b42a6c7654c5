"""The example project: an article that we wrote, its source, and what two invented reviewers said of it."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@cache
def facts() -> dict[str, Any]:
    """Title, languages, reviewers and their work, as `annotations.toml` has them."""
    return tomllib.loads((_FOLDER / "annotations.toml").read_text(encoding="utf-8"))


def text() -> str:
    """The article, in Arabic, as a machine might translate it."""
    return (_FOLDER / "article.ar.txt").read_text(encoding="utf-8").strip()


def source_text() -> str:
    """The same in English."""
    return (_FOLDER / "article.en.txt").read_text(encoding="utf-8").strip()


def work(reviewer: dict[str, Any], starts: list[int], article: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """One reviewer's work as (kind, ref, fields), in an order that can be stored; `starts` begin the sentences."""
    for issue in reviewer.get("issue", []):
        yield "issue", issue["ref"], {"side": "translation", **_placed(issue, starts, article)}
    for claim in reviewer.get("claim", []):
        fields = _placed(claim, starts, article)
        yield "claim", claim["ref"], {**fields, "status": "in_progress"} if _is_checked(claim) else fields
    for kind in ("distortion", "evidence"):
        for number, row in enumerate(reviewer.get(kind, [])):
            yield kind, f"{kind}-{number}", dict(row)
    for claim in filter(_is_checked, reviewer.get("claim", [])):
        yield "claim", claim["ref"], {"status": claim["status"]}  # once what it needs is there
    for number in range(1, len(starts) + 1):
        fields = _review(reviewer, number)
        if fields:
            yield "review", str(number), fields


def _is_checked(claim: dict[str, Any]) -> bool:
    return claim.get("status") == "checked"


def _placed(row: dict[str, Any], starts: list[int], article: str) -> dict[str, Any]:
    fields = {name: value for name, value in row.items() if name not in ("ref", "sentence", "quote", "after")}
    sought = row.get("quote") or row["after"]
    start = article.index(sought, starts[row["sentence"] - 1])
    if "after" in row:
        start += len(sought)
    return {**fields, "start": start, "end": start + len(row.get("quote", ""))}


def _review(reviewer: dict[str, Any], number: int) -> dict[str, Any]:
    key, fields = str(number), dict[str, Any]()
    if number in reviewer["clean"]:
        fields["state"] = "clean"
    if key in reviewer["skipped"]:
        fields |= {"state": "skipped", "skip_reason": reviewer["skipped"][key]}
    if key in reviewer["notes"]:
        fields["note"] = reviewer["notes"][key]
    if key in reviewer["scores"]:
        fields["score"] = reviewer["scores"][key]
    if number in reviewer["flagged"]:
        fields["flagged"] = True
    return fields
