"""The command line, as somebody types it."""

import gzip
import json
import os
import random
import subprocess
import sys

import pytest

from exports.csv_file import read
from tests.conftest import REPO
from tests.ingest.mqm import error, tsv

NEWS = "أعلنت الهيئة أن الجسر آمن. وقالت متحدثة باسمها إن 3.5 ملايين شخص يعبرونه!\nلم ترد الوزارة."


def run(*arguments, data="", given=None, **environment):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TADQIQ_")}
    command = [sys.executable, "-m", "annotator", *map(str, arguments)]
    env = {**clean, "TADQIQ_DATA": str(data), **environment}
    return subprocess.run(
        command, cwd=REPO, env=env, input=given, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture
def news(tmp_path):
    file = tmp_path / "news.txt"
    file.write_text(NEWS, encoding="cp1256")
    return file


def test_segment_gives_ranges_that_quote_the_text_and_touches_no_database(news, tmp_path):
    done = run("segment", news, "--language", "ar", "--json", data=tmp_path / "none")
    sentences = json.loads(done.stdout)
    assert [NEWS[s["start"] : s["end"]] for s in sentences] == [s["text"] for s in sentences]
    assert len(sentences) == 3 and not (tmp_path / "none").exists()


def test_an_article_is_added_and_its_sentences_exported(news, tmp_path):
    source = tmp_path / "source.txt"
    source.write_text("The bridge is safe. 3.5 million cross it! The ministry did not answer.", encoding="utf-8")
    data = tmp_path / "data"
    added = run("add", news, "--project", "نشرة", "--title", "جسر", "--source", source, data=data)
    assert (added.returncode, added.stderr) == (0, "") and "3 sentences" in added.stdout
    out = tmp_path / "out.csv"
    assert run("export", "sentences", "--project", "نشره", "--out", out, data=data).returncode == 0
    rows = read(out.read_bytes())
    assert [row["sentence_no"] for row in rows] == ["1", "2", "3"]
    assert rows[0]["article"] == "جسر" and rows[2]["source_sentence"] == "The ministry did not answer."
    assert {row["state"] for row in rows} == {"unseen"}


def test_adding_again_goes_into_the_same_project(news, tmp_path):
    for _ in range(2):
        assert run("add", news, "--project", "نشرة", data=tmp_path).returncode == 0
    summary = run("export", "summary", "--project", "نشرة", "--out", "-", data=tmp_path)
    assert len(summary.stdout.strip().splitlines()) == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ("segment", "/nowhere.txt"),
        ("add", sys.executable, "--project", "ن"),
        ("add", "/nowhere.txt", "--project", "ن"),
        ("export", "everything", "--project", "ن", "--out", "-"),
    ],
)
def test_what_is_refused_gets_one_sentence_and_status_2(arguments, tmp_path):
    done = run(*arguments, data=tmp_path)
    assert done.returncode == 2 and done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1 and "Traceback" not in done.stderr


def test_an_unknown_project_is_refused_and_the_old_file_stands(tmp_path):
    out = tmp_path / "out.csv"
    out.write_text("old")
    assert run("export", "issues", "--project", "لا", "--out", out, data=tmp_path).returncode == 1
    assert out.read_text() == "old"


@pytest.mark.parametrize(
    "environment", [{"TADQIQ_COLOUR": "red"}, {"TADQIQ_MAX_UPLOAD_MB": "many"}, {"TADQIQ_DATABASE_URL": "changeme"}]
)
def test_a_bad_setting_stops_with_one_sentence(news, tmp_path, environment):
    done = run("add", news, "--project", "ن", data=tmp_path, **environment)
    assert done.returncode == 2 and len(done.stderr.strip().splitlines()) == 1


def test_it_speaks_arabic_where_the_settings_do(tmp_path):
    assert "لا يمكن" in run("segment", "/nowhere.txt", data=tmp_path, TADQIQ_LANGUAGE="ar").stderr


