"""An imported article is read like any other, a segment without a translation too."""

from annotator.clock import new_id
from annotator.domain.policy import COMMAND_LINE
from annotator.services.library.importing import ImportForm, import_mqm
from db import articles
from db.store import Store
from tests.ingest.mqm import error, tsv

FILE = tsv(
    error(),
    error("", source="<v>three</v>", seg_id="8", doc_id="2", category="Accuracy/Omission"),
    error("<v>fünf</v> sechs", source="five six", seg_id="9", doc_id="3"),
)


def test_a_segment_without_a_translation_can_be_judged_and_marked_in_its_source(reader):
    store = Store(f"sqlite:///{reader.server.data / 'tadqiq.sqlite3'}")
    imported = import_mqm(store, COMMAND_LINE, FILE, ImportForm(f"set {new_id()}", "de", "en"))
    with store.read() as tx:
        (article,) = articles.of_project(tx, imported.project.id)
    store.close()
    reader.project, reader.article = imported.project.id, article.id
    reader.open()
    reader.press("c")
    reader.select("three", side="source")
    reader.choose("سقط", "جسيم")
    reader.saved()
    reader.page.locator("#s3 .number").click()
    reader.press("c")
    reader.saved()
    mine = [row for row in reader.report("sentences") if not row["reviewer"].startswith("r1")]
    assert [(row["sentence"], row["state"]) for row in mine] == [
        ("eins zwei", "clean"),
        ("", "issues"),
        ("fünf sechs", "clean"),
    ]
    reader.open()  # painted anew from what is stored
    assert reader.page.locator("#s2 .chip.issue").count() == 1
