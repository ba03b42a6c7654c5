"""Agreement in a file that somebody brings: no project, no database."""

from collections.abc import Sequence
from dataclasses import replace

from annotator.domain.agreement import flags
from annotator.domain.agreement.kinds import CORRELATIONS, Level, Measure
from annotator.domain.agreement.measure import Agreement, measure
from annotator.domain.agreement.ratings import Patterns, Ratings, from_rows
from annotator.errors import Invalid
from annotator.ingest.decode import decode
from annotator.ingest.limits import Limits
from annotator.ingest.ratings_csv import MAX_BYTES, Columns, read_long, torn
from annotator.words import say

_CELLS = 100_000_000  # items × reviewers: 400 MB
_COUNTS = 50_000_000  # distinct rows × values, held a few times
_VALUES, _FEW = 2_000, 50  # the matrix of distances has their square; a scheme of labels has no more than the latter


def agreement_in_words(found: Agreement, language: str) -> list[str]:
    """A figure for a reader: the figure, how sure it is, what to beware of, how it was made."""
    counts = {"items": found.n_items, "ratings": found.n_ratings, "reviewers": found.n_reviewers}
    measure_name = say(f"agreement.{found.measure}", language)
    lines = [
        say(
            "agreement.none" if found.value is None or "too_few_items" in found.flags else "agreement.figure",
            language,
            name=measure_name,
            value=_rounded(found.value),
            **counts,
        )
    ]
    if found.ci_low is not None and found.ci_high is not None:
        lines.append(say("agreement.interval", language, low=_rounded(found.ci_low), high=_rounded(found.ci_high)))
    if found.measure == "alpha" and found.below_667 is not None and found.below_800 is not None:
        shares = {"low": f"{found.below_667:.0%}", "high": f"{found.below_800:.0%}"}
        lines.append(say("agreement.below", language, **shares))
    if found.design_effect is not None:
        lines.append(say("agreement.design_effect", language, value=f"{found.design_effect:.2f}"))
    lines += [_flag(flag, language) for flag in found.flags]
    return [*lines, say("agreement.method", language, method=found.method)] if found.method else lines


def _flag(flag: str, language: str) -> str:
    said, colour = say(f"agreement.flag.{flag}", language), flags.colour(flag)
    return say(f"agreement.{colour}", language, flag=said) if colour else said


def in_one_sentence(question: str, found: Agreement, language: str) -> str:
    """A question's figure in one plain sentence; why there is none where too few items make one worthless."""
    asked = say(f"compare.{question}", language)
    if found.value is None or "too_few_items" in found.flags:
        return say(
            "compare.no_figure", language, question=asked, reason=say(f"agreement.flag.{found.flags[0]}", language)
        )
    facts = {"question": asked, "value": _signed(found.value), "items": found.n_items, "reviewers": found.n_reviewers}
    if found.ci_low is None or found.ci_high is None:
        return say("compare.sentence_no_interval", language, **facts)
    return say("compare.sentence", language, low=_signed(found.ci_low), high=_signed(found.ci_high), **facts)


def _signed(value: float) -> str:
    """Two decimals; a mark keeps the minus before its number in right-to-left text."""
    return f"\u200e{value:.2f}" if value < 0 else f"{value:.2f}"


def _rounded(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def measure_file(
    data: bytes, columns: Columns, kind: Measure, level: Level, seed: int = 1, categories: Sequence[str] = ()
) -> Agreement:
    """The agreement in a long CSV; raises BadUpload or Invalid with what is wrong with the file."""
    text = decode(data, Limits(max_bytes=MAX_BYTES), prose=False).text
    if kind in CORRELATIONS and level not in ("interval", "ratio"):
        raise Invalid("measure_needs_numbers", measure=kind)
    if categories and level != "nominal":
        raise Invalid("categories_nominal", level=level)
    long = read_long(text, columns, level)
    if len(set(long.items)) * len(set(long.reviewers)) > _CELLS:
        raise Invalid("table_too_large", items=len(set(long.items)), reviewers=len(set(long.reviewers)))
    ratings = from_rows(long.items, long.reviewers, long.values, long.clusters, categories)
    if level != "interval":
        _refuse_what_is_too_large(ratings, kind, columns)
    found = measure(ratings, kind, level, seed)
    return replace(found, flags=(*found.flags, "torn")) if torn(long) else found


def _refuse_what_is_too_large(ratings: Ratings, kind: Measure, columns: Columns) -> None:
    """Labels are counted, value by value: with very many of them the counts outgrow the memory."""
    rows, width, values = len(ratings.patterns.weights), 1, len(ratings.values)
    if kind == "kappa":  # each reviewer has counts of their own
        rows, width = len(Patterns.of(ratings.codes, values).weights), ratings.codes.shape[1]
    if values > _VALUES or (values > _FEW and rows * width * values > _COUNTS):
        raise Invalid("values_too_many", name=columns.value, count=values)
    if rows * width * values > _COUNTS:
        raise Invalid("table_too_large", items=len(ratings.codes), reviewers=ratings.codes.shape[1])
