"""Where a row of somebody's work stands: the sentence and the words of its mark, or the row that it rests on.

Only what is the owner's own, and what the actor may see, can be named.
"""

from typing import Any

from annotator.domain import records, reviewing
from annotator.domain.policy import Actor
from annotator.domain.records import Article, Project, Sentence
from annotator.domain.scheme import Scheme
from annotator.errors import Invalid, NotFound
from annotator.services.claims import attaching, reusing
from annotator.services.review import asides
from db import articles, work
from db.store import Tx


class Placing:
    """Finds the places of one owner's rows in one article; each call gives the fields that follow from the place."""

    def __init__(self, tx: Tx, actor: Actor, article: Article, project: Project, owner: str, scheme: Scheme) -> None:
        self.tx, self.actor, self.article, self.project = tx, actor, article, project
        self.owner, self.scheme = owner, scheme

    def new(self, kind: str, values: dict[str, Any]) -> dict[str, Any]:
        """The place of a row that is added, of any kind but a review; raises Invalid, NotFound."""
        placed: dict[str, Any] = getattr(self, f"_{kind}")(values)
        return placed

    def again(self, mark: records.Issue | records.Claim, before: records.Work) -> dict[str, Any]:
        """The place of a mark that may have been moved."""
        if isinstance(mark, records.Claim):
            placed = self._marked("translation", mark.start, mark.end, point=False)
            return placed | self._in_source(mark.source_start, mark.source_end)
        # What is a point may stay one, whatever it is called.
        was_point = isinstance(before, records.Issue) and before.start == before.end
        point = was_point or self.scheme.category(mark.category).point
        return self._marked(mark.side, mark.start, mark.end, point=point)

    def sentence(self, id: str) -> Sentence:
        """A sentence of the article; raises NotFound."""
        sentence = articles.sentence(self.tx, id)
        if sentence is None or sentence.article_id != self.article.id:
            raise NotFound("not_found")
        return sentence

    def _issue(self, values: dict[str, Any]) -> dict[str, Any]:
        point = self.scheme.category(values["category"]).point
        return self._marked(values["side"], values["start"], values["end"], point=point) | self._suggested(values)

    def _claim(self, values: dict[str, Any]) -> dict[str, Any]:
        placed = self._marked("translation", values["start"], values["end"], point=False) | self._suggested(values)
        placed |= self._in_source(values.get("source_start"), values.get("source_end"))
        return {"statement": placed["quote"], **placed} if "statement" not in values else placed

    def _evidence(self, values: dict[str, Any]) -> dict[str, Any]:
        placed = self._beside_claim(values["claim_id"])
        shared = reusing.source_of(self.tx, self.actor, values.get("same_as"))
        file = attaching.file_facts(self.tx, self.article.project_id, values)
        return {**{name: value for name, value in shared.items() if name not in values}, **file, **placed}

    def _distortion(self, values: dict[str, Any]) -> dict[str, Any]:
        self._own(records.Issue, values["issue_id"])
        return self._beside_claim(values["claim_id"])

    def _relation(self, values: dict[str, Any]) -> dict[str, Any]:
        reusing.require_other(self.tx, self.actor, values["claim_id"], values["other_id"])
        return self._beside_claim(values["claim_id"])

    def _resemblance(self, values: dict[str, Any]) -> dict[str, Any]:
        asides.require_known(self.tx, self.actor, self.project, values["known_id"])
        return self._marked("translation", values["start"], values["end"], point=False)

    def _dismissal(self, values: dict[str, Any]) -> dict[str, Any]:
        asides.suggested_by(self.tx, self.article.id, values["hint"])
        return self._marked(values["side"], values["start"], values["end"], point=True)

    def _marked(self, side: records.Side, start: int, end: int, *, point: bool) -> dict[str, Any]:
        quote = reviewing.quote_of(self.article, side, start, end, point=point)
        sentence = articles.sentence_at(self.tx, self.article.id, start, side)
        return {"quote": quote, "sentence_id": sentence.id}

    def _in_source(self, start: int | None, end: int | None) -> dict[str, Any]:
        """A claim's words in the source; both ends or neither."""
        if start is None and end is None:
            return {"source_quote": ""}
        if start is None or end is None:
            raise Invalid("field_missing", field="source_end" if end is None else "source_start")
        return {"source_quote": reviewing.quote_of(self.article, "source", start, end)}

    def _suggested(self, values: dict[str, Any]) -> dict[str, Any]:
        hint = values.get("suggestion")
        return {} if hint is None else {"suggested_by": asides.suggested_by(self.tx, self.article.id, hint)}

    def _beside_claim(self, claim_id: str) -> dict[str, Any]:
        return {"sentence_id": self._own(records.Claim, claim_id).sentence_id}

    def _own(self, kind: type[Any], id: str) -> Any:
        found = work.get(self.tx, kind, id)
        if found is None or found.retired_at is not None:
            raise NotFound("not_found")
        if (found.reviewer_id, found.article_id) != (self.owner, self.article.id):
            raise NotFound("not_found")
        return found
