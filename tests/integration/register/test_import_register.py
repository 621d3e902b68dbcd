"""A register comes in, comes again, and meets what editors have done since."""

import csv
import io
import json

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from wagtail.models import PageLogEntry, Revision
from wagtail.rich_text import RichText

from civsam_pages.arena.models import Area
from civsam_pages.register.importing import service
from civsam_pages.register.importing.reading import read
from civsam_pages.register.models import ActorCategory, ActorPage, RegisterPage
from civsam_search.models import SearchEntry
from tests.factories import add, publish, site
from tests.registers import CHOIR, CLUB, HOMESTEAD, file_of

pytestmark = pytest.mark.django_db

NUMBER = "850709-9805"
COUNTS = {"rows": 0, "created": 0, "updated": 0, "unchanged": 0, "rejected": 0}


@pytest.fixture
def register():
    """Älvsunda's register, still empty."""
    start = site().root_page
    return add(start, RegisterPage, "Föreningar", summary="De som gör något tillsammans.")


@pytest.fixture
def bring(tmp_path):
    """Import rows with the command; its summary, and what it wrote on the two streams."""

    def run(*rows, commit=True, **options):
        out, err = io.StringIO(), io.StringIO()
        path = file_of(tmp_path, *rows)
        call_command(
            "import_register", path, commit=commit, json=True, stdout=out, stderr=err, **options
        )
        return json.loads(out.getvalue()), err.getvalue()

    return run


def counts(**given):
    return {**COUNTS, **given, "dry_run": given.get("dry_run", False)}


def actors():
    return {actor.source_id: actor for actor in ActorPage.objects.all()}


def everything() -> str:
    """The whole database as text."""

    return "\n".join(connection.connection.iterdump())


def test_a_dry_run_tells_what_would_happen_and_does_nothing(register, bring):
    before = everything()
    summary, _err = bring(CHOIR, CLUB, commit=False)
    assert summary == counts(rows=2, created=2, dry_run=True)
    assert everything() == before


def test_rows_become_published_pages_that_a_visitor_finds(register, bring, client):
    summary, _err = bring(CHOIR, CLUB, HOMESTEAD)
    assert summary == counts(rows=3, created=3)
    choir = actors()["1"]
    assert (choir.title, choir.slug, choir.live) == (
        "Älvsunda Sångsällskap",
        "alvsunda-sangsallskap",
        True,
    )
    assert choir.website == "https://www.sangsallskapet.example"
    assert (choir.postal_code, choir.city, choir.founded_year) == ("981 41", "Älvsunda", 1931)
    assert choir.summary == "Kulturförening i Älvsunda. Körsång och konsert."
    assert [category.slug for category in choir.categories.all()] == ["kultur"]
    assert actors()["2"].org_number == "8029990101"
    assert [group.slug for group in actors()["2"].target_groups.all()] == ["unga"]
    assert actors()["3"].kind == "foundation"
    found = client.get(register.url, {"q": "körsång", "category": "kultur"}).content.decode()
    assert choir.url in found
    assert actors()["2"].url not in found
    assert client.get(choir.url).status_code == 200
    club = client.get(actors()["2"].url).content.decode()
    assert "<script>alert(1)</script>" not in club


def test_the_tree_is_sound_and_every_page_has_a_beginning(register, bring):
    bring(CHOIR, CLUB, HOMESTEAD)
    register.refresh_from_db()
    assert register.numchild == 3
    assert ActorPage.find_problems() == ([], [], [], [], [])
    for actor in actors().values():
        revision = Revision.objects.for_instance(actor).get()
        assert actor.latest_revision == actor.live_revision == revision
        assert not actor.has_unpublished_changes
        assert actor.first_published_at
        assert actor.last_published_at
        assert revision.as_object().title == actor.title
        assert PageLogEntry.objects.filter(page=actor.pk, action="wagtail.create").count() == 1
    assert SearchEntry.objects.filter(kind="actor").count() == 3


