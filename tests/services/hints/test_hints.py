"""Hints: offered, accepted, dismissed, undone, switched off; what a model suspects comes in by the same door."""

import json

import pytest

from annotator.clock import new_id
from annotator.domain.records import Issue
from annotator.errors import BadUpload, Forbidden, Invalid, NotFound
from annotator.services.compare import comparing
from annotator.services.hints import offering, suggesting
from annotator.services.library import cutting
from annotator.services.library.example import install
from annotator.services.reports import exporting
from db import work
from tests.conftest import TEXT


def offers(desk, actor=None):
    return offering.offers(desk.store, actor or desk.reviewer, desk.article.id)["hints"]


def figure(desk):
    return next(hint for hint in offers(desk) if hint["id"].startswith("rules:figure_differs"))


def rows(desk, name, who="reviewers", actor=None):
    return list(exporting.report_rows(desk.store, actor or desk.lead, desk.project.id, name, who))


def accept(desk, hint, actor=None, **more):
    id, operation = new_id(), new_id()
    place = {"start": hint["start"], "end": hint["end"], "suggestion": hint["id"]}
    labels = {"side": hint["side"], "category": hint["category"], "severity": hint["severity"]}
    desk.put(hint["makes"], id, id=operation, actor=actor, **place, **(labels if hint["makes"] == "issue" else {}))
    return id, operation


def dismiss(desk, hint):
    id, operation = new_id(), new_id()
    desk.put("dismissal", id, id=operation, side=hint["side"], start=hint["start"], end=hint["end"], hint=hint["id"])
    return id, operation


@pytest.mark.only("sqlite")
def test_a_hint_says_where_why_and_what_it_would_make(desk):
    hint = figure(desk)
    assert TEXT[hint["start"] : hint["end"]] == "30"
    assert (hint["makes"], hint["category"], hint["by"]) == ("issue", "number_date", "rules")
    assert "13" in hint["reasons"][0] and hint["sentence"] == desk.sentences[0].id
    (claim,) = [hint for hint in offers(desk) if hint["makes"] == "claim"]
    assert TEXT[claim["start"] : claim["end"]] == "قال الوزير إن الأسعار ارتفعت 30%."
    assert len(claim["reasons"]) >= 2 and claim["places"]


@pytest.mark.only("sqlite")
def test_hints_count_for_nothing_until_accepted_and_then_tell_who_suggested_them(desk):
    assert offers(desk) and not rows(desk, "issues") and not rows(desk, "claims")
    accept(desk, figure(desk))
    accept(desk, next(hint for hint in offers(desk) if hint["makes"] == "claim"))
    desk.issue("لم توافق")
    assert [row["suggested_by"] for row in rows(desk, "issues")] == ["rules:figure_differs", ""]
    assert [row["suggested_by"] for row in rows(desk, "claims")] == ["rules:claim"]
    assert desk.state(1) == "issues"


def test_a_dismissal_is_kept_for_its_reviewer_alone_judges_nothing_and_is_undone(desk):
    id, operation = dismiss(desk, figure(desk))
    assert desk.state(1) == "unseen"
    undone = desk.undo(operation)
    with desk.store.read() as tx:
        from annotator.domain.suggestions import Dismissal

        (row,) = work.of_article(tx, Dismissal, desk.article.id)
        assert row.id == id and row.retired_at is not None and row.reviewer_id == desk.reviewer.id
    desk.undo(undone)
    with desk.store.read() as tx:
        assert work.of_article(tx, Dismissal, desk.article.id, desk.reviewer.id)[0].retired_at is None
        assert work.of_article(tx, Dismissal, desk.article.id, desk.other.id) == []
    assert desk.state(1) == "unseen"
    comparison = comparing.comparison(desk.store, desk.lead, desk.project.id)
    assert not comparison.pairs


@pytest.mark.only("sqlite")
def test_undoing_an_acceptance_takes_the_mark_away(desk):
    _, operation = accept(desk, figure(desk))
    desk.undo(operation)
    assert rows(desk, "issues") == [] and desk.state(1) == "unseen"


@pytest.mark.only("sqlite")
def test_who_suggested_it_stays_through_changes_and_into_the_consensus(desk):
    id, _ = accept(desk, figure(desk))
    desk.put("issue", id, 1, severity="minor", comment="مقلوب")
    accept(desk, figure(desk), desk.other)
    settle = {"id": new_id(), "article": desk.article.id, "act": "settle", "sentence": desk.sentences[0].id}
    from annotator.services.review import annotating

    take = {"revision": 0, "take": desk.reviewer.id, "reason": None, "note": ""}
    annotating.apply(desk.store, desk.lead, {**settle, **take})
    assert [row["suggested_by"] for row in rows(desk, "issues", "consensus")] == ["rules:figure_differs"]


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("hint", ["rules:nonsense:0:4", "rules:figure_differs", "01abcdefgh01abcdefgh01ab"])
def test_nobody_can_make_up_who_suggested_something(desk, hint):
    with pytest.raises(NotFound):
        desk.issue(suggestion=hint)
    with pytest.raises(Invalid):
        desk.issue(suggested_by="somebody")
    id = desk.issue()
    with pytest.raises(Invalid):
        desk.put("issue", id, 1, suggestion=figure(desk)["id"])


@pytest.mark.only("sqlite")
def test_joining_sentences_takes_dismissals_along(desk):
    dismiss(desk, next(hint for hint in offers(desk) if hint["id"].startswith("rules:figure")))
    ranges = [(sentence.start, sentence.end) for sentence in desk.sentences]
    cutting.recut_article(desk.store, desk.lead, desk.article.id, ranges, [(0, ranges[1][1]), ranges[2]])
    assert figure(desk)["sentence"] == desk.sentences[0].id  # the place is the same, and so the hint's id


