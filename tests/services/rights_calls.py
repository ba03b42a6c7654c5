"""How each line of the table of rights is called: `CALLS[name](store, actor, things)`."""

import json
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from annotator.clock import new_id, now
from annotator.domain import schemes
from annotator.domain.policy import COMMAND_LINE, Actor
from annotator.services.already_checked import known_claims, look_alikes, resemblances
from annotator.services.assignment import assigning, board, distributing, queueing
from annotator.services.claims import (
    claim_record,
    claims_page,
    distorting,
    duplicates,
    evidence_files,
    responsibility,
    verdict_mapping,
)
from annotator.services.comments import threads
from annotator.services.compare import comparing, comparing_reports
from annotator.services.consensus import consensus_pages, consensus_reports, settling
from annotator.services.hints import offering, suggesting
from annotator.services.library import aligning, articles, cutting, importing, resembling
from annotator.services.library.articles import ArticleForm
from annotator.services.library.importing import ImportForm
from annotator.services.people import accounts, auditing, invitations, members, resetting, sessions
from annotator.services.reports import exporting, pages
from annotator.services.review import annotating, history, reading
from annotator.services.schemes import revising
from db.store import Store
from tests.conftest import PASSWORD
from tests.ingest.mqm import tsv
from tests.services.desks import OWNERS

Call = Callable[[Store, Actor, SimpleNamespace], Any]
CALLS: dict[str, Call] = {}
EARLIER = now() - timedelta(days=1)


def call(name: str) -> Callable[[Call], Call]:
    """Names the line that a function carries out."""

    def named(function: Call) -> Call:
        CALLS[name] = function
        return function

    return named


def of_project(*functions: Any, **more: Any) -> None:
    """Lines that are called with a project and nothing else to choose."""
    for function in functions:
        name = f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
        CALLS[name] = lambda store, actor, x, function=function: listed(function(store, actor, x.project, **more))


def listed(result: Any) -> Any:
    """What a generator would give."""
    return list(result) if hasattr(result, "__next__") else result


