"""From one version of a scheme to another: what differs, what an import carries over, two people's edits together."""

from dataclasses import replace

from hypothesis import given, settings

from annotator.domain import schemes
from annotator.domain.scheme import Label, Scheme
from annotator.domain.schemes import editing
from annotator.domain.schemes.changes import Change, changes
from tests.domain.test_scheme_files import any_scheme

DEFAULT = schemes.default()


def renamed(scheme: Scheme, kind: str, id: str, **name: str) -> Scheme:
    label = scheme.labels[kind][id]
    return editing.with_label(scheme, kind, replace(label, name={**label.name, **name}))


def retired(scheme: Scheme, kind: str, id: str) -> Scheme:
    return editing.with_label(scheme, kind, replace(scheme.labels[kind][id], retired=True))


def weighed(scheme: Scheme, preset: str, **severity: float) -> Scheme:
    one = scheme.presets[preset]
    return editing.with_preset(scheme, replace(one, severity={**one.severity, **severity}))


def new(id: str, **facts) -> Label:
    return Label(id, {"ar": "جديد", "en": "New"}, {"ar": "", "en": ""}, {"ar": "", "en": ""}, **facts)


def test_a_scheme_differs_in_nothing_from_itself():
    assert changes(DEFAULT, DEFAULT) == []


def test_every_kind_of_change_is_told():
    after = renamed(DEFAULT, "issue_category", "style", en="Register")
    after = retired(after, "verdict", "satire")
    after = editing.with_label(after, "claim_kind", new("poll"))
    after = editing.moved(after, "issue_category", "locale", -2)
    after = weighed(after, "mqm", critical=30.0)
    wmt = after.presets["wmt"]
    after = editing.with_preset(after, replace(wmt, override={("spelling", "minor"): 0.2}))
    after = replace(after, default_weights="mqm")
    assert changes(DEFAULT, after) == [
        Change("changed", "issue_category", "style", "name.en", "Style or register", "Register"),
        Change("moved", "issue_category", "locale", "", *_places(DEFAULT, after, "locale")),
        Change("added", "claim_kind", "poll", after={"ar": "جديد", "en": "New"}),
        Change("retired", "verdict", "satire"),
        Change("override", "weights", "wmt", "spelling/minor", 0.1, 0.2),
        Change("override", "weights", "wmt", "untranslated/critical", 25.0, None),
        Change("weight", "weights", "mqm", "critical", 25.0, 30.0),
        Change("default_weights", "weights", "mqm", "", "wmt"),
    ]


def _places(old: Scheme, new: Scheme, id: str) -> tuple[int, int]:
    return tuple(list(one.labels["issue_category"]).index(id) + 1 for one in (old, new))


def test_a_label_stops_at_the_ends_of_its_list():
    first, last = (list(DEFAULT.labels["severity"])[place] for place in (0, -1))
    assert editing.moved(DEFAULT, "severity", first, -1) == DEFAULT
    assert editing.moved(DEFAULT, "severity", last, 5) == DEFAULT
    assert list(editing.moved(DEFAULT, "severity", first, 1).labels["severity"])[1] == first


def test_a_new_severity_weighs_what_the_milder_one_weighs():
    after = editing.with_label(DEFAULT, "severity", new("blocker", shape="●"))
    assert {preset.severity["blocker"] for preset in after.presets.values()} == {5.0, 25.0, 1.0}
    assert schemes.load(schemes.dump(after)) == after


def test_what_an_import_lacks_is_retired_and_keeps_its_weights():
    mqm = schemes.load(schemes.mqm_text())
    after = editing.completed(mqm, DEFAULT)
    for kind, labels in DEFAULT.labels.items():
        for id in labels:
            assert after.labels[kind][id].retired == (id not in mqm.labels[kind]), id
    assert after.presets["mqm"].retired and after.presets["mqm"].severity["critical"] == 25
    assert set(DEFAULT.labels["severity"]) <= set(after.presets["wmt"].severity)
    assert schemes.load(schemes.dump(after)) == after


@settings(max_examples=30)
@given(any_scheme(), any_scheme())
def test_whatever_is_imported_over_whatever_loses_no_label_and_is_sound(incoming, current):
    after = editing.completed(incoming, current)
    assert schemes.load(schemes.dump(after)) == after
    for kind, labels in current.labels.items():
        assert set(labels) <= set(after.labels[kind])
    assert set(current.presets) <= set(after.presets)


@settings(max_examples=30)
@given(any_scheme())
def test_importing_what_was_exported_changes_nothing(scheme):
    assert editing.completed(schemes.load(schemes.dump(scheme)), scheme) == editing.fitted(scheme) == scheme


def test_two_peoples_edits_of_other_things_both_stand():
    mine = weighed(renamed(DEFAULT, "verdict", "true", en="Correct"), "wmt", major=6.0)
    mine = editing.with_label(mine, "claim_kind", new("poll"))
    theirs = weighed(retired(renamed(DEFAULT, "verdict", "true", ar="سليم"), "verdict", "satire"), "wmt", minor=2.0)
    theirs = editing.moved(theirs, "severity", "neutral", 1)
    both = editing.rebased(DEFAULT, mine, theirs)
    assert both.labels["verdict"]["true"].name == {"ar": "سليم", "en": "Correct"}
    assert both.labels["verdict"]["satire"].retired and "poll" in both.labels["claim_kind"]
    assert (both.weight("wmt", "idiom", "major"), both.weight("wmt", "idiom", "minor")) == (6.0, 2.0)
    assert next(iter(both.labels["severity"])) == "minor"


def test_where_both_changed_the_same_mine_stands():
    mine, theirs = (renamed(DEFAULT, "verdict", "true", en=name) for name in ("Mine", "Theirs"))
    assert editing.rebased(DEFAULT, mine, theirs).labels["verdict"]["true"].name["en"] == "Mine"


@settings(max_examples=30)
@given(any_scheme(), any_scheme(), any_scheme())
def test_edits_put_together_are_sound_and_lose_no_label(base, one, other):
    mine, theirs = editing.completed(one, base), editing.completed(other, base)
    both = editing.rebased(base, mine, theirs)
    for kind, labels in both.labels.items():
        assert set(labels) == set(mine.labels[kind]) | set(theirs.labels[kind])
        keys = [label.key for label in labels.values() if label.key and not label.retired]
        assert len(keys) == len(set(keys))


def test_nothing_new_begins_with_a_label_that_is_retired():
    after = retired(DEFAULT, "claim_status", "not_started")
    assert DEFAULT.starting("claim_status", "not_started") == "not_started"
    assert after.starting("claim_status", "not_started") == "in_progress"
