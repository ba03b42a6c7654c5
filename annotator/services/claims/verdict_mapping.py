"""Reports under somebody else's scale of verdicts."""

from collections.abc import Iterable, Iterator

from annotator.domain import policy
from annotator.domain.policy import Actor
from annotator.domain.verdict_scales import Scale
from annotator.errors import Invalid
from annotator.services.library.articles import live_project
from annotator.services.review.presenting import scheme_of
from db.store import Store
from exports.claims import WITH_VERDICTS
from exports.columns import Row

_COLUMNS = ("verdict", "verdict_in_source")


def scales(store: Store, actor: Actor, project_id: str) -> dict[str, Scale]:
    """The scales that a project's scheme knows, by id. Raises NotFound or Forbidden."""
    with store.read() as tx:
        project = live_project(tx, project_id)
        policy.require(actor, "see", project)
        return dict(scheme_of(tx, project).scales)


def scale(store: Store, actor: Actor, project_id: str, id: str) -> Scale:
    """One of them; raises Invalid("scale_unknown")."""
    known = scales(store, actor, project_id)
    if id not in known:
        raise Invalid("scale_unknown", scale=id, scales=", ".join(known))
    return known[id]


def require_verdicts(report: str) -> None:
    """Raises Invalid("report_without_verdicts") for a report that has none."""
    if report not in WITH_VERDICTS:
        raise Invalid("report_without_verdicts", report=report, reports=", ".join(WITH_VERDICTS))


def under(rows: Iterable[Row], wanted: Scale) -> Iterator[Row]:
    """The rows with verdicts as labels of the scale; empty where it has no counterpart."""
    for row in rows:
        yield {**row, **{name: wanted.of(_text(row[name])) for name in _COLUMNS}}


def _text(cell: object) -> str | None:
    return None if cell is None else str(cell)