def test_the_same_file_again_changes_nothing(register, bring):
    bring(CHOIR, CLUB, HOMESTEAD)
    before = everything()
    summary, _err = bring(CHOIR, CLUB, HOMESTEAD)
    assert summary == counts(rows=3, unchanged=3)
    assert everything() == before


def test_a_row_that_has_changed_updates_its_page(register, bring):
    bring(CHOIR, CLUB)
    address = actors()["1"].url
    news = {**CHOIR, "name": "Älvsunda Kammarkör", "activities": "Körsång|Teater"}
    summary, _err = bring(news, CLUB)
    assert summary == counts(rows=2, updated=1, unchanged=1)
    choir = actors()["1"]
    assert (choir.title, choir.url) == ("Älvsunda Kammarkör", address)
    assert choir.activities == "Körsång\nTeater"
    assert Revision.objects.for_instance(choir).count() == 2
    assert not choir.has_unpublished_changes
    assert SearchEntry.objects.get(page_id=choir.pk).title == "Älvsunda Kammarkör"
    assert bring(news, CLUB)[0] == counts(rows=2, unchanged=2)


def test_what_an_editor_has_written_stays(register, bring):
    bring(CHOIR)
    choir = actors()["1"]
    choir.summary = "Vi sjunger för alla i Älvsunda."
    choir.city = "Norrstrand"
    choir.categories = [ActorCategory.objects.get(slug="gemenskap")]
    publish(choir)
    news = {**CHOIR, "city": "Hedlunda", "types": "Idrottsförening", "email": "ny@kor.example"}
    summary, _err = bring(news)
    assert summary == counts(rows=1, updated=1)
    choir = actors()["1"]
    assert (choir.summary, choir.city) == ("Vi sjunger för alla i Älvsunda.", "Norrstrand")
    assert [category.slug for category in choir.categories.all()] == ["gemenskap"]
    assert choir.contact_email == "ny@kor.example"


def test_opening_and_saving_in_the_admin_is_not_a_change_by_hand(register, bring):
    long = {**CHOIR, "description": "Vi sjunger.\nVarje dag. " * 40}
    bring(long)
    choir = actors()["1"]
    html = choir.body[0].value.source
    choir.body = [("paragraph", RichText(html.replace("<p>", '<p data-block-key="x1">')))]
    choir.activities = choir.activities.replace("\n", "\r\n")
    publish(choir)
    assert bring(long)[0] == counts(rows=1, unchanged=1)
    shorter = {**CHOIR, "description": "Vi sjunger.", "activities": "Körsång"}
    assert bring(shorter)[0] == counts(rows=1, updated=1)
    choir = actors()["1"]
    assert (len(choir.body), choir.activities) == (0, "Körsång")


def test_a_draft_a_lock_and_an_unpublished_page_are_left_alone(register, bring):
    bring(CHOIR, CLUB, HOMESTEAD)
    choir, club, homestead = (actors()[key] for key in "123")
    choir.summary = "Ett utkast."
    choir.save_revision()
    ActorPage.objects.filter(pk=club.pk).update(locked=True)
    homestead.unpublish()
    before = everything()
    news = [{**row, "city": "Hedsås"} for row in (CHOIR, CLUB, HOMESTEAD)]
    summary, _err = bring(*news)
    assert summary == counts(rows=3, unchanged=3)
    assert everything() == before


def test_an_alias_in_another_register_is_left_to_follow_its_source(register, bring):
    bring(CHOIR)
    other = add(register.get_parent(), RegisterPage, "Körer", summary="De som sjunger.")
    alias = actors()["1"].create_alias(parent=other)
    ActorPage.objects.filter(pk=alias.pk).update(source_system="IBGO", source_id="1")
    summary, _err = bring({**CHOIR, "city": "Ängby"}, register=other.slug)
    assert alias.imported_values["city"] == alias.city  # so that an import would change it
    assert summary == counts(rows=1, unchanged=1)