RATINGS = "doc;sentence;who;label\n" + "".join(
    f"{doc};{sentence};{who};{'clean' if (doc * sentence + shift) % 4 else 'issues'}\n"
    for doc in range(6)
    for sentence in range(8)
    for who, shift in (("أ", 0), ("ب", 0 if (doc + sentence) % 5 else 1))
)


def test_agreement_is_measured_in_anybodys_file_and_needs_no_database(tmp_path):
    file = tmp_path / "ratings.csv"
    file.write_text(RATINGS, encoding="utf-8-sig")
    columns = ("--item", "sentence", "--reviewer", "who", "--value", "label", "--cluster", "doc")
    done = run("agreement", file, *columns, "--json", data=tmp_path / "none")
    found = json.loads(done.stdout)
    assert 0 < found["value"] < 1 and found["ci_low"] < found["value"] < found["ci_high"]
    assert (found["n_items"], found["n_ratings"], found["n_reviewers"]) == (48, 96, 2)
    assert "few_articles" in found["flags"] and "by_sentence" not in found["flags"]
    assert not (tmp_path / "none").exists()
    words = run("agreement", file, *columns, data=tmp_path, TADQIQ_LANGUAGE="ar").stdout
    assert "معامل كريبندورف" in words and "jackknife-t" in words


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--value", "verdict"), "There is no column verdict"),
        (("--value", "label", "--level", "interval"), "Line 2: issues is no number"),
    ],
)
def test_a_file_that_does_not_fit_gets_one_sentence(tmp_path, arguments, sentence):
    file = tmp_path / "ratings.csv"
    file.write_text(RATINGS, encoding="utf-8")
    done = run("agreement", file, "--item", "sentence", "--reviewer", "who", *arguments)
    assert done.returncode != 0 and done.stderr.startswith(sentence) and done.stderr.count("\n") == 1


GOOD = "s,r,v\n" + "".join(f"{n},{who},{'ab'[n % 3 == 0]}\n" for n in range(12) for who in "xy")


@pytest.mark.parametrize(
    ("data", "arguments", "sentence"),
    [
        (b"", (), "There is no text in it."),
        (b"s,r,v,v\n1,x,a,b\n", (), "Two columns are called v"),
        (GOOD.encode() + b'99,x,"a\n99,y,a\n', (), "The row that begins in line 26 can't be read"),
        (GOOD.encode() + b"99,x\n", (), "Line 26 has fewer cells"),
        (GOOD.encode() + b",x,a\n", (), "Line 26: the column s is empty."),
        (b"s,r,v\n1,x,NaN\n", ("--level", "interval"), "Line 2: NaN is no number"),
        (GOOD.encode(), ("--measure", "icc2"), "The measure icc2 is for numbers"),
        (GOOD.encode(), ("--level", "set", "--categories", "a|b"), "Categories can be declared"),
        (GOOD.encode() + "99,x,خطأ\n".encode()[:-2] + b"\n", (), "The letters can't be read from byte"),
    ],
)
def test_a_bad_file_of_ratings_ends_in_one_sentence(tmp_path, data, arguments, sentence):
    file = tmp_path / "ratings.csv"
    file.write_bytes(data)
    done = run("agreement", file, "--item", "s", "--reviewer", "r", "--value", "v", *arguments, "--json")
    assert done.returncode == 2 and done.stderr.startswith(sentence) and done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_a_small_table_has_its_figure_in_json_and_none_in_words(tmp_path):
    """Four to twelve items are what papers print: who checks us against them needs the figure."""
    file = tmp_path / "ratings.csv"
    file.write_text("s,r,v\n1,x,a\n1,y,a\n2,x,b\n2,y,b\n3,x,a\n3,y,b\n4,x,a\n4,y,a\n", "utf-8")
    columns = ("--item", "s", "--reviewer", "r", "--value", "v")
    found = json.loads(run("agreement", file, *columns, "--json").stdout)
    assert found["value"] == pytest.approx(8 / 15, abs=1e-12) and found["ci_low"] is found["ci_high"] is None
    words = run("agreement", file, *columns).stdout
    assert "no figure can be given" in words and "0.533" not in words
    assert "Not to be relied on. Fewer than 10 items" in words
    declared = run("agreement", file, *columns, "--measure", "ac1", "--categories", "a|b|c|d|e", "--json")
    assert json.loads(declared.stdout)["value"] == pytest.approx(81 / 113, abs=1e-12)


