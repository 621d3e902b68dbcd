"""A reviewer sees what waits, oldest first, and decides."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from civsam_pages.register.memberships.models import ActorProposal, Claim
from tests.factories import ESCAPED, XSS
from tests.integration.admin.people.conftest import ask, propose

QUEUE = "civsam_people_admin:queue"


def page_of(client, **query):
    response = client.get(reverse(QUEUE), query)
    assert response.status_code == 200
    return response


def rows_of(client, **query):
    return list(page_of(client, **query).context["table"].data)


def kinds(client, **query):
    return [row.kind for row in rows_of(client, **query)]


def test_the_queue_shows_what_waits_with_age_evidence_and_who_asks(town, petra):
    Claim.objects.update(created_at=timezone.now() - timedelta(days=3, hours=2))
    page = page_of(petra).content.decode()
    assert kinds(petra)[0] == "claim"
    assert set(kinds(petra)) == {"claim", "proposal", "handover"}
    assert "3\xa0dagar" in page
    assert town.carin.email in page
    assert ESCAPED in page
    assert XSS not in page


def test_the_oldest_comes_first_and_decided_ones_latest_first(town, petra):
    ActorProposal.objects.update(created_at=timezone.now() - timedelta(days=9))
    assert kinds(petra)[0] == "proposal"
    now = timezone.now()
    Claim.objects.update(state="approved", decided_at=now - timedelta(hours=2))
    ActorProposal.objects.update(state="refused", decided_at=now)
    assert kinds(petra, state="decided") == ["proposal", "claim"]


@pytest.mark.parametrize("kind", ["claim", "proposal", "handover"])
def test_the_address_says_which_kind_is_shown(town, petra, kind):
    assert kinds(petra, kind=kind) == [kind]


def test_a_filter_that_is_not_there_shows_everything(town, petra):
    assert len(kinds(petra, kind="nothing", state="nowhere")) == 3


def test_words_find_the_actor_and_who_asks(town, petra):
    assert kinds(petra, q="grannskap") == ["proposal"]
    assert set(kinds(petra, q="carin")) == {"claim", "proposal"}
    assert kinds(petra, q='"% _') == []


def test_a_queue_without_rows_says_so(town, petra):
    for item in (town.claim, town.proposal, town.handover):
        type(item).objects.filter(pk=item.pk).update(state="withdrawn")
    page = page_of(petra)
    assert kinds(petra) == []
    assert str(page.context["no_results_message"]) in page.content.decode()


def test_a_proposal_that_is_like_an_actor_says_so_in_the_list(town, petra):
    propose(town, town.bosse, name="Bildningsförbundet Tallen i Norrstrand")
    row = next(row for row in rows_of(petra, kind="proposal") if row.asker == town.bosse)
    assert row.similar == 1


def test_a_hundred_requests_cost_as_many_questions_as_five(town, petra):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            page_of(petra)
        return len(seen)

    propose(town, town.hodan, name="Odlarna")
    asked()
    few = asked()
    rows = ActorProposal.objects.all()
    for number in range(30):
        one = rows.first()
        one.pk, one.key, one.name = None, f"{number:032x}", f"Gruppen nummer {number}"
        one.save(force_insert=True)
    assert asked() <= few
    assert len(rows_of(petra)) == 25, "a page holds so many"
    assert rows_of(petra, p=2)


def test_approving_a_claim_gives_the_right_and_goes_on_to_the_next(town, petra):
    url = reverse("civsam_people_admin:claim", args=[town.claim.pk])
    post = {
        "decision": "approve",
        "yes-role": "actor_applicant",
        "yes-valid_until": "",
        "yes-note": "Protokoll 12 mars",
    }
    assert petra.post(url, post).context["problems"], "the day is missing"
    initial = petra.get(url).context["approve_form"].initial
    post["yes-valid_until"] = initial["valid_until"].isoformat()
    response = petra.post(url, post)
    town.claim.refresh_from_db()
    right = town.claim.membership
    assert (town.claim.state, right.role) == ("approved", "actor_applicant")
    assert (right.approved_by, right.evidence_note) == (town.petra, "Protokoll 12 mars")
    assert response.url in {
        reverse("civsam_people_admin:proposal", args=[town.proposal.pk]),
        reverse("civsam_people_admin:handover", args=[town.handover.pk]),
    }


def test_a_no_needs_a_reason_and_takes_a_ready_one(town, petra):
    url = reverse("civsam_people_admin:claim", args=[town.claim.pk])
    response = petra.post(url, {"decision": "refuse", "no-phrase": "", "no-words": " "})
    town.claim.refresh_from_db()
    assert town.claim.state == "waiting_staff"
    assert response.context["problems"] == [
        (response.context["refuse_form"]["words"].errors[0], "#id_no-words")
    ]
    petra.post(url, {"decision": "refuse", "no-phrase": "1", "no-words": "Ring gärna."})
    town.claim.refresh_from_db()
    assert town.claim.state == "refused"
    assert town.claim.reason.endswith("\n\nRing gärna.")
    assert len(town.claim.reason) > 30


@pytest.mark.parametrize("decision", ["approve", "refuse"])
def test_what_is_decided_already_is_told_calmly(town, petra, decision):
    Claim.objects.update(state="refused", decided_by=town.sanna, decided_at=timezone.now())
    url = reverse("civsam_people_admin:claim", args=[town.claim.pk])
    response = petra.post(url, {"decision": decision, "no-words": "Nej"}, follow=True)
    town.claim.refresh_from_db()
    assert response.status_code == 200
    assert response.redirect_chain[0][0] == url
    assert town.claim.decided_by == town.sanna
    assert "sanna@alvsunda.example" in str(next(iter(response.context["messages"])))


def test_two_who_decide_at_once_are_told_who_was_first(town, petra, monkeypatch):
    url = reverse("civsam_people_admin:claim", args=[town.claim.pk])
    from civsam_pages.register.memberships import admin_views

    def first(**given):
        Claim.objects.update(state="approved", decided_by=town.sanna, decided_at=timezone.now())
        return real(**given)

    real = admin_views.DECIDERS["claim"].refuse
    monkeypatch.setitem(
        admin_views.DECIDERS,
        "claim",
        admin_views.Decider(admin_views.ApproveClaimForm, real, first),
    )
    response = petra.post(url, {"decision": "refuse", "no-words": "Nej"})
    assert (response.status_code, response.url) == (302, url)
    town.claim.refresh_from_db()
    assert town.claim.state == "approved"


def test_approving_a_proposal_makes_its_page(town, petra):
    url = reverse("civsam_people_admin:proposal", args=[town.proposal.pk])
    response = petra.post(
        url, {"decision": "approve", "yes-register_page": town.register.pk, "yes-note": ""}
    )
    assert response.status_code == 302
    town.proposal.refresh_from_db()
    assert town.proposal.actor.live
    assert town.proposal.membership.user == town.carin


def test_the_page_of_a_proposal_shows_what_it_is_like(town, petra):
    other = propose(town, town.bosse, name="Bildningsförbundet Tallen")
    page = petra.get(reverse("civsam_people_admin:proposal", args=[other.pk]))
    assert [one["actor"].pk for one in page.context["similar"]] == [town.study.pk]
    assert reverse("civsam_people_admin:actor", args=[town.study.pk]) in page.content.decode()


def test_a_handover_says_who_leaves_comes_and_has_not_accepted(town, petra):
    page = petra.get(reverse("civsam_people_admin:handover", args=[town.handover.pk]))
    assert [one["right"].user for one in page.context["leaves"]] == [town.samira]
    assert [one["right"].user for one in page.context["stays"]] == [town.goran]
    assert [one.address for one in page.context["newcomers"]] == [town.hodan.email]
    assert page.context["not_accepted"]
    assert len(page.context["warnings"]) == 2


def test_a_handover_that_leaves_nobody_needs_a_word_about_why(town, petra):
    town.handover.newcomers.all().delete()
    url = reverse("civsam_people_admin:handover", args=[town.handover.pk])
    assert petra.post(url, {"decision": "approve"}).context["problems"]
    town.handover.refresh_from_db()
    assert town.handover.state == "waiting_staff"
    assert petra.post(url, {"decision": "approve", "yes-note": "Läggs ned"}).status_code == 302
    town.handover.refresh_from_db()
    assert town.handover.state == "approved"


def test_nobody_decides_on_what_they_asked_for_themselves(town, petra):
    own = ask(town, town.petra)
    url = reverse("civsam_people_admin:claim", args=[own.pk])
    page = petra.get(url)
    assert not page.context["may_approve"]
    assert 'value="approve"' not in page.content.decode()
    petra.post(url, {"decision": "refuse", "no-words": "Nej"})
    own.refresh_from_db()
    assert own.state == "waiting_staff"


def test_an_editor_who_sees_people_reads_and_decides_nothing(town, client):
    client.force_login(town.anna)
    url = reverse("civsam_people_admin:claim", args=[town.claim.pk])
    page = client.get(url)
    assert page.status_code == 200
    assert 'name="decision"' not in page.content.decode()
    client.post(url, {"decision": "refuse", "no-words": "Nej"})
    town.claim.refresh_from_db()
    assert town.claim.state == "waiting_staff"


def test_the_page_of_a_claim_shows_who_asks_and_who_answers_for_the_actor(town, petra):
    page = petra.get(reverse("civsam_people_admin:claim", args=[town.claim.pk])).content.decode()
    assert XSS not in page
    for shown in (
        town.carin.email,
        town.samira.email,
        "hej@oppnadorren.example",
        reverse("civsam_people:evidence", args=[town.claim.evidence_id]),
    ):
        assert shown in page


def test_the_page_tells_what_has_happened(town, petra):
    page = petra.get(reverse("civsam_people_admin:claim", args=[town.claim.pk]))
    assert [line.who for line in page.context["history"]] == ["Carin"]
