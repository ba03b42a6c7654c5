"""What a reviewer's work says of things that stand beside the text: the hint it came from, a known claim."""

from annotator.domain.policy import Actor
from annotator.domain.records import Claim, Project
from annotator.domain.suggestions import RULES, rule_of
from annotator.errors import NotFound
from annotator.services.review.blindness import comparable
from db import articles, known_claims, suggestions, work
from db.store import Tx


def suggested_by(tx: Tx, article_id: str, hint: str) -> str:
    """Whose hint it is: a rule's, "rules:figure_differs", or the name of a model. Raises NotFound."""
    if rule := rule_of(hint):
        return f"{RULES}:{rule}"
    suggestion = suggestions.get(tx, hint)
    if suggestion is None or suggestion.article_id != article_id:
        raise NotFound("not_found")
    return suggestion.model


def require_known(tx: Tx, actor: Actor, project: Project, id: str) -> None:
    """Raises NotFound unless this is an imported claim of the project, or one of its claims that the actor may see."""
    imported = known_claims.by_ids(tx, [id]).get(id)
    if imported is None or imported.project_id != project.id:
        _require_visible(tx, actor, project, work.get(tx, Claim, id))


def _require_visible(tx: Tx, actor: Actor, project: Project, claim: Claim | None) -> None:
    """A claim of the actor's own, or in an article whose reviews they may see."""
    article = articles.get(tx, claim.article_id) if claim else None
    if claim is None or claim.retired_at is not None or article is None or article.project_id != project.id:
        raise NotFound("not_found")
    if claim.reviewer_id != actor.id and article.id not in comparable(tx, actor, project):
        raise NotFound("not_found")
