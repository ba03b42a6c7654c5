"""The routes that the annotate page talks to: the article, one operation for each act, the words."""

from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from annotator.clock import now
from annotator.errors import Invalid
from annotator.services.already_checked import look_alikes
from annotator.services.claims import duplicates
from annotator.services.comments import threads
from annotator.services.consensus import settling
from annotator.services.hints import offering
from annotator.services.library import aligning, cutting
from annotator.services.people.accounts import SignedIn
from annotator.services.review import history, reading
from annotator.web.answering import answering
from annotator.web.claims import claims_routes
from annotator.words import section
from db.store import Store

_SECTIONS = ("pane", "aside", "settle", "discuss", "history", "claims")  # of the words of the pages that scripts draw


def api_routes(store: Store) -> list[Route]:
    """The API's routes. The gate in front of them has looked the session up."""
    return [
        Route("/api/articles/{id}", answering(store, _article), methods=["GET"]),
        Route("/api/articles/{id}/scheme", answering(store, _scheme), methods=["GET"]),
        Route("/api/articles/{id}/cut", answering(store, _cut), methods=["POST"]),
        Route("/api/articles/{id}/alignment", answering(store, _alignment), methods=["POST"]),
        Route("/api/articles/{id}/hints", answering(store, _hints), methods=["GET"]),
        Route("/api/articles/{id}/look-alikes", answering(store, _look_alikes), methods=["GET"]),
        Route("/api/articles/{id}/versions/{sentence}", answering(store, _versions), methods=["GET"]),
        Route("/api/projects/{id}/duplicates", answering(store, _duplicates), methods=["GET"]),
        Route("/api/articles/{id}/history/{sentence}", answering(store, _history), methods=["GET"]),
        Route("/api/articles/{id}/comments", answering(store, _comments), methods=["GET"]),
        Route("/api/projects/{id}/settling", answering(store, _settling), methods=["GET"]),
        Route("/api/words", answering(store, _words), methods=["GET"]),
        *claims_routes(store),
    ]


def _article(store: Store, signed_in: SignedIn, request: Request, _body: Any) -> Any:
    language = signed_in.actor.language
    day_start = _time(request.query_params.get("day_start", ""))
    of_consensus = request.query_params.get("as") == "consensus"
    return reading.article_for_reviewer(
        store, signed_in.actor, request.path_params["id"], language, signed_in.since, day_start, of_consensus
    )


def _scheme(store: Store, signed_in: SignedIn, request: Request, _body: Any) -> Any:
    actor, known = signed_in.actor, request.query_params.get("known", "")
    return reading.scheme_for_reviewer(store, actor, request.path_params["id"], actor.language, known)


def _cut(store: Store, signed_in: SignedIn, request: Request, body: Any) -> Any:
    if not isinstance(body, dict):
        raise Invalid("operation_bad", key="cut")
    seen, ranges = _ranges(body.get("seen")), _ranges(body.get("ranges"))
    sentences = cutting.recut_article(store, signed_in.actor, request.path_params["id"], seen, ranges)
    return {"sentences": len(sentences)}


def _alignment(store: Store, signed_in: SignedIn, request: Request, body: Any) -> Any:
    """One edit of the alignment, or parts to set it back to."""
    if not isinstance(body, dict):
        raise Invalid("operation_bad", key="alignment")
    actor, article, seen = signed_in.actor, request.path_params["id"], _parts(body.get("seen"))
    if "parts" in body:
        parts = _parts(body["parts"])
        aligning.set_alignment(store, actor, article, seen, parts)
        return {"parts": parts}
    index, edit = body.get("index"), body.get("edit")
    if type(index) is not int or not isinstance(edit, str):
        raise Invalid("operation_bad", key="edit")
    return {"parts": aligning.edit_alignment(store, actor, article, seen, index, edit)}


def _hints(store: Store, signed_in: SignedIn, request: Request, _body: Any) -> Any:
    return offering.offers(store, signed_in.actor, request.path_params["id"])


def _look_alikes(store: Store, signed_in: SignedIn, request: Request, _body: Any) -> Any:
    """Of some sentences of an article; the page asks again for the next ones."""
    first, count = _count(request, "first"), _count(request, "count")
    return look_alikes.look_alikes(store, signed_in.actor, request.path_params["id"], first, count)


def _duplicates(store: Store, signed_in: SignedIn, request: Request, _body: Any) -> Any:
    return duplicates.duplicates(store, signed_in.actor, request.path_params["id"], _count(request, "first"))


def _count(request: Request, name: str) -> int:
    text = request.query_params.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Invalid("operation_bad", key=name)
    return int(text)


def _settling(store: Store, signed_in: SignedIn, request: Request, _body: Any) -> Any:
    actor, asked = signed_in.actor, request.query_params
    article, kind = asked.get("article", ""), asked.get("kind", "")
    return settling.queue(store, actor, request.path_params["id"], actor.language, signed_in.since, article, kind)


def _versions(store: Store, signed_in: SignedIn, request: Request, _body: Any) -> Any:
    return settling.versions(store, signed_in.actor, request.path_params["id"], request.path_params["sentence"])


def _history(store: Store, signed_in: SignedIn, request: Request, _body: Any) -> Any:
    actor, asked = signed_in.actor, request.query_params
    article, sentence = request.path_params["id"], request.path_params["sentence"]
    kind, of_consensus = asked.get("kind", ""), asked.get("as") == "consensus"
    return history.of_sentence(store, actor, article, sentence, actor.language, kind, of_consensus)


def _comments(store: Store, signed_in: SignedIn, request: Request, _body: Any) -> Any:
    return threads.threads(store, signed_in.actor, request.path_params["id"])


def _words(_store: Store, signed_in: SignedIn, _request: Request, _body: Any) -> Any:
    language = signed_in.actor.language
    return {"language": language, **{k: v for name in _SECTIONS for k, v in section(name, language).items()}}


def _ranges(value: Any) -> list[tuple[int, int]]:
    if not isinstance(value, list) or not all(_is_range(pair) for pair in value):
        raise Invalid("operation_bad", key="ranges")
    return [(start, end) for start, end in value]


def _parts(value: Any) -> list[aligning.Part]:
    if not isinstance(value, list) or not all(part is None or _is_range(part) for part in value):
        raise Invalid("operation_bad", key="parts")
    return [part and (part[0], part[1]) for part in value]


def _is_range(pair: Any) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(type(number) is int for number in pair)


def _time(text: str) -> datetime:
    """The start of the reader's day, which their browser knows; midnight UTC where it says nothing useful."""
    try:
        given = datetime.fromisoformat(text)
        return (given if given.tzinfo else given.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):  # no time, or one that another zone puts before the year 1 or after 9999
        return now().replace(hour=0, minute=0, second=0, microsecond=0)