of_project(reading.progress, reading.weight_presets, reading.category_names, pages.pages_of, members.members)
of_project(comparing.comparison, comparing_reports.agreement_rows, comparing_reports.disagreement_rows)
of_project(consensus_pages.consensus_pages, consensus_reports.consensus_rows, articles.retire_project)
of_project(invitations.open_invitations)
of_project(exporting.report_rows, exporting.report_csv, name="issues")
of_project(reading.label_names, kind="severity")
of_project(distorting.report, distorting.distortion_rows, distorting.reversed_rows, verdict_mapping.scales)
of_project(verdict_mapping.scale, id="fever")
of_project(articles.choose_weights, weights="flat")
of_project(revising.versions, revising.current, revising.uses, revising.as_toml)
of_project(revising.version, number=1)
of_project(revising.from_toml, text=schemes.mqm_text())
of_project(consensus_reports.with_distributions, name="issues", rows_of=lambda page: iter(()))
of_project(settling.queue, language="ar", since=EARLIER)
of_project(resemblances.resemblance_rows)
of_project(offering.choose_hints, on=False)
of_project(duplicates.duplicates)
of_project(resembling.resembled, text="a text that resembles nothing here")
of_project(invitations.invite, role="viewer")
of_project(assigning.set_needed, needed=3)
of_project(queueing.queue, queueing.next_article, board.board, today=EARLIER.date())
of_project(distributing.people, distributing.preview, board.progress_rows, threads.mentions, threads.comment_rows)
CALLS |= {
    "accounts.has_password": lambda store, actor, x: accounts.has_password(store, actor),
    "accounts.set_language": lambda store, actor, x: accounts.set_language(store, actor, "en"),
    "accounts.sign_out_others": lambda store, actor, x: accounts.sign_out_others(store, actor, x.token),
    "sessions.own_sessions": lambda store, actor, x: sessions.own_sessions(store, actor),
    "sessions.end_session": lambda store, actor, x: sessions.end_session(store, actor, x.session),
    "articles.visible_projects": lambda store, actor, x: articles.visible_projects(store, actor),
    "articles.project_named": lambda store, actor, x: articles.project_named(store, actor, x.project_name),
    "articles.project_named:create": lambda store, actor, x: articles.project_named(store, actor, "new", create=True),
    "articles.create_project": lambda store, actor, x: articles.create_project(store, actor, "new"),
    "articles.add_article": lambda store, actor, x: articles.add_article(store, actor, x.project, ArticleForm("نص.")),
    "articles.set_article_retired": lambda store, actor, x: articles.set_article_retired(store, actor, x.article, True),
    "assigning.set_plan": lambda store, actor, x: assigning.set_plan(store, actor, x.article, 3, "2026-11-30"),
    "assigning.assign": lambda store, actor, x: assigning.assign(store, actor, x.article, x.owner),
    "assigning.take_away": lambda store, actor, x: assigning.take_away(store, actor, x.article, x.person),
    "assigning.remind": lambda store, actor, x: assigning.remind(store, actor, x.article, x.person),
    "assigning.remind_all": lambda store, actor, x: assigning.remind_all(store, actor, x.project, x.person),
    "assigning.reopen": lambda store, actor, x: assigning.reopen(store, actor, x.article, x.person, "why"),
    "assigning.hand_back": lambda store, actor, x: assigning.hand_back(store, actor, x.article, "why"),
    "queueing.stopped_at": lambda store, actor, x: queueing.stopped_at(store, actor, x.article),
    "threads.threads": lambda store, actor, x: threads.threads(store, actor, x.article),
    "reading.article_text": lambda store, actor, x: reading.article_text(store, actor, x.article),
    "settling.versions": lambda store, actor, x: settling.versions(store, actor, x.article, x.sentences[0]),
    "members.everyone": lambda store, actor, x: members.everyone(store, actor),
    "members.set_role": lambda store, actor, x: members.set_role(store, actor, x.project, x.person, "viewer"),
    "members.remove_member": lambda store, actor, x: members.remove_member(store, actor, x.project, x.person),
    "members.set_disabled": lambda store, actor, x: members.set_disabled(store, actor, x.person, True),
    "members.set_admin": lambda store, actor, x: members.set_admin(store, actor, x.person, True),
    "members.end_sessions": lambda store, actor, x: members.end_sessions(store, actor, x.person),
    "resetting.reset_link": lambda store, actor, x: resetting.reset_link(store, actor, x.person),
    "invitations.invite:admin": lambda store, actor, x: invitations.invite(store, actor, None, "admin"),
    "invitations.open_invitations:all": lambda store, actor, x: invitations.open_invitations(store, actor),
    "invitations.withdraw": lambda store, actor, x: invitations.withdraw(store, actor, x.invitation),
    "invitations.join": lambda store, actor, x: invitations.join(store, actor, x.invited),
    "auditing.audit_rows": lambda store, actor, x: list(auditing.audit_rows(store, actor)),
    "auditing.audit_page": lambda store, actor, x: auditing.audit_page(store, actor, auditing.ALL, None, 50),
    "auditing.audit_csv": lambda store, actor, x: list(auditing.audit_csv(store, actor)),
}


