"""A project's scheme through its versions: nothing that was marked is lost, nobody overwrites anybody unseen."""

from dataclasses import replace

import pytest

from annotator.clock import new_id
from annotator.domain import schemes
from annotator.domain.policy import COMMAND_LINE
from annotator.domain.records import Claim, Issue
from annotator.domain.scheme import Label
from annotator.domain.schemes import editing
from annotator.domain.schemes.changes import Change
from annotator.errors import Conflict, Invalid, NotFound
from annotator.services.compare import comparing
from annotator.services.library import articles
from annotator.services.reports import exporting
from annotator.services.review import annotating, reading
from annotator.services.schemes import revising
from annotator.services.schemes.scheme_words import in_words, used
from db import work


def retire(desk, kind: str, id: str) -> revising.Revised:
    """The lead retires a label."""
    version, scheme = revising.current(desk.store, desk.lead, desk.project.id)
    label = replace(scheme.labels[kind][id], retired=True)
    return revising.revise(desk.store, desk.lead, desk.project.id, version.id, editing.with_label(scheme, kind, label))


def rename(desk, kind: str, id: str, **name: str) -> revising.Revised:
    """The lead renames a label."""
    version, scheme = revising.current(desk.store, desk.lead, desk.project.id)
    label = scheme.labels[kind][id]
    changed = replace(label, name={**label.name, **name})
    return revising.revise(
        desk.store, desk.lead, desk.project.id, version.id, editing.with_label(scheme, kind, changed)
    )


def page(desk):
    return reading.article_for_reviewer(
        desk.store, desk.reviewer, desk.article.id, "en", desk.article.created_at, desk.article.created_at
    )


def test_every_version_is_kept_with_who_and_when(desk):
    rename(desk, "verdict", "true", en="Correct")
    retire(desk, "verdict", "satire")
    found = revising.versions(desk.store, desk.lead, desk.project.id)
    assert [(one.number, one.by) for one in found] == [(3, "ليلى"), (2, "ليلى"), (1, "ليلى")]
    assert found[0].at >= found[1].at >= found[2].at
    old, new = (revising.version(desk.store, desk.lead, desk.project.id, number) for number in (1, 3))
    assert old == schemes.default() and new.labels["verdict"]["satire"].retired
    with pytest.raises(NotFound):
        revising.version(desk.store, desk.lead, desk.project.id, 4)


def test_who_saves_second_gets_a_conflict_and_overwrites_nothing(desk):
    version, scheme = revising.current(desk.store, desk.lead, desk.project.id)
    rename(desk, "verdict", "true", en="Correct")
    mine = editing.with_label(scheme, "verdict", replace(scheme.labels["verdict"]["false"], retired=True))
    with pytest.raises(Conflict) as conflict:
        revising.revise(desk.store, desk.lead, desk.project.id, version.id, mine)
    now, stored = revising.current(desk.store, desk.lead, desk.project.id)
    assert (conflict.value.code, conflict.value.params["current"]) == ("scheme_overtaken", now.id)
    assert stored.labels["verdict"]["true"].name["en"] == "Correct" and not stored.labels["verdict"]["false"].retired


def test_saving_what_says_the_same_makes_no_version(desk):
    version, _ = revising.current(desk.store, desk.lead, desk.project.id)
    same = revising.from_toml(
        desk.store, desk.lead, desk.project.id, revising.as_toml(desk.store, desk.lead, desk.project.id)
    )
    with pytest.raises(Invalid) as refusal:
        revising.revise(desk.store, desk.lead, desk.project.id, version.id, same)
    assert refusal.value.code == "scheme_unchanged"
    assert len(revising.versions(desk.store, desk.lead, desk.project.id)) == 1


