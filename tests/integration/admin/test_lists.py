"""An editor finds their pages in lists, narrows them down and takes them home as a file."""

import csv
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from civsam_pages.arena.admin_listing import FORMULA_SIGNS, harmless
from civsam_pages.needs.models import NeedPage, NeedUpdate
from civsam_pages.register.models import ActorPage
from tests.integration.admin.conftest import XSS, add_need

LISTS = ("civsam_needs", "civsam_initiatives", "civsam_grants", "civsam_actors")


def titles(client, name="civsam_needs", **query):
    response = client.get(reverse(f"{name}:index"), query)
    assert response.status_code == 200
    return [page.title for page in response.context["object_list"]]


def exported(client, name="civsam_needs", **query):
    response = client.get(reverse(f"{name}:index"), {"export": "csv", **query})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens_for_an_editor_and_shows_no_script(town, client, name):
    client.force_login(town.eva)
    response = client.get(reverse(f"{name}:index"))
    assert response.status_code == 200
    assert response.context["object_list"]
    assert XSS not in response.content.decode()


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("export", ["csv", "xlsx"])
def test_every_list_goes_out_as_a_file(town, client, name, export):
    client.force_login(town.eva)
    response = client.get(reverse(f"{name}:index"), {"export": export})
    assert response.status_code == 200
    assert f".{export}" in response["Content-Disposition"]
    assert b"".join(response.streaming_content)


@pytest.mark.parametrize("name", LISTS)
def test_every_column_sorts_both_ways(town, client, name):
    client.force_login(town.eva)
    view = client.get(reverse(f"{name}:index")).context["view"]
    keys = [column.sort_key for column in view.columns if column.sort_key]
    assert "review_due_at" in keys
    for key in keys:
        assert titles(client, name, ordering=key)
        assert titles(client, name, ordering=f"-{key}")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status": "draft"}, {"Evas utkast", "Miras utkast"}),
        ({"status": "draft", "created_by": "me"}, {"Evas utkast"}),
        ({"status": "draft", "created_by": "others"}, {"Miras utkast"}),
        ({"status": "review"}, {"Väntar på granskning"}),
        ({"fresh": "past"}, {"Granskas snart"}),
        ({"quiet": "yes"}, {"Ingen har svarat"}),
        ({"q": "svarat"}, {"Ingen har svarat"}),
    ],
)
def test_filters_find_what_they_say(town, client, query, found):
    client.force_login(town.eva)
    assert set(titles(client, **query)) == found


def test_themes_areas_states_and_owners_narrow_the_list(town, client):
    client.force_login(town.eva)
    only = ["Läxhjälp på Ängby"]
    assert titles(client, themes=town.theme.pk) == only
    assert titles(client, areas=town.place.pk) == only
    assert titles(client, areas=town.area.pk) == only, "a district means its places too"
    assert titles(client, state="closed") == []
    assert only[0] in titles(client, state="open", owner_actor=town.actor.pk)


def test_a_need_with_news_is_not_quiet(town, client):
    client.force_login(town.eva)
    NeedUpdate.objects.create(page=town.quiet, day=town.old.review_due_at, text="Nytt")
    assert titles(client, quiet="yes") == []


@pytest.mark.parametrize(
    ("state", "found"), [("closing", ["Snabba pengar"]), ("open", ["Årsbidrag"]), ("closed", [])]
)
def test_grants_are_found_by_where_their_round_stands_today(town, client, state, found):
    client.force_login(town.eva)
    assert titles(client, "civsam_grants", state=state) == found


def test_actors_are_found_by_kind_registration_and_confirmation(town, client):
    client.force_login(town.eva)
    assert titles(client, "civsam_actors", kind="association") == ["Älvsunda byalag"]
    assert titles(client, "civsam_actors", kind="network") == []
    assert titles(client, "civsam_actors", registration_state="dormant") == []
    assert titles(client, "civsam_actors", confirmed="old") == ["Älvsunda byalag"]
    ActorPage.objects.update(last_confirmed_at=town.old.review_due_at)
    assert titles(client, "civsam_actors", confirmed="old") == []


TYPED = ['"', '"läxhjälp', "läxhjälp", "LÄXHJÄLP ängby", "% _ \\ '", "*", "(", "NOT", "a" * 5000]


