"""Bringing other people's annotations in: articles, raters and what each of them said, as if they had worked here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from annotator.clock import new_id
from annotator.domain import policy, schemes
from annotator.domain.language import recognise
from annotator.domain.policy import Actor
from annotator.domain.records import Project, Side
from annotator.errors import BadUpload, Invalid
from annotator.ingest import mqm_tsv
from annotator.ingest.articles import read_field, read_language
from annotator.ingest.limits import limits
from annotator.ingest.mqm_rows import Repair
from annotator.ingest.mqm_tsv import Document, Mqm
from annotator.services.library.articles import choose_weights, project_named
from annotator.services.library.importing_rows import Added, Target, title_of, write
from annotator.services.library.raters import Raters
from annotator.services.review.presenting import scheme_of
from db import articles
from db.store import Store, Tx
from exports import csv_file
from exports.desk import REPAIRS

_BATCH = 400  # ratings to a transaction, or one article: others' saves wait no longer than that
_SAMPLE = 500  # segments by which a language is recognised


@dataclass(frozen=True)
class ImportForm:
    """Where a file goes. Empty languages: recognise them; empty weights: those of the file's header."""

    project: str
    language: str = ""
    source_language: str = ""
    weights: str = ""


@dataclass
class Imported:
    """What an import has added, and what it found amiss."""

    project: Project
    made: bool
    articles: int = 0
    sentences: int = 0
    issues: Counter[Side] = field(default_factory=Counter)
    ratings: Counter[str] = field(default_factory=Counter)  # by the rater's name here
    present: int = 0  # ratings that were there already
    checks: dict[str, Counter[str]] = field(default_factory=dict)  # by the rater's name in the file
    repairs: list[Repair] = field(default_factory=list)


def import_mqm(store: Store, actor: Actor, data: bytes, form: ImportForm) -> Imported:
    """Stores what a file in Google's MQM TSV says; what is there already is left as it is.

    Each article is stored whole or not at all: after a failure the same import again completes it.
    Raises BadUpload or Invalid before anything is stored, NotFound or Forbidden.
    """
    file = mqm_tsv.read(data)
    _check(file)
    languages = _languages(file, form)
    scheme_text = schemes.mqm_text()
    weights = schemes.load(scheme_text).preset(form.weights or ("marot" if file.marot else "wmt")).id
    project, made = project_named(store, actor, form.project, create=True, scheme_text=scheme_text, weights=weights)
    policy.require(actor, "manage", project)
    _check_scheme(store, project, file)
    if form.weights and form.weights != project.weights:
        choose_weights(store, actor, project.id, form.weights)
        project = replace(project, weights=form.weights)
    imported = Imported(project, made, checks=file.checks, repairs=file.repairs)
    target = Target(project, *languages)
    for batch in _batches(file.documents):
        with store.write() as tx:
            added = _write(tx, actor, target, batch)
        for one in added:  # only now is it on disk
            imported.articles += one.articles
            imported.sentences += one.sentences
            imported.issues += one.issues
            imported.ratings += one.ratings
            imported.present += one.present
            imported.repairs += one.repairs
    return imported


def repairs_csv(repairs: Sequence[Repair]) -> Iterator[bytes]:
    """Every repair as a row of the dictionary's `repairs`."""
    rows = ({name: getattr(repair, name) for name in Repair.__slots__} for repair in repairs)
    return csv_file.write(rows, REPAIRS)


def _write(tx: Tx, actor: Actor, target: Target, batch: Sequence[Document]) -> list[Added]:
    known, raters = articles.by_title(tx, target.project.id), Raters(tx, actor, target.project)
    fresh = sorted(new_id() for _ in batch)  # articles are listed by id; of one millisecond they are in no order
    added = []
    for id, document in zip(fresh, batch, strict=True):
        there = known.get((title_of(document), document.system))
        added.append(write(tx, actor, target, raters, document, there or id, known=there is not None))
    return added


def _check(file: Mqm) -> None:
    bounds = limits()
    for document in file.documents:
        read_field("system", document.system)
        read_field("title", title_of(document))
        if len(document.items) > bounds.max_sentences:
            raise BadUpload("article_too_many_sentences", limit=bounds.max_sentences)
        for side in ("source", "target"):
            if sum(len(getattr(item, side)) + 1 for item in document.items) > bounds.max_characters:
                raise BadUpload("article_too_long", limit=bounds.max_characters)


def _check_scheme(store: Store, project: Project, file: Mqm) -> None:
    """Raises Invalid("import_scheme_lacks") where the project's scheme has no label for what the file says."""
    with store.read() as tx:
        scheme = scheme_of(tx, project)
    errors = [
        error
        for document in file.documents
        for item in document.items
        for rating in item.ratings.values()
        for error in rating.errors
    ]
    lacking = {error.category for error in errors} - set(scheme.labels["issue_category"])
    lacking |= {error.severity for error in errors} - set(scheme.labels["severity"])
    if lacking:
        raise Invalid("import_scheme_lacks", name=project.name, labels=", ".join(sorted(lacking)))


def _languages(file: Mqm, form: ImportForm) -> tuple[str, str]:
    """Codes of the translations' language and of the sources'."""
    items = list(islice((item for document in file.documents for item in document.items), _SAMPLE))
    target, source = (" ".join(getattr(item, side) for item in items) for side in ("target", "source"))
    return (
        read_language(form.language) if form.language else recognise(target),
        read_language(form.source_language) if form.source_language else recognise(source),
    )


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        ratings = sum(len(item.ratings) + 1 for item in document.items)
        if batch and size + ratings > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append(document)
        size += ratings
    if batch:
        yield batch