def test_what_a_change_touches_is_counted_before_it_is_saved(desk):
    desk.issue("30%")
    desk.issue("لم توافق", actor=desk.other)
    gone = desk.issue("الرقم")
    desk.put("issue", gone, 1, retired=True)
    desk.claim(verdict="false", verdict_in_source="true", kinds=["figure", "event"])
    counted = revising.uses(desk.store, desk.lead, desk.project.id)
    assert counted["issue_category"] == {"number_date": 2} and counted["severity"] == {"major": 2}
    assert counted["verdict"] == {"false": 1, "true": 1} and counted["claim_kind"] == {"figure": 1, "event": 1}
    assert used(Change("retired", "issue_category", "number_date"), counted) == 2
    assert used(Change("moved", "issue_category", "number_date"), counted) == 0


def test_a_retired_label_stays_on_its_marks_and_is_given_to_nothing_new(desk):
    id = desk.issue("30%")
    claim = desk.claim(verdict="satire")
    retire(desk, "issue_category", "number_date")
    retire(desk, "verdict", "satire")
    found = page(desk)
    category = next(one for one in found["scheme"]["issue_category"] if one["id"] == "number_date")
    assert category["retired"] and category["name"] == "Number, unit or date"
    with pytest.raises(Invalid) as refusal:
        desk.issue("لم توافق")
    assert refusal.value.code == "unknown_label"
    desk.put("issue", id, 1, comment="يبقى")
    desk.put("claim", claim, 1, rationale="يبقى")
    (row,) = exporting.report_rows(desk.store, desk.lead, desk.project.id, "issues")
    assert (row["category"], row["mqm_id"], row["comment"]) == ("number_date", "number", "يبقى")
    (row,) = exporting.report_rows(desk.store, desk.lead, desk.project.id, "claims")
    assert row["verdict"] == "satire"


def test_marks_keep_the_version_that_they_were_made_under(desk):
    first = desk.project.scheme_id
    old = desk.issue("30%")
    second = rename(desk, "issue_category", "number_date", en="Figure").version.id
    new = desk.issue("الرقم")
    with desk.store.read() as tx:
        assert [work.get(tx, Issue, id).scheme_id for id in (old, new)] == [first, second]
    rows = {row["issue_id"]: row for row in exporting.report_rows(desk.store, desk.lead, desk.project.id, "issues")}
    assert [rows[id]["scheme_version"] for id in (old, new)] == [1, 2]
    assert [rows[id]["category_name"] for id in (old, new)] == ["Number, unit or date", "Figure"]
    assert page(desk)["older_names"] == {first: {"issue_category": {"number_date": "Number, unit or date"}}}


def test_a_label_that_is_chosen_anew_is_of_the_version_that_it_was_chosen_from(desk):
    id = desk.issue("30%")
    claim = desk.claim()
    second = rename(desk, "severity", "minor", en="Small").version.id
    desk.put("issue", id, 1, comment="لا تسمية فيه")
    with desk.store.read() as tx:
        assert work.get(tx, Issue, id).scheme_id == desk.project.scheme_id
    desk.put("issue", id, 2, severity="minor")
    desk.put("claim", claim, 1, status="in_progress")
    with desk.store.read() as tx:
        assert (work.get(tx, Issue, id).scheme_id, work.get(tx, Claim, claim).scheme_id) == (second, second)


def test_an_act_made_under_an_older_version_is_still_accepted(desk):
    retire(desk, "issue_category", "number_date")
    place = {"side": "translation", "start": 0, "end": 3, "category": "number_date", "severity": "major"}
    operation = {"id": new_id(), "article": desk.article.id, "act": "put", "kind": "issue", "thing": new_id()}
    operation |= {"revision": 0, "fields": place, "scheme": desk.project.scheme_id}
    (row,) = annotating.apply(desk.store, desk.reviewer, operation)["rows"]["issue"]
    assert (row["category"], row["scheme_id"]) == ("number_date", desk.project.scheme_id)