@pytest.mark.parametrize("name", LISTS)
def test_whatever_is_typed_in_the_search_box_the_list_answers(town, client, name):
    client.force_login(town.eva)
    for typed in TYPED:
        assert client.get(reverse(f"{name}:index"), {"q": typed}).status_code == 200


@pytest.mark.parametrize("typed", ["läx", "LÄXHJÄLP ängby", "Ängby", "ängby byalag"])
def test_the_beginning_of_a_word_with_swedish_letters_finds_it(town, client, typed):
    client.force_login(town.eva)
    assert titles(client, q=typed) == ["Läxhjälp på Ängby"]


@pytest.mark.parametrize("first", FORMULA_SIGNS)
def test_no_cell_of_a_file_becomes_a_formula(town, client, first):
    formula = f"{first}HYPERLINK(1)"
    NeedPage.objects.filter(pk=town.need.pk).update(outcome=formula)
    client.force_login(town.eva)
    (row,) = exported(client, q="läxhjälp")
    assert f"'{formula}" in row.values()
    response = client.get(reverse("civsam_needs:index"), {"export": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    cells = [cell for line in sheet.iter_rows() for cell in line if cell.value]
    assert f"'{formula.rstrip()}" in {str(cell.value).rstrip() for cell in cells} or "\r" in first
    assert not any(str(cell.value).startswith(FORMULA_SIGNS) for cell in cells)


def test_numbers_and_ordinary_text_stay_as_they_are():
    assert harmless(-5) == -5
    assert harmless("Läxhjälp = kul") == "Läxhjälp = kul"


def test_a_file_holds_just_what_the_filters_left(town, client):
    client.force_login(town.eva)
    rows = exported(client, status="draft", created_by="me")
    assert [next(iter(row.values())) for row in rows] == ["Evas utkast"]


@pytest.mark.parametrize("name", LISTS)
def test_a_hundred_rows_cost_no_more_queries_than_ten(town, client, name):
    client.force_login(town.eva)
    url = reverse(f"{name}:index")
    source = {
        "civsam_needs": town.need,
        "civsam_initiatives": town.initiative,
        "civsam_grants": town.grant,
        "civsam_actors": town.actor,
    }[name]

    def fill(number):
        for nth in range(number):
            copy = source.copy(update_attrs={"slug": f"kopia-{number}-{nth}"}, keep_live=nth % 2)
            copy.themes, copy.areas = [town.theme], [town.area, town.place]
            copy.save()

    def queries(**query):
        with CaptureQueriesContext(connection) as found:
            client.get(url, query).getvalue()
        return len(found)

    fill(8)
    queries()
    page, file = queries(), queries(export="csv")
    assert page <= 40
    fill(92)
    assert queries() <= page + 1
    assert queries(export="csv") <= file + 1


def test_the_neighbours_editor_sees_nothing_of_alvsunda(town, client):
    client.force_login(town.olle)
    assert titles(client) == []
    assert exported(client) == []


def test_a_new_need_opens_where_needs_are_kept(town, client):
    client.force_login(town.eva)
    response = client.get(reverse("civsam_needs:choose_parent"))
    expected = reverse("wagtailadmin_pages:add", args=["civsam_needs", "needpage", town.needs.pk])
    assert response.url == expected


def test_a_new_need_asks_where_when_there_are_several_places(town, client):
    client.force_login(town.sara)
    assert client.get(reverse("civsam_needs:choose_parent")).status_code == 200


def test_a_need_in_review_says_so_in_the_list(town, client):
    client.force_login(town.eva)
    assert town.review.current_state == "review"
    page = client.get(reverse("civsam_needs:index"), {"status": "review"}).content.decode()
    assert "Granskas" in page or "In review" in page
    assert add_need(town, "Nytt utkast", live=False).current_state == "draft"


def test_an_editor_is_not_told_who_owns_the_needs_of_another_site(town, client):
    client.force_login(town.olle)
    page = client.get(reverse("civsam_needs:index")).content.decode()
    assert town.actor.title not in page
    client.force_login(town.eva)
    assert town.actor.title in client.get(reverse("civsam_needs:index")).content.decode()


@pytest.mark.parametrize(
    "address", ["/admin/pages/?owner=", "/admin/civsam/needs/?themes=", "/admin/users/?group="]
)
def test_a_filter_with_a_number_larger_than_any_key_leads_nowhere(town, client, address):
    client.force_login(town.sara)
    assert client.get(address + "9" * 23).status_code == 404
