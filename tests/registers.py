"""Files as register systems write them, with associations that do not exist."""

import csv
import io
from pathlib import Path

from civsam_pages.register.importing.layouts import HARMONISED
from civsam_pages.register.importing.reading import Row

HEADER = (
    "id,kommunkod,kommun,source_system,retrieved,name,org_number,types,activities,areas,"
    "target_groups,age_ranges,homepage_url,email,postal_code,city,founded_year,"
    "fiscal_year_start,national_affiliation,leisure_activity_card,description"
).split(",")

CHOIR = {
    "id": "1",
    "name": "Älvsunda Sångsällskap",
    "types": "Kulturföreningar",
    "activities": "Körsång|Konsert",
    "homepage_url": "www.sangsallskapet.example",
    "email": "kor@alvsunda.example",
    "postal_code": "98141",
    "city": "ÄLVSUNDA",
    "founded_year": "1931",
}
CLUB = {
    "id": "2",
    "name": "Norrstrands <script>alert(1)</script> IF",
    "org_number": "802999-0101",
    "types": "Idrottsförening",
    "activities": "Fotboll|Innebandy",
    "age_ranges": "13-20 år",
    "description": "Fotboll för alla <script>alert(1)</script>.",
}
HOMESTEAD = {"id": "3", "name": "Stiftelsen Hedlunda gård", "city": "Hedlunda"}


def cells(given: dict[str, str]) -> list[str]:
    """The cells of a row in the order of the header."""

    usual = {"kommunkod": "9999", "kommun": "Älvsunda", "source_system": "IBGO"}
    return [{**usual, **given}.get(name, "") for name in HEADER]


def as_csv(*rows: dict[str, str] | list[str], header: list[str] = HEADER, delimiter=",") -> str:
    """The text of a file; a row given as a list stands as it is."""

    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(cells(row) if isinstance(row, dict) else row for row in rows)
    return file.getvalue()


def file_of(folder: Path, *rows: dict[str, str] | list[str], encoding="utf-8", **how) -> Path:
    """A file in `folder` with these rows."""

    path = folder / "register.csv"
    path.write_bytes(as_csv(*rows, **how).encode(encoding))
    return path


def row_of(number: int = 2, /, **given: str) -> Row:
    """A row as the importer reads it, named by our own names of the columns."""

    usual = {"source_id": "1", "source_system": "IBGO", "title": "Älvsunda Sångsällskap"}
    found = dict.fromkeys(HARMONISED.columns, "")
    return Row(number, HARMONISED, {**found, **usual, **given})


GOOD = as_csv(CHOIR, CLUB)
BROKEN: dict[str, bytes] = {
    "empty": b"",
    "only spaces": b" \r\n \r\n",
    "only a byte order mark": b"\xef\xbb\xbf",
    "only commas": b",,,\r\n,,,",
    "a header and no rows": as_csv().encode(),
    "a header and empty rows": as_csv(["" for _ in HEADER]).encode(),
    "no header": "\r\n".join(GOOD.splitlines()[1:]).encode(),
    "another header": b"name,phone,number\r\nKalle,070,850709-9805\r\n",
    "an unknown delimiter": GOOD.replace(",", "~").encode(),
    "a missing column": as_csv(CHOIR, header=[n for n in HEADER if n != "city"]).encode(),
    "three missing columns": as_csv(CHOIR, header=HEADER[3:]).encode(),
    "a column twice": as_csv([*cells(CHOIR), "x"], header=[*HEADER, "name"]).encode(),
    "a row too short": as_csv(CHOIR, ["4", "9999", "Älvsunda"]).encode(),
    "a row too long": as_csv(CHOIR, [*cells(CLUB), "och mer"]).encode(),
    "nul characters": GOOD.replace("Innebandy", "Inne\0bandy").encode(),
    "two bytes a letter without a mark": GOOD.encode("utf-16-le"),
    "a quotation mark never closed": f'{GOOD}4,"9999,Älvsunda,IBGO'.encode(),
    "text after a quotation": f'{GOOD}4,"9999"x,Älvsunda'.encode(),
    "an enormous cell": as_csv({**CHOIR, "description": "å" * 140_000}).encode(),
    "DOS letters": GOOD.encode("cp850"),
    "old Mac letters": GOOD.encode("mac_roman"),
    "UTF-8 cut in a letter": GOOD.encode() + b"\xc3",
    "UTF-8 taken for Windows text": GOOD.encode().decode("cp1252", "replace").encode(),
    "a workbook": b"PK\x03\x04\x14\x00\x06\x00",
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
}