def test_a_page_that_would_not_be_valid_is_left_alone_and_told_of(register, bring, tmp_path):
    bring(CHOIR, CLUB)
    ActorPage.objects.filter(pk=actors()["1"].pk).update(contact_phone="0" * 31)
    report = tmp_path / "report.csv"
    news = [{**row, "city": "Hedsås"} for row in (CHOIR, CLUB)]
    assert bring(*news, report=report)[0] == counts(rows=2, updated=1, rejected=1)
    assert actors()["1"].city == "Älvsunda"
    assert "contact_phone" in report.read_text(encoding="utf-8-sig")


def test_an_area_that_is_added_later_is_filled_in_the_next_time(register, bring):
    row = {**CHOIR, "areas": "Norrstrand"}
    bring(row)
    assert not actors()["1"].areas.exists()
    Area.objects.create(name="Norrstrand", slug="norrstrand")
    assert bring(row)[0] == counts(rows=1, updated=1)
    assert [area.slug for area in actors()["1"].areas.all()] == ["norrstrand"]


def test_a_category_that_editors_have_taken_away_is_left_out(register, bring):
    ActorCategory.objects.get(slug="kultur").delete()
    bring(CHOIR)
    assert not actors()["1"].categories.exists()
    assert bring(CHOIR)[0] == counts(rows=1, unchanged=1)


def test_names_alike_get_addresses_of_their_own(register, bring):
    add(register, ActorPage, "Grannarna", summary="Fanns redan.")
    bring(
        {"id": "1", "name": "Grannarna"},
        {"id": "2", "name": "GRANNARNA"},
        {"id": "3", "name": "Åsö Återvinning & Öl"},
        {"id": "4", "name": "東京"},
    )
    slugs = [actors()[key].slug for key in "1234"]
    assert slugs == ["grannarna-2", "grannarna-3", "aso-atervinning-ol", "aktor"]


def test_a_row_that_cannot_come_in_is_left_out_and_the_others_come(register, bring, tmp_path):
    report = tmp_path / "report.csv"
    summary, err = bring(
        CHOIR,
        {"id": "5", "name": " "},
        {"id": "1", "name": "Samma igen"},
        {"name": "Utan id"},
        CLUB,
        report=report,
    )
    assert summary == counts(rows=5, created=2, rejected=3)
    assert [actor.title for actor in actors().values()] == [CHOIR["name"], CLUB["name"]]
    assert len(err.strip().splitlines()) == 3
    with report.open(encoding="utf-8-sig", newline="") as file:
        header, *lines = csv.reader(file)
    assert len(header) == 4
    left_out = [line[:2] for line in lines if line[0] in "345"]
    assert left_out == [["3", "name"], ["4", "id"], ["5", "id"]]
    assert all(wrong and done for _row, _column, wrong, done in lines)


def test_the_report_has_a_line_for_each_thing_and_no_formula(register, bring, tmp_path):
    report = tmp_path / "report.csv"
    report.write_text("an older report")
    bring(
        {**CHOIR, "homepage_url": "=HYPERLINK(1)", "postal_code": "x"},
        {**CLUB, "areas": "=1+1"},
        commit=False,
        report=report,
    )
    assert report.read_bytes().startswith(b"\xef\xbb\xbf")
    with report.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))[1:]
    assert [line[:2] for line in lines] == [
        ["2", "city"],
        ["2", "homepage_url"],
        ["2", "postal_code"],
        ["3", "areas"],
    ]
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line)
    assert [path.name for path in tmp_path.iterdir()].count("report.csv.part") == 0


