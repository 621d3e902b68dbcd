"""Files that can come in, however they were saved, and files that cannot."""

import os

import pytest

from civsam_pages.register.importing.layouts import HARMONISED, LAYOUTS, system_of
from civsam_pages.register.importing.reading import LARGEST_FILE, RefusedFile, read
from tests.registers import BROKEN, CHOIR, CLUB, GOOD, HEADER, as_csv, file_of


def test_every_layout_says_what_each_of_its_columns_is():
    for layout in LAYOUTS:
        assert set(layout.columns) == set(HARMONISED.columns)
        assert len(set(layout.header)) == len(layout.header)
    assert set(HARMONISED.header) == set(HEADER)


def test_a_system_is_known_however_it_is_written_and_a_new_one_is_welcome():
    assert system_of("ibgo").code == system_of("IBGO").code == "IBGO"
    assert system_of("Egen lista").code == "Egen lista"


@pytest.mark.parametrize(
    ("encoding", "delimiter", "notices"),
    [
        ("utf-8", ",", 0),
        ("utf-8-sig", ",", 0),
        ("cp1252", ",", 1),
        ("utf-16", ",", 1),
        ("utf-8", ";", 1),
        ("utf-8", "\t", 1),
        ("cp1252", ";", 2),
        ("utf-16", "\t", 2),
    ],
)
def test_what_a_spreadsheet_saves_is_read_with_a_word_about_it(
    tmp_path, encoding, delimiter, notices
):
    found = read(file_of(tmp_path, CHOIR, CLUB, encoding=encoding, delimiter=delimiter))
    assert [row.cells["title"] for row in found.rows] == [CHOIR["name"], CLUB["name"]]
    assert [row.number for row in found.rows] == [2, 3]
    assert found.rows[0].cells["city"] == "ÄLVSUNDA"
    assert len(found.notices) == notices


def test_columns_may_stand_in_any_order_with_others_between(tmp_path):
    path = tmp_path / "register.csv"
    header = [*reversed(HEADER), "Anteckning"]
    values = {**dict.fromkeys(header, ""), "id": "1", "name": "Kören", "Anteckning": "x"}
    path.write_text(as_csv([values[n] for n in header], header=[n.upper() for n in header]))
    found = read(path)
    assert found.rows[0].cells["title"] == "Kören"
    assert len(found.notices) == 1


def test_lines_within_a_cell_and_empty_rows_do_not_disturb_the_count(tmp_path):
    two_lines = {**CHOIR, "description": "Rad ett\nRad två"}
    found = read(file_of(tmp_path, two_lines, ["" for _ in HEADER], CLUB))
    assert [row.number for row in found.rows] == [2, 4]


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_refused_with_words(tmp_path, what):
    path = tmp_path / "register.csv"
    path.write_bytes(BROKEN[what])
    with pytest.raises(RefusedFile) as refusal:
        read(path)
    assert len(str(refusal.value)) > 20
    assert "850709" not in str(refusal.value)
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__ or refusal.value.__context__ is None


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("a missing column", "city"),
        ("three missing columns", "id, kommun, kommunkod"),
        ("a column twice", "name"),
        ("a row too short", "3"),
        ("a row too long", "3"),
        ("text after a quotation", "4"),
    ],
)
def test_the_refusal_names_the_place(tmp_path, what, words):
    path = tmp_path / "register.csv"
    path.write_bytes(BROKEN[what])
    with pytest.raises(RefusedFile, match=words):
        read(path)


def test_a_folder_a_missing_file_and_a_pipe_are_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "none.csv", tmp_path / "pipe", tmp_path / "none" / "a.csv"):
        with pytest.raises(RefusedFile):
            read(path)


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    def forbidden(self):
        raise PermissionError(13, "Permission denied")

    path = file_of(tmp_path, CHOIR)
    monkeypatch.setattr(type(path), "read_bytes", forbidden)
    with pytest.raises(RefusedFile):
        read(path)


def test_a_file_larger_than_any_register_is_refused_unread(tmp_path):
    path = tmp_path / "register.csv"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(RefusedFile, match="50"):
        read(path)


def test_a_row_is_never_printed_with_what_it_holds(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(GOOD)
    assert "Älvsunda" not in repr(read(path).rows[0])