@call("distributing.give_out")
def _give_out(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return distributing.give_out(
        store, actor, x.project, distributing.preview(store, COMMAND_LINE, x.real).distribution
    )


@call("members.set_role:stranger")
def _a_person_of_no_project_of_the_leads(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return members.set_role(store, actor, x.project, x.stranger, "viewer")


@call("revising.revise")
def _revise(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return revising.revise(store, actor, x.project, x.scheme, schemes.load(schemes.mqm_text()))


@call("revising.revise:overtaken")
def _revise_late(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return revising.revise(store, actor, x.project, new_id(), schemes.load(schemes.mqm_text()))


@call("importing.import_mqm")
def _import(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return importing.import_mqm(store, actor, tsv({}), ImportForm(x.project_name))


@call("aligning.alignment")
def _alignment(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return aligning.alignment(store, actor, x.article)


@call("aligning.set_alignment")
def _set_alignment(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    seen = aligning.alignment(store, COMMAND_LINE, x.article).parts
    return aligning.set_alignment(store, actor, x.article, seen, seen)


@call("aligning.edit_alignment")
def _edit_alignment(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    seen = aligning.alignment(store, COMMAND_LINE, x.article).parts
    return aligning.edit_alignment(store, actor, x.article, seen, 0, "join_down")


@call("aligning.edit_alignment:overtaken")
def _edit_late(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return aligning.edit_alignment(store, actor, x.article, [None], 0, "join_down")


@call("known_claims.import_collection")
def _import_claims(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return known_claims.import_collection(store, actor, b"id,claim\n1,prices rose\n", x.project_name)


@call("claims_page.claims")
def _claims(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return claims_page.claims(store, actor, x.project, claims_page.Wanted())


@call("claim_record.record")
def _record(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return claim_record.record(store, actor, x.claim)


@call("claim_record.reusable")
def _reusable(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return claim_record.reusable(store, actor, x.claim)


@call("distorting.report:consensus")
def _distortion_of_consensus(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return distorting.report(store, actor, x.project, "consensus")


@call("evidence_files.attach")
def _attach(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    put = {"act": "put", "kind": "evidence", "thing": x.evidence, "revision": 1, "fields": {"locator": "7"}}
    return evidence_files.attach(store, actor, {"id": new_id(), "article": x.article, **put}, "a.txt", b"abc")


@call("evidence_files.file_of")
def _file_of(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return evidence_files.file_of(store, actor, x.evidence)


@call("responsibility.assign")
def _assign(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    wanted = responsibility.Assignment(x.owner, "2026-12-31")
    return responsibility.assign(store, actor, x.project, [x.claim], wanted)


@call("known_claims.search")
def _search_claims(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return known_claims.search(store, actor, x.project, OWNERS)


@call("look_alikes.look_alikes")
def _look_alikes(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return look_alikes.look_alikes(store, actor, x.article, 0, 10)


@call("offering.offers")
def _offers(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return offering.offers(store, actor, x.article)


@call("suggesting.import_suggestions")
def _suggest(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    span = {"article": x.article, "sentence": 1, "start": 0, "end": 3, "quote": x.text[:3]}
    labels = {"category": "number_date", "severity": "minor", "model": "m"}
    return suggesting.import_suggestions(store, actor, json.dumps([span | labels]).encode(), x.project_name)


@call("accounts.change_password")
def _change_password(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return accounts.change_password(store, actor, "", PASSWORD, "another four words")


@call("exporting.report_rows:consensus")
def _consensus_rows(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return list(exporting.report_rows(store, actor, x.project, "issues", "consensus"))


@call("exporting.report_rows:disagreements")
def _disagreements(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return list(exporting.report_rows(store, actor, x.project, "disagreements"))


@call("exporting.report_rows:comments")
def _comments(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return list(exporting.report_rows(store, actor, x.project, "comments"))


@call("exporting.report_csv:consensus")
def _consensus_csv(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return list(exporting.report_csv(store, actor, x.project, "issues", "consensus"))


@call("cutting.recut_article")
def _recut(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    points = [0, *(place + 2 for place, letter in enumerate(x.text) if letter == "." and place + 2 < len(x.text))]
    ends = [*(point - 1 for point in points[1:]), len(x.text)]
    seen = list(zip(points, ends, strict=True))
    return cutting.recut_article(store, actor, x.article, seen, [(0, seen[1][1]), *seen[2:]])


@call("reading.article_for_reviewer")
def _article(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return reading.article_for_reviewer(store, actor, x.article, "ar", EARLIER, EARLIER)


@call("reading.scheme_for_reviewer")
def _scheme(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return reading.scheme_for_reviewer(store, actor, x.article, "ar")


@call("reading.article_for_reviewer:consensus")
def _consensus(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return reading.article_for_reviewer(store, actor, x.article, "ar", EARLIER, EARLIER, of_consensus=True)


@call("history.of_sentence")
def _history(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return history.of_sentence(store, actor, x.article, x.sentences[0], "en")


@call("history.of_sentence:consensus")
def _history_of_consensus(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
    return history.of_sentence(store, actor, x.article, x.sentences[0], "en", of_consensus=True)


def operation(name: str, id: Callable[[SimpleNamespace], str], **facts: Callable[[SimpleNamespace], Any]) -> None:
    """A line that is one operation; its facts are made of the things."""

    def carried_out(store: Store, actor: Actor, x: SimpleNamespace) -> Any:
        made = {key: make(x) for key, make in facts.items()}
        return annotating.apply(store, actor, {"id": id(x), "article": x.article, **made})

    CALLS[name] = carried_out


def new(_x: SimpleNamespace) -> str:
    return new_id()


def just(value: Any) -> Callable[[SimpleNamespace], Any]:
    """The same whatever the things are."""
    return lambda _x: value


PLACE = {"start": 0, "end": 3, "side": "translation", "category": "number_date", "severity": "minor"}
PUT = {"act": just("put"), "kind": just("issue"), "revision": just(0)}
SETTLE = {"sentence": lambda x: x.sentences[1], "revision": just(0), "reason": just(None), "note": just("")}
operation("annotating.apply", new, **PUT, thing=new, fields=just(PLACE))
operation(
    "annotating.apply:others_issue",
    new,
    **PUT | {"revision": just(1)},
    thing=lambda x: x.issue,
    fields=just({"severity": "minor"}),
)
operation("annotating.apply:undo_others", new, act=just("undo"), operation=lambda x: x.marked)
operation("annotating.apply:repeat_others", lambda x: x.marked, **PUT, thing=new, fields=just(PLACE))
operation("annotating.apply:work", new, act=just("work"), sentence=lambda x: x.sentences[0], seconds=just(5))
operation("annotating.apply:submit", new, act=just("submit"), submitted=just(False))
operation("annotating.apply:settle", new, act=just("settle"), take=just(None), **SETTLE)
operation("annotating.apply:settle_all", new, act=just("settle_all"), boundaries=just("core"), severity=just(None))
operation(
    "annotating.apply:edit_consensus",
    new,
    **PUT,
    **{"as": just("consensus"), "thing": new, "fields": just(PLACE)},
)
operation(
    "annotating.apply:restore",
    new,
    act=just("restore"),
    event=lambda x: x.event,
    state=just("after"),
    revision=lambda x: x.revision,
)
operation("annotating.apply:undo_settled", new, act=just("undo"), operation=lambda x: x.settled)
operation(
    "annotating.apply:comment",
    new,
    act=just("comment"),
    sentence=lambda x: x.sentences[0],
    comment=new,
    revision=just(0),
    text=just("why?"),
)
operation(
    "annotating.apply:others_comment",
    new,
    act=just("comment"),
    sentence=lambda x: x.sentences[0],
    comment=lambda x: x.comment,
    revision=just(1),
    text=just("otherwise"),
)
operation("annotating.apply:uncomment", new, act=just("uncomment"), comment=lambda x: x.comment, revision=just(1))
operation("annotating.apply:resolve", new, act=just("resolve"), sentence=lambda x: x.sentences[0], resolved=just(True))
operation("annotating.apply:read", new, act=just("read"), sentence=lambda x: x.sentences[0])
RELATE = {"start": 0, "end": 3, "relation": "same"}
operation(
    "annotating.apply:relate",
    new,
    **PUT | {"kind": just("resemblance")},
    thing=new,
    fields=lambda x: RELATE | {"known_id": x.known},
)
operation(
    "annotating.apply:relate_hidden",  # to a claim of the owner, whose article nobody else has handed in
    new,
    **PUT | {"kind": just("resemblance")},
    thing=new,
    fields=lambda x: RELATE | {"known_id": x.claim},
)
