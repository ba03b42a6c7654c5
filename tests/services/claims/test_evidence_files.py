"""A file attached to evidence: kept whole, given out only as what it is, to those who see the evidence."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.clock import new_id
from annotator.config import settings
from annotator.domain.records import Evidence
from annotator.errors import BadUpload, Invalid, NotFound
from annotator.services.claims import evidence_files
from db import attachments, work

DATA = bytes(range(256)) * 700  # three pieces


@pytest.fixture
def proof(desk):
    id = new_id()
    desk.put("evidence", id, claim_id=desk.claim())
    return id


def attach(desk, proof, data=DATA, name="تقرير.pdf", revision=1, actor=None):
    put = {"act": "put", "kind": "evidence", "thing": proof, "revision": revision, "fields": {"locator": "ص 3"}}
    raw = {"id": new_id(), "article": desk.article.id, **put}
    return evidence_files.attach(desk.store, actor or desk.reviewer, raw, name, data)


def row(desk, proof):
    with desk.store.read() as tx:
        return work.get(tx, Evidence, proof)


def test_a_file_comes_back_as_it_went_in(desk, proof):
    answer = attach(desk, proof)
    kept = row(desk, proof)
    assert (kept.file_hash, kept.file_size, kept.file_name) == (sha256(DATA).hexdigest(), len(DATA), "تقرير.pdf")
    assert answer["rows"]["evidence"][0]["locator"] == "ص 3"
    found = evidence_files.file_of(desk.store, desk.reviewer, proof)
    assert (found.data, found.name) == (DATA, "تقرير.pdf")


def test_the_same_file_is_kept_once_whoever_attaches_it(desk, proof):
    attach(desk, proof)
    again = new_id()
    desk.put("evidence", again, claim_id=desk.claim("القرار"))
    attach(desk, again, name="other.pdf")
    with desk.store.read() as tx:
        assert b"".join(attachments.pieces(tx, sha256(DATA).hexdigest())) == DATA


def test_a_refused_operation_keeps_no_file(desk, proof):
    from annotator.errors import Conflict

    with pytest.raises(Conflict):
        attach(desk, proof, revision=7)
    with desk.store.read() as tx:
        assert attachments.size_of(tx, desk.project.id, sha256(DATA).hexdigest()) is None
        assert list(attachments.pieces(tx, sha256(DATA).hexdigest())) == []


def test_only_files_that_were_attached_here_can_be_named(desk, proof):
    with pytest.raises(Invalid, match="file_unknown"):
        desk.put("evidence", proof, 1, file_hash=sha256(DATA).hexdigest())
    with pytest.raises(Invalid, match="field_bad"):
        desk.put("evidence", proof, 1, file_hash="../../etc/passwd")


def test_a_file_is_taken_off_and_put_back_by_undo(desk, proof):
    attach(desk, proof)
    desk.put("evidence", proof, 2, id="operation-1", file_hash="")
    assert (row(desk, proof).file_hash, row(desk, proof).file_name, row(desk, proof).file_size) == ("", "", 0)
    with pytest.raises(NotFound):
        evidence_files.file_of(desk.store, desk.reviewer, proof)
    desk.undo("operation-1")
    assert evidence_files.file_of(desk.store, desk.reviewer, proof).data == DATA


def test_who_has_not_handed_in_sees_no_file_of_others(desk, proof):
    attach(desk, proof)
    with pytest.raises(NotFound):
        evidence_files.file_of(desk.store, desk.other, proof)
    desk.hand_in(desk.other)
    assert evidence_files.file_of(desk.store, desk.other, proof).data == DATA


def test_empty_and_too_large_files_are_refused(desk, proof, monkeypatch):
    monkeypatch.setenv("TADQIQ_MAX_EVIDENCE_MB", "1")
    settings.cache_clear()
    for data, code in ((b"", "file_empty"), (b"x" * (2**20 + 1), "file_too_large")):
        with pytest.raises(BadUpload, match=code):
            attach(desk, proof, data)
    attach(desk, proof, b"x" * 2**20)


@pytest.mark.parametrize(
    ("name", "fit"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\report.pdf", "report.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie x.pdf"),
        ("evil\u202efdp.exe", "evil fdp.exe"),
        ("...", "file"),
        ("", "file"),
        ("تقرير  السد.pdf", "تقرير السد.pdf"),
    ],
)
def test_a_name_is_never_more_than_a_name(name, fit):
    assert evidence_files.fit(name) == fit


@given(st.text())
def test_no_name_is_a_path(name):
    fit = evidence_files.fit(name)
    assert fit and not set(fit) & set('/\\\x00\r\n"') and fit not in (".", "..") and len(fit) <= 150
