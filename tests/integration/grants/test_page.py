"""A board opens the page of a grant: who, how much, when, and how to apply today."""

import json
import re
from datetime import date

import pytest
from django.utils.translation import gettext as _

from civsam_pages.grants.models import GrantPage
from tests.factories import ESCAPED, XSS, add, body, document
from tests.integration.grants.conftest import AUTUMN, SPRING, grant

pytestmark = pytest.mark.django_db

E_SERVICE = "https://e-tjanster.alvsunda.example/projekt"


@pytest.fixture
def project(town):
    """A grant with everything filled in."""

    return grant(
        town.grants,
        "Projektbidrag för integration",
        authority=town.desk,
        applicant_kinds=[town.association, town.young],
        not_for=f"Företag\nResor utomlands {XSS}",
        body=body("Bidraget är till för mötet."),
        easy_read_summary="Ni kan få pengar.\nSök före 31 mars.",
        requirements=[
            {"text": f"Öppet för alla {XSS}", "sort_order": 0},
            {"text": "Ni har en budget", "evidence": "Mallen", "sort_order": 1},
            {
                "text": "Ni har redovisat",
                "must_be_first": True,
                "url": "https://alvsunda.example/redovisa",
                "sort_order": 2,
            },
        ],
        decision_levels=[
            {"up_to_amount": 60_000, "decided_by": "Socialnämnden", "answer_time": "8 veckor"},
            {"up_to_amount": 20_000, "decided_by": "Handläggare", "answer_time": "3 veckor"},
            {"decided_by": "Kommunstyrelsen", "answer_time": "12 veckor"},
        ],
        max_amount=60_000,
        rounds=[
            {**SPRING, "name": f"Våren {XSS}", "pot": 400_000, "answer_by": date(2026, 5, 15)},
            {**AUTUMN, "meeting_on": date(2026, 11, 10)},
        ],
        late_rule=f"Vi tar inte emot den. {XSS}",
        follow_up_required=True,
        follow_up_days=60,
        follow_up_text="En sida räcker.",
        appeal_text="Hos förvaltningsrätten.",
        application_url=E_SERVICE,
        application_note=f"Ha budgeten framme. {XSS}",
        rules_document=document("Reglerna", "regler.pdf"),
        rules_note="Beslutade 14 november 2025",
        de_minimis=True,
        verified_on=date(2026, 3, 2),
        review_due_at=date(2026, 3, 1),
    )


def plain(html: str) -> str:
    """The text of a page with single spaces."""

    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\N{NO-BREAK SPACE}", " ").split())


def read(client, page):
    return client.get(page.url).content.decode()


def test_the_key_facts_are_those_of_the_open_round(project, client):
    response = client.get(project.url)
    facts = response.context["facts"]
    assert (facts.state, facts.window.closes) == ("closing", date(2026, 3, 31))
    assert (facts.answer_by, facts.decided_by) == (date(2026, 5, 15), "Socialnämnden")
    text = plain(response.content.decode())
    assert "Upp till 60 000 kr" in text
    assert "31 mars 2026" in text
    assert "15 maj 2026" in text


def test_nothing_that_an_editor_wrote_becomes_a_script(project, client):
    page = read(client, project)
    assert XSS not in page
    assert page.count(ESCAPED) >= 5
    assert "style=" not in page


def test_the_decision_levels_are_ranges_from_the_lowest(project, client):
    rows = client.get(project.url).context["facts"].levels
    assert [plain(row.amount) for row in rows] == [
        plain(_("Up to and including %(amount)s") % {"amount": "20 000 kr"}),
        "20 001–60 000 kr",
        plain(_("Over %(amount)s") % {"amount": "60 000 kr"}),
    ]
    assert [row.decided_by for row in rows] == ["Handläggare", "Socialnämnden", "Kommunstyrelsen"]


def test_what_must_be_done_first_comes_first(project, client):
    facts = client.get(project.url).context["facts"]
    assert [row.text for row in facts.requirements] == [
        "Ni har redovisat",
        f"Öppet för alla {XSS}",
        "Ni har en budget",
    ]