def test_a_persons_number_is_kept_nowhere(register, bring, tmp_path, caplog):
    caplog.set_level("DEBUG")
    report = tmp_path / "report.csv"
    summary, err = bring(
        {**CHOIR, "org_number": NUMBER, "description": f"Ring {NUMBER} eller 19{NUMBER}."},
        {**CLUB, "org_number": NUMBER.replace("-", ""), "email": f"{NUMBER}@kor.example"},
        {"id": NUMBER, "name": "Den egna firman"},
        report=report,
    )
    assert summary == counts(rows=3, created=2, rejected=1)
    assert [actor.org_number for actor in actors().values()] == ["", ""]
    told = report.read_text(encoding="utf-8-sig")
    assert told.count("org_number") == 2
    for place in (everything(), err, told, caplog.text, json.dumps(summary)):
        assert "8507099805" not in place
        assert NUMBER not in place


def test_two_actors_with_one_organisation_number_both_stay(register, bring, tmp_path):
    report = tmp_path / "report.csv"
    summary, _err = bring(CLUB, {**CLUB, "id": "9", "name": "Norrstrands IF dam"}, report=report)
    assert summary == counts(rows=2, created=2)
    assert "org_number" in report.read_text(encoding="utf-8-sig")


def test_a_copy_of_an_actor_is_another_actor(register, bring):
    bring(CHOIR)
    copy = actors()["1"].copy(update_attrs={"title": "Kören två", "slug": "koren-tva"})
    assert (copy.source_id, copy.imported_values) == ("", {})


def test_an_error_in_the_middle_leaves_everything_as_it_was(register, tmp_path, monkeypatch):
    rows = read(file_of(tmp_path, CHOIR, CLUB, HOMESTEAD)).rows
    before = everything()

    def fail(pages):
        assert ActorPage.objects.count() == 3
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(service, "reindex", fail)
    with pytest.raises(DatabaseError):
        service.import_rows(register, rows, commit=True)
    assert everything() == before
    with pytest.raises(CommandError):
        call_command("import_register", tmp_path / "register.csv", commit=True)
    assert everything() == before


def test_an_import_has_the_name_of_the_one_who_made_it(register, tmp_path):
    anna = get_user_model().objects.create_user("anna@alvsunda.test")
    rows = read(file_of(tmp_path, CHOIR)).rows
    service.import_rows(register, rows, commit=True, user=anna)
    choir = actors()["1"]
    assert choir.owner == choir.latest_revision.user == anna
    assert PageLogEntry.objects.get(page=choir.pk).user == anna
    later = read(file_of(tmp_path, {**CHOIR, "city": "Hedsås"})).rows
    service.import_rows(register, later, commit=True, user=anna)
    assert actors()["1"].city == "Hedsås"


def test_progress_is_shown_row_by_row(register, tmp_path):
    rows = read(file_of(tmp_path, CHOIR, CLUB)).rows
    seen = []
    for commit in (False, True):
        service.import_rows(
            register, rows, commit=commit, progress=lambda work: seen.append(len(work)) or work
        )
    assert seen == [2, 2]


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_shows_how_far_it_has_come(register, tmp_path, monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    call_command("import_register", file_of(tmp_path, CHOIR, CLUB), "--commit")
    assert "/2 [" in terminal.getvalue()


def test_without_json_the_summary_is_a_sentence(register, tmp_path, capsys):
    path = file_of(tmp_path, CHOIR, CLUB)
    call_command("import_register", path)
    assert "--commit" in capsys.readouterr().out
    call_command("import_register", path, "--commit", "--report", tmp_path / "r.csv")
    told = capsys.readouterr()
    assert "2" in told.out
    assert "r.csv" in told.out
    assert told.err == ""


def test_a_new_row_asks_the_database_no_more_when_there_are_many(
    register, tmp_path, django_assert_max_num_queries
):
    rows = read(file_of(tmp_path, *({"id": str(n), "name": f"Nr {n}"} for n in range(30)))).rows
    service.import_rows(register, rows, commit=True)
    with django_assert_max_num_queries(15):
        service.import_rows(register, rows, commit=True)