def test_rows_in_any_order_give_the_same_answer_to_the_last_digit(tmp_path):
    file = tmp_path / "ratings.csv"
    columns = ("--item", "sentence", "--reviewer", "who", "--value", "label", "--cluster", "doc")
    head, *rows = RATINGS.splitlines()
    answers = set()
    for seed in range(3):
        random.Random(seed).shuffle(rows)
        file.write_text("\n".join([head, *rows]), "utf-8")
        done = run("agreement", file, *columns, "--seed", "7", "--json")
        answers.add(done.stdout)
    assert len(answers) == 1 and json.loads(answers.pop())["value"] is not None


def test_sets_are_written_with_bars_and_an_empty_cell_is_the_empty_set(tmp_path):
    file = tmp_path / "sets.csv"
    file.write_text("s,r,v\n" + "".join(f"{n},x,\n{n},y,{'a|b' if n % 3 else ''}\n" for n in range(12)), "utf-8")
    done = run("agreement", file, "--item", "s", "--reviewer", "r", "--value", "v", "--level", "set", "--json")
    found = json.loads(done.stdout)
    assert found["n_items"] == 12 and found["value"] < 0
    nominal = run("agreement", file, "--item", "s", "--reviewer", "r", "--value", "v", "--json")
    assert json.loads(nominal.stdout)["flags"] == ["fewer_than_two_reviewers"]


def test_the_reviewers_of_a_project_are_compared(news, tmp_path):
    data = tmp_path / "data"
    run("add", news, "--project", "نشرة", data=data)
    done = run("compare", "--project", "نشرة", "--json", data=data)
    found = json.loads(done.stdout)
    assert len(found["agreement"]) == 27 and {figure["flags"][0] for figure in found["agreement"]} == {"no_data"}
    assert found["pairs"] == [] and "nothing to compare" in found["note"]
    words = run("compare", "--project", "نشرة", data=data).stdout
    assert "Is there an issue in the sentence?" in words and "nothing to compare" in words


def test_a_report_is_made_of_the_consensus_or_refused_where_there_is_none(news, tmp_path):
    assert run("add", news, "--project", "نشرة", data=tmp_path).returncode == 0
    of_it = run("export", "issues", "--who", "consensus", "--project", "نشرة", "--out", "-", data=tmp_path)
    assert of_it.returncode == 0 and "severity_distribution" in of_it.stdout
    refused = run("export", "agreement", "--who", "consensus", "--project", "نشرة", "--out", "-", data=tmp_path)
    assert refused.returncode == 2 and "sentences" in refused.stderr and "Traceback" not in refused.stderr


RATINGS_OF_OTHERS = tsv(
    error("<v>eins zwei", rater="r1"),
    error(category="Joke", severity="Major", rater="r2"),
    {"rater": "r1", "category": "Found", "severity": "HOTW-test", "target": "eins zwei"},
)