def test_the_rounds_to_come_stand_before_those_that_were(town, client):
    page = grant(
        town.grants,
        "Bidrag",
        rounds=[
            {"name": "Hösten 2024", "closes_on": date(2024, 9, 30), "opens_on": date(2024, 8, 1)},
            {"name": "Hösten 2025", "closes_on": date(2025, 9, 30), "opens_on": date(2025, 8, 1)},
            {"name": "Hösten 2026", "closes_on": date(2026, 9, 30), "opens_on": date(2026, 8, 1)},
            {"name": "Våren 2026", "closes_on": date(2026, 3, 31), "opens_on": date(2026, 2, 1)},
        ],
    )
    rows = client.get(page.url).context["facts"].rounds
    assert [(row.name, row.state) for row in rows] == [
        ("Våren 2026", "closing"),
        ("Hösten 2026", "upcoming"),
        ("Hösten 2025", "closed"),
        ("Hösten 2024", "closed"),
    ]


def test_a_yearly_round_moves_all_its_days_to_this_year(town, client, time_machine):
    page = grant(
        town.grants,
        "Bidrag",
        rounds=[
            {
                "name": "Vintern",
                "opens_on": date(2023, 11, 1),
                "closes_on": date(2023, 12, 15),
                "meeting_on": date(2024, 1, 26),
                "answer_by": date(2024, 2, 1),
                "repeats_yearly": True,
            }
        ],
    )
    time_machine.move_to("2026-11-10T12:00:00+01:00")
    facts = client.get(page.url).context["facts"]
    (row,) = facts.rounds
    assert (row.window.opens, row.window.closes) == (date(2026, 11, 1), date(2026, 12, 15))
    assert (row.meeting_on, row.answer_by) == (date(2027, 1, 26), date(2027, 2, 1))
    assert (facts.state, facts.answer_by) == ("open", date(2027, 2, 1))


# How to apply


@pytest.mark.parametrize(
    ("on", "fields", "can_apply", "opens_next"),
    [
        ("2026-03-18", {}, True, None),
        ("2026-04-01", {}, False, date(2026, 8, 17)),
        ("2026-10-01", {}, False, None),
        ("2026-03-18", {"scheme_state": "resting"}, False, None),
        ("2026-03-18", {"scheme_state": "ended"}, False, None),
        ("2026-03-18", {"deadline_kind": "rolling"}, True, None),
        ("2026-03-18", {"deadline_kind": "relative", "deadline_note": "30 dagar före"}, True, None),
        ("2026-03-18", {"deadline_kind": "unknown"}, True, None),
        ("2026-03-18", {"rounds": []}, True, None),  # as unknown: the way to ask and apply
    ],
)
def test_there_is_a_button_only_when_one_can_apply(
    town, client, time_machine, on, fields, can_apply, opens_next
):
    given = {"rounds": [SPRING, AUTUMN], "application_url": E_SERVICE, **fields}
    page = grant(town.grants, "Bidrag", **given)
    time_machine.move_to(f"{on}T12:00:00+02:00")
    response = client.get(page.url)
    facts = response.context["facts"]
    assert (facts.can_apply, facts.opens_next) == (can_apply, opens_next)
    assert (f'<a class="ds-button" href="{E_SERVICE}">' in response.content.decode()) == can_apply
    if opens_next:
        assert "17 augusti 2026" in response.content.decode()


def test_without_an_e_service_the_desk_is_the_way_to_apply(town, client):
    page = grant(town.grants, "Bidrag", rounds=[SPRING], authority=town.desk)
    html = read(client, page)
    assert '<a class="ds-button" href="mailto:bidrag@alvsunda.example' in html
    assert "tisdagar 10–12" in html


def test_the_page_s_own_contact_goes_before_the_desk(town, client):
    page = grant(
        town.grants,
        "Bidrag",
        rounds=[SPRING],
        authority=town.desk,
        contact_role="Lovsamordnare",
        contact_email="lov@alvsunda.example",
        contact_phone="0980-319 233",
    )
    html = read(client, page)
    assert "lov@alvsunda.example" in html.replace("<wbr>", "")
    assert "bidrag@alvsunda.example" not in html.replace("<wbr>", "")
    assert "tisdagar 10–12" not in html  # the hours of another number


def test_a_resting_grant_shows_no_rounds(town, client):
    page = grant(town.grants, "Bidrag", rounds=[SPRING], scheme_state="resting")
    assert 'id="rounds"' not in read(client, page)


