"""The command line of schemes, run as people run it."""

import pytest

from annotator import cli
from annotator.domain import schemes


@pytest.fixture
def run(capsys):
    """Runs one command; gives back its exit status, what it said and what it complained of."""

    def once(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            cli.main([str(one) for one in arguments])
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    from annotator import desk

    desk.store.cache_clear()
    yield once
    desk.store.cache_clear()


def test_a_scheme_goes_out_and_in_again_and_changes_nothing(run, tmp_path):
    file, again = tmp_path / "a.toml", tmp_path / "b.toml"
    file.write_text(schemes.mqm_text(), encoding="utf-8")
    assert run("scheme", "import", file, "--project", "نشرة")[0] == 0
    assert run("scheme", "export", "--project", "نشرة", "--out", again)[0] == 0
    assert schemes.load(again.read_text(encoding="utf-8")) == schemes.load(schemes.mqm_text())
    status, said, _ = run("scheme", "check", again, "--project", "نشرة")
    assert status == 0 and "Nothing differs" in said
    status, _, complained = run("scheme", "import", again, "--project", "نشرة")
    assert status == 2 and "nothing to save" in complained


def test_an_import_says_what_it_changes_and_makes_a_version(run, tmp_path):
    file = tmp_path / "a.toml"
    file.write_text(schemes.default_text(), encoding="utf-8")
    run("scheme", "import", file, "--project", "نشرة")
    file.write_text(schemes.default_text().replace('en = "Idiom', 'en = "Set phrase, idiom'), encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8").replace("hue = 130", "hue = 131"), encoding="utf-8")
    status, said, _ = run("scheme", "import", file, "--project", "نشرة")
    assert status == 0 and "version 2" in said and "130" in said and "131" in said
    assert run("scheme", "export", "--project", "نشرة", "--version", "1", "--out", file)[0] == 0
    assert schemes.load(file.read_text(encoding="utf-8")) == schemes.default()


def test_a_bad_file_is_refused_in_one_sentence_with_line_and_key(run, tmp_path):
    file = tmp_path / "bad.toml"
    file.write_text(schemes.default_text().replace("hue = 265", "hue = 999"), encoding="utf-8")
    for command in (("check", file), ("import", file, "--project", "نشرة")):
        status, said, complained = run("scheme", *command)
        line = schemes.default_text()[: schemes.default_text().index("hue = 265")].count("\n") + 1
        assert status == 2 and not said and complained.count("\n") == 1
        assert f"Line {line}" in complained and "issue_category.hue" in complained


def test_an_article_may_begin_a_project_under_another_scheme(run, tmp_path):
    text, out = tmp_path / "a.txt", tmp_path / "a.toml"
    text.write_text("جملة أولى. جملة ثانية.", encoding="utf-8")
    assert run("add", text, "--project", "نشرة", "--scheme", "mqm")[0] == 0
    run("scheme", "export", "--project", "نشرة", "--out", out)
    assert "hallucination" in out.read_text(encoding="utf-8")
