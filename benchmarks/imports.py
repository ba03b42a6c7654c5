"""How long it takes to import a file of the size of Google's TED set: 8,435 rows, 14 systems, 7,406 items."""

import random
import tempfile
import time
from pathlib import Path

from annotator.domain.policy import COMMAND_LINE
from annotator.ingest.mqm_rows import read_text
from annotator.services.library.importing import ImportForm, import_mqm
from benchmarks.table import show
from db.store import Store

HEADER = "system doc doc_id seg_id rater source target category severity comment".split()
SYSTEMS, SEGMENTS, DOCUMENTS = 14, 529, 5
REAL = Path(__file__).parents[2] / "shared" / "data" / "mqm"  # where the published sets are at hand


def main() -> None:
    """Prints seconds and rows a second, for a first import and for the same one again."""
    files = {"made up": _made_up(), **{file.name: file.read_bytes() for file in sorted(REAL.glob("*.tsv.gz"))}}
    rows = []
    for name, data in files.items():
        count = read_text(data).count("\n") - 1  # without the header
        with tempfile.TemporaryDirectory() as folder:
            store = Store(f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
            for what in ("first", "again"):
                start = time.perf_counter()
                imported = import_mqm(store, COMMAND_LINE, data, ImportForm("bench"))
                seconds = time.perf_counter() - start
                rows.append([name, what, count, imported.ratings.total(), f"{seconds:.2f}", f"{count / seconds:,.0f}"])
            store.close()
    show("Import of MQM TSV", ["file", "import", "rows", "ratings added", "seconds", "rows a second"], rows)


def _made_up() -> bytes:
    chance = random.Random(1)
    lines = ["\t".join(HEADER)]
    for segment in range(1, SEGMENTS + 1):
        doc = f"talk.{segment * DOCUMENTS // (SEGMENTS + 1)}"
        source = " ".join(chance.choices("light stars we know the of very simple fact".split(), k=17))
        for system in range(SYSTEMS):
            place = [f"system{system}", doc, str(segment), str(segment), f"rater{chance.randrange(4)}", source]
            words = chance.choices("Licht Sterne wir wissen das von sehr einfach Tatsache".split(), k=17)
            errors = chance.choices([0, 1, 2, 3], [59, 30, 8, 3])[0]
            for _ in range(errors):
                marked = list(words)
                at = chance.randrange(17)
                marked[at] = f"<v>{marked[at]}</v>"
                lines.append(
                    "\t".join([*place, " ".join(marked), "Fluency/Grammar", chance.choice(["Minor", "Major"]), ""])
                )
            if not errors:
                lines.append("\t".join([*place, " ".join(words), "No-error", "No-error", ""]))
    return ("\n".join(lines) + "\n").encode()
