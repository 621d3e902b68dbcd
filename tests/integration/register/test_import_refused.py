"""Whatever is wrong with the file, the report or the choice of register: words, and no change."""

import io

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from civsam_pages.register.models import ActorPage, RegisterPage
from tests.factories import add, site
from tests.registers import BROKEN, CHOIR, file_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def start():
    return site().root_page


@pytest.fixture
def register(start):
    return add(start, RegisterPage, "Föreningar", summary="De som gör något tillsammans.")


def refused(*arguments, **options) -> str:
    """What the command says when it refuses; it must have changed and printed nothing."""

    pages, out = Page.objects.count(), io.StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("import_register", *arguments, stdout=out, **{"commit": True, **options})
    assert refusal.value.returncode == 1
    assert out.getvalue() == ""
    assert Page.objects.count() == pages
    return str(refusal.value)


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_changes_nothing(register, tmp_path, what):
    path = tmp_path / "register.csv"
    path.write_bytes(BROKEN[what])
    report = tmp_path / "report.csv"
    assert refused(path, json=True, report=report)
    assert not report.exists()
    assert not ActorPage.objects.exists()


def test_a_folder_and_a_missing_file_change_nothing(register, tmp_path):
    assert refused(tmp_path)
    assert refused(tmp_path / "none.csv")


def test_a_report_that_cannot_be_written_stops_the_import_before_it_begins(register, tmp_path):
    path = file_of(tmp_path, CHOIR)
    assert refused(path, report=tmp_path)
    assert refused(path, report=tmp_path / "none" / "report.csv")
    before = path.read_bytes()
    assert refused(path, report=path)
    assert path.read_bytes() == before


def test_without_a_register_the_command_says_what_to_do(start, tmp_path):
    assert refused(file_of(tmp_path, CHOIR))


def test_with_several_registers_one_must_be_chosen(start, register, tmp_path):
    other = add(start, RegisterPage, "Nätverk", summary="De som möts.")
    path = file_of(tmp_path, CHOIR)
    for wanted in ("", "hittepa"):
        said = refused(path, register=wanted)
        assert f"{register.pk} (" in said
        assert f"{other.pk} (" in said
    chosen = [str(other.pk), "natverk", "/natverk/", other.url_path]
    for wanted in chosen:
        call_command("import_register", path, "--commit", register=wanted, stdout=io.StringIO())
    assert ActorPage.objects.child_of(other).count() == 1
    assert not ActorPage.objects.child_of(register).exists()


def test_registers_of_one_name_are_told_apart_by_their_number(start, register, tmp_path):
    branch = site("norr.localhost", "Norr").root_page
    other = add(branch, RegisterPage, "Föreningar", summary="I norr.")
    path = file_of(tmp_path, CHOIR)
    said = refused(path, register="foreningar")
    assert f"{register.pk} (" in said
    assert f"{other.pk} (" in said
    call_command("import_register", path, "--commit", register=str(other.pk), stdout=io.StringIO())
    assert ActorPage.objects.child_of(other).count() == 1