def test_the_smallest_grant_is_a_whole_page(town, client):
    page = grant(town.grants, "Bidrag", amount_text="En tia", deadline_kind="unknown")
    html = read(client, page)
    assert "En tia" in html
    assert "None" not in html


def test_facts_past_their_review_say_so(project, client):
    assert 'data-color="warning"' in read(client, project).split('id="who"')[0]


# What machines read


def json_ld(html):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(found.group(1))


def test_machines_read_who_gives_how_much(project, client):
    data = json_ld(read(client, project))
    assert data["@context"] == "https://schema.org"
    assert data["@type"] == "MonetaryGrant"
    assert data["name"] == "Projektbidrag för integration"
    assert data["funder"] == {"@type": "GovernmentOrganization", "name": "Socialnämnden"}
    assert data["amount"] == {"@type": "MonetaryAmount", "currency": "SEK", "maxValue": 60_000}


def test_a_title_cannot_break_out_of_what_machines_read(town, client):
    page = grant(town.grants, f"Bidrag </script>{XSS}", rounds=[SPRING])
    html = read(client, page)
    assert json_ld(html)["name"] == f"Bidrag </script>{XSS}"
    assert "amount" not in json_ld(html)
    assert XSS not in html


# Editing


def test_changed_rounds_are_kept_in_the_draft_and_public_once_published(project, client):
    draft = project.get_latest_revision_as_object()
    draft.rounds = [*draft.rounds.all()[:1]]
    draft.rounds.first().closes_on = date(2026, 4, 20)
    draft.save_revision()
    before = client.get(project.url).context["facts"].rounds
    assert [row.window.closes for row in before] == [date(2026, 3, 31), date(2026, 9, 30)]

    again = GrantPage.objects.get(pk=project.pk).get_latest_revision_as_object()
    assert [row.closes_on for row in again.rounds.all()] == [date(2026, 4, 20)]
    again.get_latest_revision().publish()
    after = client.get(project.url).context["facts"].rounds
    assert [row.window.closes for row in after] == [date(2026, 4, 20)]


def test_what_was_published_can_be_taken_back(project, client):
    first = project.latest_revision
    project.rounds = []
    project.save_revision().publish()
    assert client.get(project.url).context["facts"].rounds == []
    first.publish()
    assert len(client.get(project.url).context["facts"].rounds) == 2


def test_a_new_grant_can_be_seen_before_it_is_saved(town):
    draft = GrantPage(title="Nytt bidrag", slug="nytt", summary="Kort.", amount_text="En tia")
    draft.rounds = [GrantPage.rounds.rel.related_model(**SPRING)]
    draft.applicant_kinds = [town.association]
    draft.depth = town.grants.depth + 1
    draft.path = GrantPage._get_children_path_interval(town.grants.path)[1]
    draft.set_url_path(town.grants)
    response = draft.make_preview_request()
    html = response.render().content.decode()
    assert response.status_code == 200
    assert "Nytt bidrag" in html
    assert "31 mars 2026" in html
    assert "Föreningar" in html


def test_the_preview_of_a_change_shows_the_change(project):
    draft = project.get_latest_revision_as_object()
    spring, autumn = draft.rounds.all()
    spring.closes_on = date(2026, 4, 20)
    draft.rounds = [spring, autumn]
    html = draft.make_preview_request().render().content.decode()
    assert "20 april 2026" in html


def test_a_page_costs_the_same_however_many_rows_it_has(
    project, client, django_assert_max_num_queries
):
    client.get(project.url)
    with django_assert_max_num_queries(15) as queries:
        client.get(project.url)
    few = len(queries)
    project.rounds = [
        GrantPage.rounds.rel.related_model(
            name=str(n), closes_on=date(2026, 1 + n % 12, 1 + n % 28)
        )
        for n in range(200)
    ]
    project.save_revision().publish()
    client.get(project.url)
    with django_assert_max_num_queries(few):
        client.get(project.url)


def test_a_grant_of_another_site_is_not_here(town, client):
    from tests.factories import site

    other = site("granne.example", "Granneby")
    index = add(other.root_page, type(town.grants), "Bidrag", summary="Våra.")
    page = grant(index, "Granneby bidrag", rounds=[SPRING])
    path = page.get_url_parts()[2]
    assert client.get(path).status_code == 404
    assert client.get(path, headers={"host": "granne.example"}).status_code == 200
