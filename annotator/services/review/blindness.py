"""Blind review: nobody sees what others said of an article before they have handed their own work on it in."""

from annotator.domain import policy
from annotator.domain.policy import Actor
from annotator.domain.records import Article, Project, Work
from db import articles, projects, submissions
from db.store import Tx


def comparable(tx: Tx, actor: Actor, project: Project) -> list[str]:
    """The ids of a project's articles whose reviewers the actor may compare, the oldest first.

    All for those who may read all work, else those that the actor has handed in. Raises NotFound or Forbidden.
    """
    policy.require(actor, "compare", project)
    ids = articles.ids_of_project(tx, project.id)
    if policy.may(actor, "read_all_work", project):
        return ids
    own = submissions.submitted_by(tx, actor.id)
    return [id for id in ids if id in own]


def sees(tx: Tx, actor: Actor, record: Work) -> bool:
    """Whether the actor may see a row of somebody's work: their own, or in an article that they have handed in."""
    article = articles.get(tx, record.article_id)
    project = projects.get(tx, article.project_id) if article else None
    if article is None or project is None or not (article.retired_at is project.retired_at is None):
        return False
    if policy.may(actor, "read_all_work", article):
        return True
    if not policy.may(actor, "annotate", article):
        return False
    return record.reviewer_id == actor.id or submissions.is_submitted(tx, article.id, actor.id)


def may_discuss(tx: Tx, actor: Actor, article: Article) -> bool:
    """Whether the actor may read and write comments on an article: who may read all work, and who has handed it in."""
    if policy.may(actor, "read_all_work", article):
        return True
    return policy.may(actor, "annotate", article) and submissions.is_submitted(tx, article.id, actor.id)
