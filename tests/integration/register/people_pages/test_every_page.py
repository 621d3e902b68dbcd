"""Every page opens for whom it is there, escapes what people write, and is nobody else's."""

import pytest

from civsam_pages.register.memberships.models import Claim
from tests.factories import ESCAPED, LIBANS_TOKEN, XSS, pdf

from .conftest import key_of, url


@pytest.fixture
def claim(browser, open_door):
    """Marianne has sent minutes."""

    marianne = browser("marianne")
    page = marianne.get(url("claim", open_door.pk))
    answer = marianne.post(
        url("claim", open_door.pk),
        {
            "key": key_of(page),
            "role": "actor_admin",
            "function": f"vice ordförande {XSS}",
            "message": f"Jag valdes i mars. {XSS}",
            "file": pdf(f"protokoll {XSS}.pdf"),
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    return Claim.objects.get()


@pytest.fixture
def pages(open_door, folk, claim):
    """Each page of an administrator, by its name."""

    args = {
        "home": (),
        "claim_find": (),
        "propose": (),
        "actor": (open_door.pk,),
        "people": (open_door.pk,),
        "invite": (open_door.pk,),
        "handover": (open_door.pk,),
        "change": (open_door.pk, folk.nadja_right.pk),
        "renew": (open_door.pk, folk.nadja_right.pk),
        "end": (open_door.pk, folk.nadja_right.pk),
        "answer_claim": (open_door.pk, claim.pk),
        "invitation": (LIBANS_TOKEN,),
    }
    return {name: url(name, *values) for name, values in args.items()}


def test_an_administrator_opens_every_page(browser, pages):
    samira = browser("samira")
    for name, path in pages.items():
        response = samira.get(path)
        assert response.status_code == 200, name
        assert XSS not in response.content.decode(), name
        assert "private" in response["Cache-Control"], name
        assert '<meta name="robots" content="noindex">' in response.content.decode(), name


def test_what_people_write_is_shown_as_text(browser, pages, claim):
    samira, marianne = browser("samira"), browser("marianne")
    for page in (
        samira.get(pages["people"]),
        samira.get(pages["answer_claim"]),
        marianne.get(url("claim_status", claim.pk)),
        marianne.get(url("home")),
    ):
        assert ESCAPED in page.content.decode()


@pytest.mark.parametrize("name", ["carin", "bosse", "ingrid", "goran", "nadja", "liban"])
def test_what_only_an_administrator_sees_is_not_there_for_others(name, browser, pages):
    client = browser(name)
    for page in ("people", "invite", "handover", "change", "answer_claim"):
        assert client.get(pages[page]).status_code == 404, page
        assert client.post(pages[page]).status_code == 404, page


@pytest.mark.parametrize("name", ["carin", "bosse", "ingrid", "marianne"])
def test_the_association_is_not_there_for_those_outside(name, browser, pages):
    client = browser(name)
    for page in ("actor", "renew", "end"):
        assert client.get(pages[page]).status_code == 404, page


def test_a_visitor_logs_in_first_and_comes_back(browser, pages):
    for name, path in pages.items():
        if name == "invitation":
            continue
        response = browser().get(path)
        assert response.status_code == 302, name
        assert response["Location"].endswith(f"?next={path}"), name


def test_ids_of_another_association_lead_nowhere(browser, folk, open_door, alvsunda, claim):
    bosse, samira, tallen = browser("bosse"), browser("samira"), alvsunda.study.pk
    invitation = folk.invitation.pk
    for path in (
        url("change", tallen, folk.nadja_right.pk),
        url("renew", tallen, folk.nadja_right.pk),
        url("end", tallen, folk.nadja_right.pk),
        url("revoke", tallen, invitation),
        url("send_again", tallen, invitation),
        url("answer_claim", tallen, claim.pk),
    ):
        assert bosse.post(path).status_code == 404, path
    for path in (
        url("change", open_door.pk, folk.bosse_right.pk),
        url("change", open_door.pk, folk.ingrid_right.pk),
        url("change", open_door.pk, 10**9),
        url("actor", 10**9),
        url("claim", alvsunda.homework.pk),
    ):
        assert samira.get(path).status_code == 404, path


def test_an_unpublished_association_is_nobodys(browser, open_door, pages):
    open_door.unpublish()
    samira = browser("samira")
    for name in ("actor", "people", "invite", "handover"):
        assert samira.get(pages[name]).status_code == 404, name
    assert "Öppna dörren" not in samira.get(url("home")).content.decode().split("<main", 1)[1]


def test_what_changes_something_is_a_post(browser, folk, open_door):
    samira = browser("samira")
    for path in (
        url("act_as", open_door.pk),
        url("revoke", open_door.pk, folk.invitation.pk),
        url("send_again", open_door.pk, folk.invitation.pk),
        url("withdraw_handover", open_door.pk),
    ):
        assert samira.get(path).status_code == 405, path
