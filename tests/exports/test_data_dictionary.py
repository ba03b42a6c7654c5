"""The data dictionary in docs/ is the one in the code."""

from exports.rows import REPORTS, dictionary
from tests.conftest import REPO


def test_the_printed_dictionary_is_not_stale():
    printed = (REPO / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert printed == dictionary() + "\n", "make it anew: python -m annotator dictionary > docs/data-dictionary.md"


def test_every_column_is_explained_in_both_languages_and_once():
    for report in REPORTS.values():
        names = [column.name for column in report.columns]
        assert len(set(names)) == len(names)
        assert all(column.en and column.ar for column in report.columns)
