"""Bringing articles in, and looking after them."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.clock import new_id, now
from annotator.domain import policy, recutting, schemes
from annotator.domain.align import align, covering
from annotator.domain.plain import to_plain
from annotator.domain.policy import Actor
from annotator.domain.records import Article, Project, Sentence
from annotator.domain.recutting import Range
from annotator.domain.text import fingerprint
from annotator.errors import Invalid, NotFound
from annotator.ingest.articles import Draft, read_article, read_field, read_source
from annotator.ingest.limits import limits
from annotator.services.people.membership import give_role
from db import articles, projects
from db.operations import Event, record_events
from db.store import Store, Tx


@dataclass(frozen=True)
class ArticleForm:
    """An article as somebody brings it. Empty language: recognise it. `ranges`: the sentences as corrected by hand."""

    text: str
    title: str = ""
    language: str = ""
    publisher: str = ""
    url: str = ""
    system: str = ""
    source_text: str = ""
    source_language: str = ""
    unwrap: bool = False
    ranges: Sequence[Range] | None = None


def draft(form: ArticleForm) -> Draft:
    """The article as it would be stored, sentences cut; raises BadUpload or Invalid. Nothing is stored."""
    return read_article(
        form.text,
        language=form.language or None,
        title=form.title or None,
        unwrap_lines=form.unwrap,
        limits=limits(),
    )


def add_article(store: Store, actor: Actor, project_id: str, form: ArticleForm) -> tuple[Article, int]:
    """Stores an article; gives it back with the number of its sentences. Raises BadUpload or Invalid."""
    drafted = draft(form)
    ranges = drafted.sentences if form.ranges is None else [(start, end) for start, end in form.ranges]
    recutting.check(drafted.text, ranges)
    source = read_source(form.source_text, form.source_language or None, limits())
    article = Article(
        id=new_id(),
        project_id=project_id,
        title=drafted.title,
        language=drafted.language,
        text=drafted.text,
        source_text=source.text,
        source_language=source.language,
        publisher=read_field("publisher", form.publisher),
        url=read_field("url", form.url),
        system=read_field("system", form.system),
        created_at=now(),
        retired_at=None,
    )
    sentences = paired(article, ranges, source.sentences)
    with store.write(article.id) as tx:
        project = live_project(tx, project_id)
        policy.require(actor, "edit", project)
        articles.add(tx, article, sentences, actor.id or None)
        record_act(tx, actor, article, "added")
    return article, len(sentences)


def paired(article: Article, ranges: Sequence[Range], source: Sequence[Range]) -> list[Sentence]:
    """The sentences of an article, each with the part of the source that it translates."""
    targets = [article.text[start:end] for start, end in ranges]
    links = covering(align([article.source_text[start:end] for start, end in source], targets), len(source))
    sentences = []
    for index, (start, end) in enumerate(ranges):
        first, last = links[index]
        source_start, source_end = (source[first][0], source[last - 1][1]) if first < last else (None, None)
        sentences.append(Sentence(new_id(), article.id, start, end, source_start, source_end))
    return sentences


def project_named(
    store: Store, actor: Actor, name: str, *, create: bool = False, scheme_text: str = "", weights: str = ""
) -> tuple[Project, bool]:
    """The project of this name, and whether it was made just now, under this scheme and these weights or the default.

    Raises NotFound, or Invalid for a bad name.
    """
    name = read_field("project", name).strip()
    with store.write() as tx:
        project = projects.by_name(tx, name)
        if project is not None and policy.may(actor, "see", project):
            if project.retired_at is not None:
                raise Invalid("project_retired", name=project.name)
            return project, False
        if not create:
            raise NotFound("project_unknown", name=name)
        policy.require(actor, "make_project")
        return new_project(tx, actor, name, scheme_text=scheme_text, weights=weights), True


def new_project(
    tx: Tx, actor: Actor, name: str, *, example: bool = False, scheme_text: str = "", weights: str = ""
) -> Project:
    """Stores a project under a scheme, the default one where none is given; who makes it leads it."""
    if not name:
        raise Invalid("project_nameless")
    if projects.by_name(tx, name) is not None:
        raise Invalid("project_taken", name=name)
    scheme_text = scheme_text or schemes.default_text()
    scheme = schemes.load(scheme_text)
    project = Project(
        id=new_id(),
        name=name,
        scheme_id=new_id(),
        weights=scheme.preset(weights or scheme.default_weights).id,
        is_example=example,
        created_at=now(),
        retired_at=None,
    )
    projects.add(tx, project, scheme_text, actor.id or None)
    record_events(tx, actor.id or None, [Event("project", project.id, "added", None, {"name": name})])
    if actor.id:
        give_role(tx, actor, project.id, actor.id, "lead")
    return project


def visible_projects(store: Store, actor: Actor) -> list[Project]:
    """The projects that the actor may see, the oldest first."""
    with store.read() as tx:
        return [project for project in projects.all_live(tx) if policy.may(actor, "see", project)]


def create_project(store: Store, actor: Actor, name: str, scheme: str = "default") -> Project:
    """Makes a project under a built-in scheme; raises Invalid for a name that is missing or taken."""
    policy.require(actor, "make_project")
    text = schemes.built_in_text(scheme)
    with store.write() as tx:
        return new_project(tx, actor, read_field("project", name).strip(), scheme_text=text)


def retire_project(store: Store, actor: Actor, project_id: str) -> None:
    """Takes a project out of sight; nothing of it is lost."""
    with store.write() as tx:
        project = live_project(tx, project_id)
        policy.require(actor, "manage", project)
        projects.set_retired(tx, project_id, True)
        record_events(tx, actor.id or None, [Event("project", project_id, "retired", None, None)])


def choose_weights(store: Store, actor: Actor, project_id: str, weights: str) -> None:
    """Chooses the preset that a project's scores are shown under."""
    with store.write() as tx:
        project = live_project(tx, project_id)
        policy.require(actor, "manage", project)
        schemes.load(projects.scheme_body(tx, project.scheme_id)).preset(weights)
        projects.set_weights(tx, project_id, weights)
        record_events(
            tx,
            actor.id or None,
            [Event("project", project_id, "changed", {"weights": project.weights}, {"weights": weights})],
        )


def set_article_retired(store: Store, actor: Actor, article_id: str, retired: bool) -> None:
    """Takes an article out of the list, or puts it back; its reviews stay."""
    with store.write(article_id) as tx:
        article = articles.get(tx, article_id)
        if article is None:
            raise NotFound("not_found")
        policy.require(actor, "edit", article)
        live_project(tx, article.project_id)
        articles.set_retired(tx, article_id, retired)
        record_act(tx, actor, article, "retired" if retired else "restored")


def live_project(tx: Tx, id: str) -> Project:
    """The project with this id; raises NotFound when there is none or it is retired."""
    project = projects.get(tx, id)
    if project is None or project.retired_at is not None:
        raise NotFound("not_found")
    return project


def record_act(tx: Tx, actor: Actor, article: Article, action: str) -> None:
    """Keeps the event of an article: what it is, but for its texts."""
    facts = {key: value for key, value in to_plain(article).items() if key not in ("text", "source_text")}
    facts |= {"text_sha256": fingerprint(article.text), "source_text_sha256": fingerprint(article.source_text)}
    record_events(tx, actor.id or None, [Event("article", article.id, action, None, facts, None, article.id)])
