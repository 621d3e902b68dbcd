"""Proposing a network that is not in the register, until it has a page."""

import uuid

import pytest

from civsam_pages.register.memberships.models import ActorProposal
from civsam_pages.register.memberships.rules import RequestState
from civsam_pages.register.memberships.services import proposals
from civsam_pages.register.policies import acts_for
from tests.factories import ESCAPED, XSS, pdf

from .conftest import text_of, title_of, url

NETWORK = {
    "name": f"Cykelköket {XSS}",
    "kind": "network",
    "org_number": "",
    "summary": "Vi lagar cyklar ihop på torsdagar.",
    "contact_email": "cykel@posten.example",
    "function": "håller i torsdagarna",
}


@pytest.fixture
def carin(browser):
    return browser("carin")


def proposed(client, **given):
    assert client.post(url("propose"), {**NETWORK, **given}).status_code == 302
    return client.post(url("propose_check"), {"key": str(uuid.uuid4()), "message": "Hej"})


def test_a_network_without_a_number_gets_a_page_and_an_administrator(
    carin, folk, alvsunda, browser
):
    assert carin.post(url("propose"), NETWORK)["Location"] == url("propose_check")
    check = carin.get(url("propose_check"))
    assert ESCAPED in check.content.decode()
    assert f'href="{url("propose")}#id_kind_0"' in check.content.decode()
    sent = carin.post(url("propose_check"), {"key": str(uuid.uuid4()), "file": pdf()})
    proposal = ActorProposal.objects.get()
    assert sent["Location"] == url("proposal", proposal.pk)
    assert ESCAPED in carin.get(sent["Location"]).content.decode()

    proposals.approve(proposal=proposal, by=folk.petra, register_page=alvsunda.register)
    proposal.refresh_from_db()
    assert browser().get(proposal.actor.url).status_code == 200
    assert acts_for(folk.carin, proposal.actor, "actor_admin")
    assert url("actor", proposal.actor_id) in carin.get(sent["Location"]).content.decode()


def test_the_answers_are_there_when_one_comes_back_to_change_them(carin):
    carin.post(url("propose"), NETWORK)
    html = carin.get(url("propose")).content.decode()
    assert ESCAPED in html
    assert 'value="cykel@posten.example"' in html


def test_one_that_is_like_it_is_shown_before_anything_is_sent(carin, open_door):
    carin.post(url("propose"), {**NETWORK, "name": "Öppna dörren"})
    page = carin.get(url("propose_check"))
    assert url("claim", open_door.pk) in page.content.decode()
    assert not ActorProposal.objects.exists()


def test_a_number_that_somebody_has_is_told_with_the_way_to_them(carin, open_door):
    carin.post(url("propose"), {**NETWORK, "org_number": "802999-0101"})
    page = carin.post(url("propose_check"), {"key": str(uuid.uuid4())})
    assert "ds-error-summary" in page.content.decode()
    assert not ActorProposal.objects.exists()


def test_a_double_click_is_one_proposal(carin):
    carin.post(url("propose"), NETWORK)
    key = str(uuid.uuid4())
    first = carin.post(url("propose_check"), {"key": key})
    second = carin.post(url("propose_check"), {"key": key})
    assert first["Location"] == second["Location"]
    assert ActorProposal.objects.count() == 1


def test_without_answers_the_check_leads_to_the_questions(carin):
    assert carin.get(url("propose_check"))["Location"] == url("propose")
    assert carin.post(url("propose_check"), {"key": "x"})["Location"] == url("propose")


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"name": ""}, "id_name"),
        ({"name": "x" * 151}, "id_name"),
        ({"kind": ""}, "id_kind_0"),
        ({"kind": "municipal_unit"}, "id_kind_0"),
        ({"org_number": "802999-0102"}, "id_org_number"),
        ({"org_number": "640823-3234"}, "id_org_number"),
        ({"summary": ""}, "id_summary"),
        ({"summary": "x" * 301}, "id_summary"),
        ({"summary": "Ring 640823-3234"}, "id_summary"),
        ({"contact_email": "cykel"}, "id_contact_email"),
    ],
    ids=str,
)
def test_what_is_wrong_has_a_way_to_it_and_the_rest_stays(given, wrong, carin):
    page = carin.post(url("propose"), {**NETWORK, **given})
    html = page.content.decode()
    assert title_of(page).startswith(("Error:", "Fel:"))
    assert f'href="#{wrong}"' in html
    assert f'id="{wrong}"' in html
    assert 'value="håller i torsdagarna"' in html
    assert "640823-3234" not in html


def test_a_proposal_is_seen_and_taken_back_by_its_own_only(carin, browser):
    path = proposed(carin)["Location"]
    for name in ("samira", "bosse", "petra"):
        assert browser(name).get(path).status_code == 404, name
        assert browser(name).post(path).status_code == 404, name
    carin.post(path)
    assert ActorProposal.objects.get().state == RequestState.WITHDRAWN


def test_a_no_says_why(carin, folk):
    path = proposed(carin)["Location"]
    proposals.refuse(
        proposal=ActorProposal.objects.get(), by=folk.petra, reason=f"Finns redan {XSS}"
    )
    page = carin.get(path)
    assert "Finns redan" in text_of(page)
    assert ESCAPED in page.content.decode()
    assert "Cykelköket" in text_of(carin.get(url("home")))