def test_annotations_are_imported_told_of_and_ranked(tmp_path):
    file, data, repairs = tmp_path / "set.tsv", tmp_path / "data", tmp_path / "repairs.csv"
    file.write_bytes(RATINGS_OF_OTHERS)
    command = ("import", file, "--format", "mqm-tsv", "--project", "set", "--language", "de", "--repairs", repairs)
    done = run(*command, data=data)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 articles, 1 sentences, 2 ratings" in done.stdout and "r1 1 found and 0 missed" in done.stdout
    assert "1 × mark that is never closed: it runs to the end of the text (2)" in done.stdout
    assert [(row["kind"], row["line"], row["text"]) for row in read(repairs.read_bytes())] == [
        ("mark_unclosed", "2", "eins zwei"),
        ("category_unknown", "3", "Joke"),
    ]
    assert "nothing was added" in run(*command, data=data).stdout
    assert "لم يُضف شيء" in run(*command, data=data, TADQIQ_LANGUAGE="ar").stdout
    for weights, total in ((), "6"), (("--weights", "flat"), "2"):
        systems = run("export", "systems", "--project", "set", "--out", "-", *weights, data=data)
        (row,) = read(systems.stdout.encode())
        assert (row["system"], row["sum"], row["mean"]) == ("A", total, str(int(total) // 2))


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n1,2\n", b"\x89PNG\r\n\x1a\n", bytes(range(256)) * 9, RATINGS_OF_OTHERS[:50]]
)
def test_a_file_that_is_no_mqm_tsv_gets_one_sentence_and_makes_no_project(tmp_path, content):
    file, data = tmp_path / "set.tsv", tmp_path / "data"
    file.write_bytes(content)
    done = run("import", file, "--format", "mqm-tsv", "--project", "set", data=data)
    assert done.returncode == 2 and done.stdout == "" and len(done.stderr.strip().splitlines()) == 1
    assert run("export", "systems", "--project", "set", "--out", "-", data=data).returncode == 1


def test_an_unknown_format_is_refused(tmp_path):
    done = run("import", "x", "--format", "xml", "--project", "set", data=tmp_path)
    assert done.returncode == 2 and "mqm-tsv" in done.stderr


def test_a_password_link_lets_an_admin_in_who_has_lost_theirs(tmp_path):
    from annotator.domain.access import Device
    from annotator.services.people import accounts, resetting
    from db.store import Store

    store = Store(f"sqlite:///{tmp_path / 'tadqiq.sqlite3'}")
    accounts.create_first_account(store, accounts.first_account_link(store), "سلمى", "four words of mine", "ar")
    done = run("password-link", "سلمي", "--url", "https://desk.example/", data=tmp_path)
    address, _, link = done.stdout.strip().partition("?token=")
    assert address == "https://desk.example/new-password" and resetting.whose(store, link) == "سلمى"
    assert resetting.reset_password(store, link, "another four words", Device())
    store.close()
    unknown = run("password-link", "nobody", data=tmp_path)
    assert unknown.returncode == 2 and "nobody" in unknown.stderr and "Traceback" not in unknown.stderr


def test_detect_says_what_differs_from_the_source_and_touches_no_database(news, tmp_path):
    source = tmp_path / "source.txt"
    source.write_text("The bridge is safe. 5.3 million cross it! The ministry did not answer.", encoding="utf-8")
    done = run("detect", news, "--language", "ar", "--source", source, "--json", data=tmp_path / "none")
    sentences = json.loads(done.stdout)
    assert [NEWS[s["start"] : s["end"]] for s in sentences] == [s["text"] for s in sentences]
    assert [(h["kind"], h["quote"], h["about"]) for h in sentences[1]["troubles"]] == [
        ("figure_differs", "3.5 ملايين", "5.3 million")
    ]
    assert (
        "Another figure than in the source: 5.3 million"
        in run("detect", news, "--source", source, data=tmp_path / "none").stdout
    )
    assert not (tmp_path / "none").exists()


def test_a_text_that_is_there_already_is_told_and_added_unless_somebody_says_stop(news, tmp_path):
    data = tmp_path / "data"
    assert run("add", news, "--project", "نشرة", data=data).stderr == ""
    stopped = run("add", news, "--project", "نشرة", "--if-alike", "stop", data=data)
    assert (stopped.returncode, stopped.stdout) == (0, "Not added.\n")
    assert "100 % of the shorter text stands in the other" in stopped.stderr
    again = run("add", news, "--project", "نشرة", data=data)
    assert again.returncode == 0 and "Added" in again.stdout and "100 %" in again.stderr
    piped = run("add", "-", "--project", "نشرة", data=data, given=NEWS)
    assert piped.returncode == 0 and "Added" in piped.stdout and "100 %" in piped.stderr


SPAN = {"article": "خبر", "sentence": 1, "start": 0, "end": 2, "category": "number_date", "severity": "minor"}


def test_a_models_spans_come_in_or_each_bad_one_is_told_in_a_sentence(news, tmp_path):
    data, file = tmp_path / "data", tmp_path / "spans.json"
    run("add", news, "--project", "نشرة", "--title", "خبر", data=data)
    good = {**SPAN, "quote": NEWS[:2], "model": "m"}
    file.write_text(json.dumps([good, {**good, "quote": "غيره"}, 7]), encoding="utf-8")
    refused = run("suggest", file, "--project", "نشرة", data=data)
    assert refused.returncode == 2 and refused.stdout == ""
    assert refused.stderr.splitlines()[:2] == [
        f"Record 2: the quote differs; “{NEWS[:2]}” stands there.",
        "Record 3: a JSON object is expected.",
    ]
    file.write_text(json.dumps({"suggestions": [good]}), encoding="utf-8")
    done = run("suggest", file, "--project", "نشرة", data=data)
    assert (done.returncode, done.stderr) == (0, "") and "1 added, 0 there already" in done.stdout


KNOWN = "id,claim,verdict,publisher,date\nk1,ارتفعت أسعار الوقود 30 بالمئة,خطأ,مرصد,2026-01-31\nk2,,,,\n"


def test_known_claims_come_in_and_a_look_alike_is_shown_with_what_differs(tmp_path):
    file, data = tmp_path / "known.csv", tmp_path / "data"
    file.write_text(KNOWN, encoding="utf-8")
    done = run("known-claims", "import", file, "--project", "نشرة", data=data)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 added" in done.stdout and "Line 3: there is no claim in it; left out." in done.stdout
    assert "1 there already" in run("known-claims", "import", file, "--project", "نشرة", data=data).stdout
    asked = ("match", "أسعار الوقود ترتفع 40 بالمئة", "--project", "نشرة")
    shown = run(*asked, data=data).stdout
    assert "خطأ  ·  مرصد  ·  2026-01-31" in shown and "Figures that differ: 40 → 30" in shown
    assert "أرقام مختلفة" in run(*asked, data=data, TADQIQ_LANGUAGE="ar").stdout
    (found,) = json.loads(run(*asked, "--top", "3", "--json", data=data).stdout)
    assert (
        found["key"] == "k1"
        and {"figure", "word"} == {one["kind"] for one in found["differences"]}
        and 0 < found["likeness"] <= 1
    )
    assert "No known claim" in run("match", "zebra", "--project", "نشرة", data=data).stdout


def test_a_search_is_run_on_files_without_a_database(tmp_path):
    queries, claims, out = (tmp_path / name for name in ("queries.tsv", "claims.tsv.gz", "run.tsv"))
    queries.write_text("q1\tthe whale of Porto\nq2\tأسعار الوقود\n", encoding="utf-8")
    claims.write_bytes(gzip.compress("d1\tA whale in Porto\t\nd2\tارتفع سعر الوقود\tعنوان\n".encode()))
    done = run("match", "--queries", queries, "--claims", claims, "--run", out, data=tmp_path / "none")
    assert (done.returncode, done.stderr) == (0, "") and not (tmp_path / "none").exists()
    rows = [line.split("\t") for line in out.read_text("utf-8").splitlines()]
    assert [(query, claim) for query, claim, _ in rows] == [("q1", "d1"), ("q2", "d2")]
    assert all(float(score) > 0 for *_, score in rows)


@pytest.mark.parametrize("arguments", [(), ("text",), ("text", "--queries", "x"), ("--queries", "x", "--claims", "y")])
def test_a_search_without_all_it_needs_gets_one_sentence(tmp_path, arguments):
    done = run("match", *arguments, data=tmp_path)
    assert done.returncode == 2 and done.stderr.startswith("Name a text") and done.stderr.count("\n") == 1


def test_articles_are_given_out_by_the_command_line_once_it_is_told_to(news, tmp_path):
    run("add", news, "--project", "Morning", "--title", "News", data=tmp_path)
    nobody = run("assign", "--project", "Morning", data=tmp_path)
    assert "News still lacks 2" in nobody.stdout and nobody.returncode == 0
    stranger = run("assign", "--project", "Morning", "--among", "Nobody", "--do", data=tmp_path)
    assert stranger.returncode == 2 and "There is nobody called Nobody" in stranger.stderr
