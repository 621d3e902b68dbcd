"""Who may act for whom, in lists, on the actor's page and as files."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from civsam_pages.arena.admin_listing import FORMULA_SIGNS
from civsam_pages.register.groups import ensure_reviewer_group
from civsam_pages.register.memberships.admin_base import EXPORT
from civsam_pages.register.memberships.models import Membership
from civsam_search.api import today
from tests import factories
from tests.factories import XSS, right

ADMIN = "civsam_people_admin"
LISTS = ("queue", "memberships", "without_admin", "accounts")


def found(client, name, **query):
    response = client.get(reverse(f"{ADMIN}:{name}"), query)
    assert response.status_code == 200
    assert XSS not in response.content.decode()
    return list(response.context["object_list"])


def exported(client, name, **query):
    response = client.get(reverse(f"{ADMIN}:{name}"), {"export": "csv", **query})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens_and_so_do_its_rows_alone(town, petra, name):
    found(petra, name)
    assert petra.get(reverse(f"{ADMIN}:{name}_results")).status_code == 200


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"when": "running"}, {"samira", "goran", "nadja", "bosse"}),
        ({"when": "ended"}, {"ingrid"}),
        ({"when": "ending"}, {"nadja"}),
        ({"role": "actor_applicant"}, {"goran"}),
        ({"q": "tallen"}, {"bosse"}),
        ({"q": "GÖRAN"}, {"goran"}),
        ({"q": "nadja@posten"}, {"nadja"}),
    ],
)
def test_memberships_are_found_by_role_day_and_word(town, petra, query, names):
    Membership.objects.filter(user=town.nadja).update(valid_until=today() + timedelta(days=60))
    assert {row.user for row in found(petra, "memberships", **query)} == {
        getattr(town, name) for name in names
    }


def test_memberships_are_found_by_actor(town, petra):
    rows = found(petra, "memberships", actor=town.study.pk)
    assert [row.user for row in rows] == [town.bosse]


@pytest.mark.parametrize("name", ["memberships", "accounts"])
def test_every_column_sorts_both_ways(town, petra, name):
    view = petra.get(reverse(f"{ADMIN}:{name}")).context["view"]
    for key in (column.sort_key for column in view.columns if column.sort_key):
        assert found(petra, name, ordering=key)
        assert found(petra, name, ordering=f"-{key}")


@pytest.mark.parametrize("name", ["memberships", "accounts"])
def test_a_long_list_costs_as_many_questions_as_a_short(town, petra, name):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            found(petra, name)
        return len(seen)

    asked()
    few = asked()
    model = type(town.carin)
    for number in range(40):
        person = model.objects.create_user(f"person{number}@posten.example")
        right(person, town.study, "actor_editor")
    assert asked() == few
    assert len(found(petra, name)) > 40


def test_people_are_those_who_act_have_acted_or_ask_and_nobody_else(town, petra):
    rows = found(petra, "accounts")
    assert {row.email.split("@")[0] for row in rows} == {
        "samira", "goran", "nadja", "ingrid", "bosse", "carin",
    }  # fmt: skip
    assert [row.email for row in found(petra, "accounts", acts="before")] == [town.ingrid.email]
    assert [row.email for row in found(petra, "accounts", acts="never")] == [town.carin.email]


def test_a_person_who_acts_for_two_with_the_same_word_is_one_row(town, petra):
    right(town.bosse, town.open_door, "actor_editor")
    assert len(found(petra, "accounts", q="bosse")) == 1


def test_the_page_of_a_person_tells_what_they_may_and_have_asked(town, petra):
    page = petra.get(reverse(f"{ADMIN}:account", args=[town.carin.pk]))
    assert {one["title"] for one in page.context["requests"]} == {
        town.open_door.title,
        town.proposal.name,
    }
    assert page.context["history"]
    page = petra.get(reverse(f"{ADMIN}:account", args=[town.samira.pk])).content.decode()
    assert XSS not in page
    assert town.samira.email in page


def test_an_account_that_has_nothing_to_do_with_actors_has_no_page_here(town, petra):
    assert petra.get(reverse(f"{ADMIN}:account", args=[town.sanna.pk])).status_code == 404


def test_an_actor_that_loses_its_administrator_is_in_the_list(town, petra):
    assert found(petra, "without_admin") == []
    Membership.objects.filter(user=town.bosse).update(valid_until=today() - timedelta(days=1))
    (row,) = found(petra, "without_admin")
    assert (row.pk, row.others) == (town.study.pk, 0)
    assert row.last_until == today() - timedelta(days=1)


@pytest.mark.parametrize("name", ["memberships", "accounts", "without_admin"])
@pytest.mark.parametrize("export", ["csv", "xlsx"])
def test_a_list_taken_home_is_in_the_log(town, petra, name, export):
    response = petra.get(reverse(f"{ADMIN}:{name}"), {"export": export})
    assert b"".join(response.streaming_content)
    entry = ModelLogEntry.objects.filter(action=EXPORT).get()
    assert entry.user == town.petra
    assert entry.data["list"] == name


def test_the_file_of_memberships_says_what_the_list_says(town, petra):
    (row,) = exported(petra, "memberships", role="actor_applicant")
    assert town.goran.email in row.values()
    assert town.open_door.title in row.values()


@pytest.mark.parametrize("first", FORMULA_SIGNS)
def test_no_cell_of_a_file_becomes_a_formula(town, petra, first):
    formula = f"{first}HYPERLINK(1)"
    Membership.objects.filter(user=town.goran).update(function=formula)
    type(town.goran).objects.filter(pk=town.goran.pk).update(first_name=formula)
    (row,) = exported(petra, "memberships", role="actor_applicant")
    assert f"'{formula}" in row.values()
    for name in ("memberships", "accounts"):
        response = petra.get(reverse(f"{ADMIN}:{name}"), {"export": "xlsx"})
        sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
        cells = [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value]
        assert not [cell for cell in cells if cell.startswith(FORMULA_SIGNS)]


def test_the_page_of_a_right_says_why_it_is(town, petra):
    page = petra.get(reverse(f"{ADMIN}:membership", args=[town.goran_right.pk]))
    assert page.status_code == 200
    assert reverse(f"{ADMIN}:end", args=[town.goran_right.pk]) in page.content.decode()


def test_ending_a_right_asks_first_and_ends_it_then(town, petra):
    url = reverse(f"{ADMIN}:end", args=[town.goran_right.pk])
    assert petra.get(url).status_code == 200
    town.goran_right.refresh_from_db()
    assert town.goran_right.ended_at is None
    assert petra.post(url).url == reverse(f"{ADMIN}:actor", args=[town.open_door.pk])
    town.goran_right.refresh_from_db()
    assert town.goran_right.ended_by == town.petra
    assert petra.post(url).status_code == 302, "twice is told calmly"


def test_ending_the_last_administrator_warns(town, petra):
    page = petra.get(reverse(f"{ADMIN}:end", args=[town.samira_right.pk]))
    assert page.context["is_last_admin"]
    right(town.hodan, town.open_door, "actor_admin")
    page = petra.get(reverse(f"{ADMIN}:end", args=[town.samira_right.pk]))
    assert not page.context["is_last_admin"]


def giving(**fields):
    return {
        "address": "hodan@posten.example",
        "role": "actor_admin",
        "function": "ordförande",
        "valid_until": (today() + timedelta(days=30)).isoformat(),
        "note": "Ringde föreningen",
        "sure": "on",
        **fields,
    }


def test_the_municipality_gives_a_right_to_an_address(town, petra):
    url = reverse(f"{ADMIN}:give", args=[town.open_door.pk])
    assert petra.get(url).status_code == 200
    assert petra.post(url, giving(address="HODAN@posten.example")).status_code == 302
    given = Membership.objects.running().get(user=town.hodan)
    assert (given.via, given.approved_by, given.role) == ("staff", town.petra, "actor_admin")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"address": "ingen@posten.example"}, "address"),
        ({"address": ""}, "address"),
        ({"valid_until": "2020-01-01"}, "valid_until"),
        ({"valid_until": "2099-01-01"}, "valid_until"),
        ({"note": ""}, "note"),
        ({"sure": ""}, "sure"),
        ({"role": "king"}, "role"),
    ],
)
def test_what_is_wrong_in_the_form_is_said_at_its_question(town, petra, fields, wrong):
    url = reverse(f"{ADMIN}:give", args=[town.open_door.pk])
    response = petra.post(url, giving(**fields))
    assert list(response.context["form"].errors) == [wrong]
    assert response.context["problems"][0][1].startswith(f"#id_{wrong}")
    assert not Membership.objects.filter(user=town.hodan).exists()


def edit_page(client, actor):
    return client.get(reverse("wagtailadmin_pages:edit", args=[actor.pk]))


def test_the_page_of_an_actor_shows_who_may_act_for_it(town, client):
    client.force_login(town.sanna)
    page = edit_page(client, town.open_door).content.decode()
    assert XSS not in page.split("civsam-scroll")[1].split("</table")[0]
    for person in (town.samira, town.goran, town.nadja, town.ingrid):
        assert person.email in page
    assert reverse(f"{ADMIN}:give", args=[town.open_door.pk]) in page
    assert reverse(f"{ADMIN}:end", args=[town.goran_right.pk]) in page


def test_an_actor_without_an_administrator_says_so_on_its_page(town, client):
    client.force_login(town.sanna)
    warning = "help-warning"
    before = edit_page(client, town.study).content.decode()
    Membership.objects.filter(user=town.bosse).delete()
    after = edit_page(client, town.study).content.decode()
    assert after.count(warning) == before.count(warning) + 1


def test_an_editor_who_may_not_see_people_sees_none_on_the_page(town, client):
    town.anna.groups.set([Group.objects.get(name="Editors")])
    client.force_login(town.anna)
    page = edit_page(client, town.open_door)
    assert page.status_code == 200
    assert town.goran.email not in page.content.decode()


def test_no_version_copy_or_comparison_of_the_page_holds_a_name(town, client):
    client.force_login(town.sanna)
    first = town.open_door.save_revision()
    second = town.open_door.save_revision()
    for revision in (first, second):
        assert "posten.example" not in str(revision.content)
    page = client.get(
        reverse(
            "wagtailadmin_pages:revisions_compare", args=[town.open_door.pk, first.pk, second.pk]
        )
    )
    assert "posten.example" not in page.content.decode()
    copy = town.open_door.copy(update_attrs={"slug": "kopia"})
    assert not Membership.objects.filter(actor=copy.pk).exists()


@pytest.mark.parametrize(("who", "sees"), [("petra", True), ("anna", True), ("sanna", True)])
def test_those_who_see_people_have_the_menu_and_what_waits(town, client, who, sees):
    client.force_login(getattr(town, who))
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse(f"{ADMIN}:queue") in page


def test_others_have_no_trace_of_people_in_the_admin(town, client):
    town.anna.groups.set([Group.objects.get(name="Editors")])
    client.force_login(town.anna)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "civsam/people" not in page
    assert client.get(reverse(f"{ADMIN}:queue")).status_code == 302


def test_what_waits_is_counted_on_the_first_page(town, petra):
    Membership.objects.filter(user=town.bosse).update(valid_until=today() - timedelta(days=1))
    page = petra.get(reverse("wagtailadmin_home"))
    panel = next(one for one in page.context["panels"] if type(one).__name__ == "WaitingPanel")
    groups = panel.get_context_data({"request": page.wsgi_request})["groups"]
    assert [(row.url, row.count) for rows in groups.values() for row in rows] == [
        (reverse(f"{ADMIN}:queue"), 3),
        (reverse(f"{ADMIN}:without_admin"), 1),
    ]


def test_a_group_of_reviewers_sees_and_decides_and_edits_nothing(town, client):
    group = ensure_reviewer_group("Granskare")
    town.carin.groups.add(group)
    client.force_login(town.carin)
    assert client.get(reverse(f"{ADMIN}:queue")).status_code == 200
    assert edit_page(client, town.study).status_code == 302
    url = reverse(f"{ADMIN}:end", args=[town.goran_right.pk])
    assert client.post(url).status_code == 302
    town.goran_right.refresh_from_db()
    assert town.goran_right.ended_at


def test_reviewers_of_a_register_also_change_its_pages(town, client):
    for _time in range(2):
        group = ensure_reviewer_group("Granskare", town.register)
    town.carin.groups.add(group)
    client.force_login(town.carin)
    assert edit_page(client, town.study).status_code == 200
    assert edit_page(client, town.homework).status_code == 302
    assert group.page_permissions.count() == 1


def test_the_history_of_the_site_tells_in_words_what_was_decided(town, client):
    client.force_login(town.sanna)
    page = client.get(reverse("wagtailadmin_reports:site_history"))
    told = [entry for entry in page.context["object_list"] if entry.action.startswith("civsam.")]
    assert {entry.action for entry in told} >= {
        "civsam.claim.send",
        "civsam.proposal.send",
        "civsam.handover.send",
    }
    assert all(entry.formatter for entry in told)
    assert factories.ESCAPED in page.content.decode()
