"""As whom one acts is said on every page, costs a visitor nothing, and is kept by no cache."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from civsam_pages.register.memberships.models import Claim
from tests.factories import actor, pdf, right

from .conftest import text_of, url


def strip_of(response):
    """The first strip of the header: who is logged in."""
    html = response.content.decode()
    return html.split('class="site-strip"', 1)[1].split("</nav>", 1)[0]


def test_a_visitor_is_offered_to_log_in(browser, open_door):
    page = browser().get(open_door.url)
    assert reverse("account_login") in strip_of(page)
    assert "private" not in page.get("Cache-Control", "")
    assert page.cookies == {}


@pytest.mark.parametrize("path", ["/", "/sok/", "/finns-inte/"])
def test_whoever_is_logged_in_sees_for_whom_on_every_page(path, browser, open_door):
    page = browser("goran").get(path)
    strip = strip_of(page)
    assert "Göran, " in strip
    assert "Öppna dörren" in strip
    assert url("home") in strip
    assert reverse("civsam_me:home") in strip
    assert f'action="{reverse("account_logout")}" method="post"' in strip
    assert "private" in page["Cache-Control"]
    assert "Cookie" in page["Vary"]


def test_who_acts_for_nobody_is_named_alone(browser):
    strip = strip_of(browser("carin").get("/"))
    assert "Carin" in strip
    assert "Öppna dörren" not in strip


def test_the_association_leads_its_board_to_its_pages(browser, open_door, alvsunda):
    assert url("claim", open_door.pk) in browser().get(open_door.url).content.decode()
    centre = alvsunda.youth_centre
    assert url("claim", centre.pk) not in browser().get(centre.url).content.decode()


def test_who_administers_it_already_is_led_on_to_its_pages(browser, open_door):
    answer = browser("samira").get(url("claim", open_door.pk))
    assert answer["Location"] == url("actor", open_door.pk)


def queries(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


def test_a_logged_in_person_costs_a_page_a_fixed_few(browser, open_door):
    visitor, nadja = queries(browser(), "/"), queries(browser("nadja"), "/")
    assert nadja - visitor <= 5


def test_no_page_asks_more_for_more_rows(browser, folk, alvsunda, open_door):
    samira = browser("samira")
    paths = [url("home"), *(url(name, open_door.pk) for name in ("actor", "people", "handover"))]
    paths.append(f"{url('claim_find')}?q=by")
    first = actor(alvsunda.register, "Byalaget", contact_email="by@posten.example")
    right(folk.samira, first, "actor_editor")
    right(folk.carin, open_door, "actor_editor", left=20)
    Claim.objects.create(actor=open_door, claimant=folk.marianne, state="waiting_staff")
    Claim.objects.create(actor=first, claimant=folk.samira, state="refused")
    before = [queries(samira, path) for path in paths]
    for number in range(6):
        more = actor(alvsunda.register, f"By {number}")
        right(folk.samira, more, "actor_editor")
        person = type(folk.samira).objects.create_user(f"person{number}@posten.example")
        other = type(folk.samira).objects.create_user(f"other{number}@posten.example")
        right(person, open_door, "actor_editor", left=20)
        Claim.objects.create(actor=open_door, claimant=other, state="waiting_staff")
        Claim.objects.create(actor=more, claimant=folk.samira, state="refused")
        folk.invitation.pk = None
        folk.invitation.address = f"invited{number}@posten.example"
        folk.invitation.token_hash = str(number)
        folk.invitation.save()
    assert [queries(samira, path) for path in paths] == before


def test_the_list_of_what_one_asked_for_says_where_it_stands(browser, open_door):
    marianne = browser("marianne")
    data = {"key": "", "role": "actor_admin", "function": "kassör", "file": pdf()}
    data["key"] = "6f1c1f9e-9d4c-4c3a-9a5e-0d5d3b0f3a10"
    marianne.post(url("claim", open_door.pk), data)
    page = marianne.get(url("home"))
    assert url("claim_status", Claim.objects.get().pk) in page.content.decode()
    assert "Öppna dörren" in text_of(page)
