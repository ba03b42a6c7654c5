"""Makes MQM TSV files for the tests."""

LEGACY = ("system", "doc", "doc_id", "seg_id", "rater", "source", "target", "category", "severity", "comment")
MAROT = ("system", "doc", "docSegId", "globalSegId", "rater", "source", "target", "category", "severity", "metadata")
ROW = dict(zip(LEGACY, ("A", "talk", "1", "7", "r1", "one two", "eins zwei", "No-error", "No-error", ""), strict=True))
NAMES = dict(zip(MAROT, LEGACY, strict=True))


def tsv(*rows, header=LEGACY, end="\n", bom=b""):
    """A file with these rows; what a row doesn't give is as in ROW."""
    lines = [header, *([{**ROW, **row}[NAMES.get(name, name)] for name in header] for row in rows)]
    return bom + "".join("\t".join(line) + end for line in lines).encode()


def error(target="<v>eins</v> zwei", **fields):
    """A row with an error."""
    return {"target": target, "category": "Fluency/Grammar", "severity": "Minor", **fields}
