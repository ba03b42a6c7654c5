"""Tables that somebody made to keep the program busy: read or refused, in a time that grows with the file."""

import pytest

from annotator.errors import BadUpload, Invalid, TadqiqError
from annotator.ingest import known_claims, mqm_tsv, ratings_csv
from annotator.ingest.cells import lines
from tests.alarm import needs_alarm, within

MANY = 100_000
SECONDS = 20  # each takes a second or two
HEAD = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity"
WANTED = ratings_csv.Columns("item", "reviewer", "value")


def columns(count: int = MANY) -> str:
    return ",".join(f"c{number}" for number in range(count))


def mqm_row(target: str, rater: str = "r") -> str:
    return "\t".join(["sys", "doc", "1", "1", rater, "source", target, "Other", "Minor"])


KNOWN = {
    "a million columns": f"claim,{columns(10**6)}\nx{',' * 10**6}\n",
    "many columns, many rows": f"claim,{columns()}\n" + f"x{',' * MANY}\n" * 20,
    "a quote that is never closed": 'claim,url\n"' + "a,b\n" * MANY,
    "many short rows": "claim,url\n" + "a\n" * MANY,
    "nothing but line ends": '{"claim": "a claim"}' + "\n" * 10**6,
    "many lines that are no JSON": '{"claim": "a claim"}\n' + "{\n" * MANY,
    "lists in one another": '{"claim": "a claim", "a":' + "[" * MANY,
    "many keys": '{"claim": "a claim", ' + ", ".join(f'"k{number}": 1' for number in range(MANY)) + "}",
    "long keys": '{"claim": "a claim", ' + ", ".join(f'"{"k" * 9_999}{number}": 1' for number in range(100)) + "}",
    "half a letter": '{"claim": "a \\ud800", "id": "\\udfff"}\n{"claim": "a claim", "\\ud800": 1}',
    "numbers without end": '{"claim": "a claim", "id": 1e999}\n{"claim": "b", "id": ' + "9" * 5_000 + "}",
}
RATINGS = {
    "a million columns": f"item,reviewer,value,{columns(10**6)}\na,b,c{',' * 10**6}\n",
    "columns of which none is wanted": columns(10**6),
    "a quote that is never closed": 'item,reviewer,value\n"' + "a,b\n" * MANY,
    "a head that is never closed": '"item,reviewer,value\n' + "a,b,c\n" * MANY,
    "a set of many": "item,reviewer,value\na,b," + "|".join(map(str, range(MANY))),
    "a number of many figures": "item,reviewer,value\na,b," + "9" * MANY,
    "an exponent of many figures": "item,reviewer,value\na,b,1e" + "9" * MANY,
}
MQM = {
    "a million columns": "\t".join([HEAD, *(f"c{number}" for number in range(10**6))]) + "\n" + mqm_row("target"),
    "one item in thousands of texts": "\n".join([HEAD, *(mqm_row(f"{n} <v>x</v>", f"r{n % 3}") for n in range(6_000))]),
    "many marks in a text": f"{HEAD}\n{mqm_row('<v>a</v>' * MANY)}",
    "marks that are never closed": f"{HEAD}\n{mqm_row('<v>' * MANY)}",
    "nothing but line ends": f"{HEAD}\n{mqm_row('target')}" + "\n" * 10**6,
    "many short rows": f"{HEAD}\n{mqm_row('target')}\n" + "a\tb\n" * MANY,
}


@needs_alarm
@pytest.mark.parametrize("name", KNOWN)
def test_a_collection_is_read_or_refused_in_good_time(name):
    with within(SECONDS):
        try:
            found = known_claims.read(KNOWN[name].encode())
        except TadqiqError as refusal:
            assert isinstance(refusal, BadUpload | Invalid)
        else:
            assert all(row.claim and len(row.claim) <= 10_000 for row in found.rows)


@needs_alarm
@pytest.mark.parametrize("level", ["nominal", "set", "interval"])
@pytest.mark.parametrize("name", RATINGS)
def test_ratings_are_read_or_refused_in_good_time(name, level):
    with within(SECONDS):
        try:
            assert len(ratings_csv.read_long(RATINGS[name], WANTED, level).values) == 1
        except Invalid as refusal:
            assert all(len(str(value)) <= 300 for value in refusal.params.values()), "a sentence, not a page"


@needs_alarm
@pytest.mark.parametrize("name", MQM)
def test_an_mqm_file_is_read_or_refused_in_good_time(name):
    with within(SECONDS):
        found = mqm_tsv.read(MQM[name].encode())
    assert sum(len(document.items) for document in found.documents) == 1


def test_lines_are_those_that_a_split_gives():
    for text in ("", "\n", "a", "a\n", "\n\na\r\nb\u2028c\x0b\n"):
        assert list(lines(text)) == text.split("\n")