def test_an_older_act_on_a_claim_whose_verdict_is_newer_is_accepted_too(desk):
    claim = desk.claim()
    version, scheme = revising.current(desk.store, desk.lead, desk.project.id)
    hoax = Label("hoax", {"ar": "خدعة", "en": "Hoax"}, {"ar": "", "en": ""}, {"ar": "", "en": ""}, rating=1)
    newer = editing.with_label(scheme, "verdict", hoax)
    revising.revise(desk.store, desk.lead, desk.project.id, version.id, newer)
    desk.put("claim", claim, 1, verdict="hoax", verdict_in_source="true")
    operation = {"id": new_id(), "article": desk.article.id, "act": "put", "kind": "claim", "thing": claim}
    operation |= {"revision": 2, "fields": {"status": "in_progress"}, "scheme": desk.project.scheme_id}
    (row,) = annotating.apply(desk.store, desk.reviewer, operation)["rows"]["claim"]
    assert (row["status"], row["verdict"], row["difference"]) == ("in_progress", "hoax", "false_only_in_translation")


def test_another_projects_version_is_not_taken_for_ones_own(desk):
    other = articles.create_project(desk.store, desk.lead, "أخرى")
    operation = {"id": new_id(), "article": desk.article.id, "act": "put", "kind": "issue", "thing": new_id()}
    place = {"side": "translation", "start": 0, "end": 3, "category": "number_date", "severity": "major"}
    with pytest.raises(Invalid):
        annotating.apply(
            desk.store, desk.reviewer, {**operation, "revision": 0, "fields": place, "scheme": other.scheme_id}
        )


def test_comparing_counts_marks_with_retired_and_renamed_labels(desk):
    for actor in (desk.reviewer, desk.other):
        desk.issue("30%", actor=actor)
        for sentence in desk.sentences[1:]:
            desk.put("review", sentence.id, actor=actor, state="clean")
    before = comparing.comparison(desk.store, desk.lead, desk.project.id)
    retire(desk, "issue_category", "number_date")
    rename(desk, "severity", "major", en="Grave")
    after = comparing.comparison(desk.store, desk.lead, desk.project.id)
    assert after.scheme.labels["issue_category"]["number_date"].retired
    assert (after.labels, after.pooled, after.cards) == (before.labels, before.pooled, before.cards)
    assert [use.uses for use in after.labels] == [2]


def test_a_new_claim_begins_with_what_may_be_chosen(desk):
    retire(desk, "claim_status", "not_started")
    retire(desk, "priority", "normal")
    claim = desk.claim()
    with desk.store.read() as tx:
        found = work.get(tx, Claim, claim)
    assert (found.status, found.priority) == ("in_progress", "low")


def test_an_import_retires_what_it_lacks_and_loses_nothing(desk):
    desk.issue("قطرة في المحيط", category="idiom")
    version, _ = revising.current(desk.store, desk.lead, desk.project.id)
    incoming = revising.from_toml(desk.store, desk.lead, desk.project.id, schemes.mqm_text())
    revised = revising.revise(desk.store, desk.lead, desk.project.id, version.id, incoming)
    assert revised.scheme.labels["issue_category"]["idiom"].retired
    (row,) = exporting.report_rows(desk.store, desk.lead, desk.project.id, "issues")
    assert (row["category"], row["severity"], row["weight"]) == ("idiom", "major", 5.0)
    assert page(desk)["scheme_version"] == 2


@pytest.mark.parametrize("language", ["ar", "en"])
def test_changes_are_told_in_words(desk, language):
    old = schemes.default()
    revised = rename(desk, "verdict", "true", en="Correct", ar="سليم")
    lines = in_words(revised.changes, old, revised.scheme, language)
    assert len(lines) == 2 and all("{" not in line for line in lines)
    assert any("Correct" in line for line in lines) and any("سليم" in line for line in lines)


def test_the_command_line_leaves_no_name(desk):
    version, scheme = revising.current(desk.store, COMMAND_LINE, desk.project.id)
    after = editing.moved(scheme, "verdict", "true", 1)
    revising.revise(desk.store, COMMAND_LINE, desk.project.id, version.id, after)
    assert revising.versions(desk.store, desk.lead, desk.project.id)[0].by == ""
