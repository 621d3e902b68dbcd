"""A row becomes our fields, and tells what was wrong with it."""

import pytest

from civsam_pages.register.importing.merging import merge
from civsam_pages.register.importing.records import Places, RowReader
from civsam_pages.register.importing.report import harmless
from tests.registers import row_of

PLACES = Places({"norrstrand": "norrstrand"}, everywhere="hela-kommunen")
NUMBER = "850709-9805"


def recorded(**cells):
    reader = RowReader(PLACES)
    return reader.record(row_of(7, **cells)), reader.remarks


def test_a_row_with_nothing_but_a_name_comes_in_without_a_remark():
    record, remarks = recorded()
    assert record.identity == ("IBGO", "1")
    assert record.values["title"] == "Älvsunda Sångsällskap"
    assert record.values["kind"] == "association"
    assert record.values["categories"] == ["kultur"]
    assert record.values["summary"] == "Kulturförening."
    assert remarks == []


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"title": " "}, "name"),
        ({"source_id": ""}, "id"),
        ({"source_id": "x" * 101}, "id"),
        ({"source_system": ""}, "source_system"),
        ({"source_system": "x" * 31}, "source_system"),
    ],
)
def test_a_row_without_a_name_or_an_identity_is_left_out(cells, column):
    record, remarks = recorded(**cells)
    assert record is None
    assert [(r.row, r.column, r.left_out) for r in remarks] == [(7, column, True)]


def test_a_persons_number_instead_of_an_organisations_is_dropped_and_the_row_stays():
    record, remarks = recorded(org_number=NUMBER)
    assert record.values["org_number"] == ""
    assert [r.column for r in remarks] == ["org_number"]
    assert "9805" not in repr((record, remarks))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("title", f"Kören {NUMBER}"),
        ("description", f"Ring Anna {NUMBER}."),
        ("activities", f"Körsång|{NUMBER}"),
        ("areas", NUMBER),
        ("target_groups", NUMBER),
        ("website", f"https://alvsunda.example/{NUMBER}"),
        ("contact_email", f"{NUMBER}@alvsunda.example"),
        ("postal_code", NUMBER),
        ("city", NUMBER),
        ("umbrella", NUMBER),
        ("municipality", NUMBER),
        ("leisure_card", NUMBER),
        ("founded_year", "19850709-9805"),
    ],
)
def test_a_persons_number_anywhere_else_is_dropped_too(name, text):
    record, remarks = recorded(**{name: text})
    assert remarks
    assert "9805" not in repr((record, remarks))
    assert "0709" not in repr((record, remarks))


def test_a_persons_number_as_the_id_leaves_the_row_out():
    record, remarks = recorded(source_id=NUMBER)
    assert record is None
    assert "9805" not in repr(remarks)


def test_an_email_address_among_the_web_addresses_moves():
    record, remarks = recorded(website="kor@alvsunda.example")
    assert record.values["website"] == ""
    assert record.values["contact_email"] == "kor@alvsunda.example"
    assert [r.column for r in remarks] == ["homepage_url"]


def test_an_email_address_that_is_there_is_not_pushed_away():
    record, _remarks = recorded(website="a@alvsunda.example", contact_email="b@alvsunda.example")
    assert record.values["contact_email"] == "b@alvsunda.example"


def test_a_postal_code_with_the_town_fills_the_empty_one():
    record, _remarks = recorded(city="98141 ÄLVSUNDA")
    assert (record.values["postal_code"], record.values["city"]) == ("981 41", "Älvsunda")


def test_areas_are_those_we_have_and_others_are_told_of():
    record, remarks = recorded(areas="Norrstrand|Älvsundas kommun|Månen", municipality="Älvsunda")
    assert record.values["areas"] == ["hela-kommunen", "norrstrand"]
    assert ["Månen" in r.wrong for r in remarks] == [True]


def test_one_system_lists_ages_among_its_activities():
    age = "För åldern (13-20 år)"
    record, _remarks = recorded(source_system="ActorSmartbook", activities=f"Dans|{age}")
    assert record.values["activities"] == "Dans"
    assert record.values["target_groups"] == ["unga"]


def test_what_a_long_description_cannot_say_in_brief_stands_in_the_body():
    record, _remarks = recorded(description="Vi sjunger <b>högt</b> varje dag. " * 20)
    assert len(record.values["summary"]) <= 300
    assert record.values["body"].startswith("<p>Vi sjunger &lt;b&gt;")


@pytest.mark.parametrize(
    ("imported", "current", "new", "changes", "kept"),
    [
        ("a", "a", "a", {}, []),  # nothing has happened
        ("a", "a", "b", {"x": "b"}, []),  # the register has news
        ("a", "c", "a", {}, []),  # an editor has changed it
        ("a", "c", "b", {}, ["x"]),  # both have
        ("a", "b", "b", {}, []),  # both have, and agree
    ],
)
def test_news_come_in_only_where_nobody_has_been_before(imported, current, new, changes, kept):
    found = merge(imported={"x": imported}, current={"x": current}, new={"x": new})
    assert found == (changes, kept)


def test_a_field_that_was_never_imported_is_an_editors():
    assert merge(imported={}, current={"x": "c"}, new={"x": "b"}) == ({}, ["x"])


@pytest.mark.parametrize(
    "text", ["=1+1", "+46", "-1", "@sum", "\t=1", "\r=1", " =1", "=cmd|' /C calc'!A0"]
)
def test_no_cell_of_the_report_is_a_formula(text):
    assert harmless(text) == f"'{text}"


def test_other_cells_of_the_report_stand_as_they_are():
    assert harmless("“x” is not a web address") == "“x” is not a web address"
