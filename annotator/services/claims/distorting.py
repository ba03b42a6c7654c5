"""The distortion report: what translation errors did to a project's claims, as reviewers made them or as they stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from annotator.domain import distortion
from annotator.domain.distortion import Case, Count, Error
from annotator.domain.policy import Actor
from annotator.domain.records import Claim
from annotator.domain.verdicts import difference
from annotator.services.consensus.consensus_pages import consensus_pages
from annotator.services.reports.pages import Page, pages_of
from db.store import Store
from exports.columns import Row

Who = Literal["reviewers", "consensus"]


@dataclass(frozen=True)
class Report:
    """The counts, and as rows the claims that are false, or true, in the translation alone."""

    project: str
    counts: list[Count]
    reversed: list[Row]


def report(store: Store, actor: Actor, project_id: str, who: Who = "reviewers") -> Report:
    """Who may not read all work gets their own. Raises NotFound or Forbidden."""
    cases: list[Case] = []
    rows: list[Row] = []
    project = ""
    for page in _pages(store, actor, project_id, who):
        project = page.project.name
        for claim in page.claims:
            case = _case(page, claim)
            cases.append(case)
            if distortion.only_in_translation(case.difference):
                rows.append(_row(page, claim, case))
    return Report(project, distortion.counts(cases), sorted(rows, key=lambda row: str(row["difference"])))


def distortion_rows(store: Store, actor: Actor, project_id: str, who: Who = "reviewers") -> Iterator[Row]:
    """The rows of the report `distortion`."""
    found = report(store, actor, project_id, who)
    for one in found.counts:
        yield {"project": found.project, "whose": who, **vars(one)}


def reversed_rows(store: Store, actor: Actor, project_id: str, who: Who = "reviewers") -> Iterator[Row]:
    """The rows of the report `reversed`: claims that are false, or true, in the translation alone."""
    yield from report(store, actor, project_id, who).reversed


def _pages(store: Store, actor: Actor, project_id: str, who: Who) -> Iterator[Page]:
    if who == "consensus":
        for found in consensus_pages(store, actor, project_id):
            yield found.page
        return
    for pages in pages_of(store, actor, project_id):
        yield from pages


def _case(page: Page, claim: Claim) -> Case:
    issues = page.issues_by_id
    errors = tuple(
        Error(issues[link.issue_id].severity, issues[link.issue_id].category, link.kind)
        for link in page.distortions_of.get(claim.id, [])
    )
    differs = difference(claim.verdict, claim.verdict_in_source, page.scheme)
    return Case(page.article.system, page.article.publisher, differs, errors)


def _row(page: Page, claim: Claim, case: Case) -> Row:
    return {
        **page.of_sentence(claim.sentence_id),
        "quote": claim.quote,
        "claim_id": claim.id,
        "difference": case.difference,
        "statement": claim.statement,
        "verdict": claim.verdict,
        "verdict_in_source": claim.verdict_in_source,
        "severities": "|".join(error.severity for error in case.errors),
        "categories": "|".join(error.category for error in case.errors),
        "distortion_kinds": "|".join(error.kind for error in case.errors),
        "system": page.article.system,
        "publisher": page.article.publisher,
    }