@pytest.mark.only("sqlite")
def test_a_lead_switches_hints_off_and_a_reviewer_cannot(desk):
    with pytest.raises(Forbidden):
        offering.choose_hints(desk.store, desk.reviewer, desk.project.id, False)
    offering.choose_hints(desk.store, desk.lead, desk.project.id, False)
    assert offering.offers(desk.store, desk.reviewer, desk.article.id) == {"on": False, "hints": []}
    offering.choose_hints(desk.store, desk.lead, desk.project.id, True)
    assert offers(desk)


@pytest.mark.only("sqlite")
def test_a_dismissal_in_an_article_that_was_handed_in_is_no_work_of_it(desk):
    from annotator.services.review import annotating

    for sentence in desk.sentences:
        desk.put("review", sentence.id, state="clean")
    operation = {"id": new_id(), "article": desk.article.id, "act": "submit", "submitted": True}
    annotating.apply(desk.store, desk.reviewer, operation)
    dismiss(desk, figure(desk))
    with pytest.raises(Invalid, match="already_submitted"):
        accept(desk, figure(desk))


def span(**changes):
    record = {"article": "الأسعار", "sentence": 1, "start": 29, "end": 32, "quote": "30%", "category": "number_date"}
    return {**record, "severity": "major", "score": 0.83, "model": "xcomet-xl", **changes}


def bring(desk, *records, actor=None, whole=None):
    data = json.dumps(whole if whole is not None else {"suggestions": records}, ensure_ascii=False).encode()
    return suggesting.import_suggestions(desk.store, actor or desk.lead, data, desk.project.name)


def test_a_models_spans_become_hints_and_again_add_nothing(desk):
    brought = bring(
        desk, span(), span(sentence=2, start=0, end=2, quote="لم", category="negation_certainty", score=None)
    )
    assert (brought.added, brought.present, brought.amiss) == (2, 0, [])
    assert (bring(desk, span()).added, bring(desk, whole=[span()]).present) == (0, 1)
    first, second = [hint for hint in offers(desk) if hint["by"] == "xcomet-xl"]
    assert TEXT[first["start"] : first["end"]] == "30%" and "0.83" in first["reasons"][0]
    assert second["sentence"] == desk.sentences[1].id and second["severity"] == "major"
    id, _ = accept(desk, first)
    with desk.store.read() as tx:
        assert work.get(tx, Issue, id).suggested_by == "xcomet-xl"
    assert rows(desk, "issues")[0]["suggested_by"] == "xcomet-xl"


BAD = {
    "article_unknown": {"article": "غيره"},
    "sentence_unknown": {"sentence": 9},
    "place_outside": {"start": 2, "end": 400},
    "quote_differs": {"quote": "31%"},
    "quote_empty": {"start": 4, "end": 4, "quote": ""},
    "issue_category_unknown": {"category": "nonsense"},
    "severity_unknown": {"severity": "awful"},
    "field_bad": {"sentence": "1"},
}


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("code", BAD)
def test_one_bad_record_is_told_and_nothing_is_stored(desk, code):
    brought = bring(desk, span(), span(**BAD[code]))
    assert [(one.code, one.number) for one in brought.amiss] == [(code, 2)]
    assert not [hint for hint in offers(desk) if hint["by"] != "rules"]


@pytest.mark.only("sqlite")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"side": "above"}, "field_bad"),
        ({"score": "high"}, "field_bad"),
        ({"score": float("nan")}, "field_bad"),
        ({"model": " "}, "field_bad"),
        ({"start": -1}, "field_bad"),
        ({"start": True}, "field_bad"),
        ({"quote": "\ud800"}, "field_bad"),
        ({"model": "x\ny"}, "field_bad"),
    ],
)
def test_a_record_of_the_wrong_form_is_told_by_its_field(desk, changes, code):
    data = json.dumps([span(**changes)]).encode()
    brought = suggesting.import_suggestions(desk.store, desk.lead, data, desk.project.name)
    assert [(one.code, one.value) for one in brought.amiss] == [(code, next(iter(changes)))]


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("data", [b"", b"{", b"{}", b"[]", b"\xff\xfe", b'"text"', b"[" * 100_000])
def test_what_is_no_list_of_suggestions_is_refused(desk, data):
    with pytest.raises(BadUpload):
        suggesting.import_suggestions(desk.store, desk.lead, data, desk.project.name)


@pytest.mark.only("sqlite")
def test_a_span_on_the_source_is_placed_there(desk):
    bring(desk, span(side="source", start=38, end=41, quote="13%"))
    (hint,) = [hint for hint in offers(desk) if hint["by"] != "rules"]
    assert hint["side"] == "source" and desk.article.source_text[hint["start"] : hint["end"]] == "13%"
    assert hint["sentence"] == desk.sentences[0].id


@pytest.mark.only("sqlite")
def test_only_who_manages_a_project_brings_suggestions_in(desk):
    with pytest.raises(Forbidden):
        bring(desk, span(), actor=desk.reviewer)


@pytest.mark.only("sqlite")
def test_the_example_is_offered_hints_too(store):
    install(store)
    from annotator.domain.policy import COMMAND_LINE
    from db import articles, projects

    with store.read() as tx:
        (project,) = projects.all_live(tx)
        ids = articles.ids_of_project(tx, project.id)
    assert any(offering.offers(store, COMMAND_LINE, id)["hints"] for id in ids)
