"""Who was given which article, and what an article needs."""

from sqlmodel import col, select

from annotator.domain.assignment import Assignment, Plan
from db.convert import to_record, to_values
from db.store import Tx
from db.tables import ArticleRow, AssignmentRow, PlanRow


def get(tx: Tx, article_id: str, person_id: str) -> Assignment | None:
    """What became of giving somebody an article; None where they never had it."""
    row = tx.get(AssignmentRow, (article_id, person_id))
    return None if row is None else to_record(Assignment, row)


def put(tx: Tx, record: Assignment) -> None:
    """Stores an assignment, or overwrites it."""
    tx.merge(AssignmentRow(**to_values(record)))
    tx.flush()


def of_article(tx: Tx, article_id: str) -> list[Assignment]:
    """Everybody who was ever given an article, the earliest first."""
    query = select(AssignmentRow).where(AssignmentRow.article_id == article_id)
    rows = tx.exec(query.order_by(col(AssignmentRow.assigned_at), AssignmentRow.person_id))
    return [to_record(Assignment, row) for row in rows]


def of_project(tx: Tx, project_id: str, person_id: str | None = None) -> list[Assignment]:
    """Every assignment in a project's articles that are not retired, the earliest first; or one person's."""
    query = (
        select(AssignmentRow)
        .join(ArticleRow, col(ArticleRow.id) == col(AssignmentRow.article_id))
        .where(ArticleRow.project_id == project_id, col(ArticleRow.retired_at).is_(None))
        .order_by(col(AssignmentRow.assigned_at), AssignmentRow.article_id, AssignmentRow.person_id)
    )
    if person_id is not None:
        query = query.where(AssignmentRow.person_id == person_id)
    return [to_record(Assignment, row) for row in tx.exec(query)]


def plan(tx: Tx, article_id: str) -> Plan:
    """What an article needs; an empty plan where nobody has said."""
    row = tx.get(PlanRow, article_id)
    return Plan(article_id) if row is None else to_record(Plan, row)


def put_plan(tx: Tx, record: Plan) -> None:
    """Stores what an article needs."""
    tx.merge(PlanRow(**to_values(record)))
    tx.flush()


def plans(tx: Tx, project_id: str) -> dict[str, Plan]:
    """The plans of a project's articles, by article."""
    query = (
        select(PlanRow)
        .join(ArticleRow, col(ArticleRow.id) == col(PlanRow.article_id))
        .where(ArticleRow.project_id == project_id)
    )
    return {row.article_id: to_record(Plan, row) for row in tx.exec(query)}
