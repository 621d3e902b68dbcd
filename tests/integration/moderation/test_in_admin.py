"""Those who moderate, in the admin: the queue, a matter, the log and its file."""

import csv
import io
import uuid

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from civsam_pages.moderation.models import Matter, Ruling
from civsam_pages.moderation.rules import Act, MatterState
from civsam_pages.moderation.services import objecting
from civsam_pages.needs.models import NeedPage
from civsam_search.api import today
from tests.factories import ESCAPED, XSS, need

from .conftest import KIM, WORDS, block, decide, report

QUEUE = "/admin/civsam/moderation/"
LOG = f"{QUEUE}log/"
BEGIN = f"{QUEUE}begin/"


@pytest.fixture
def rut(here, client):
    client.force_login(here.rut)
    return client


def url_of(matter):
    return f"{QUEUE}{matter.pk}/"


def form_of(matter, act, **given):
    matter.refresh_from_db()
    return {
        "seen": matter.version,
        "act": act,
        "words": WORDS,
        "ground": "rules",
        "law": "Regel 3",
        "starts_on": today().isoformat(),
        "until": "",
        "note": "",
        **given,
    }


ROLES = ["samira", "nadja", "bosse", "carin", "petra", "anna"]


@pytest.mark.parametrize("who", ROLES)
def test_nobody_else_comes_in(here, client, matter, who):
    client.force_login(getattr(here, who))
    for url in (QUEUE, f"{QUEUE}results/", url_of(matter), LOG, f"{LOG}results/", BEGIN):
        for response in (client.get(url), client.post(url, form_of(matter, "unpublish"))):
            assert response.status_code in (302, 403), url
    assert NeedPage.objects.get(pk=here.kitchen.pk).live
    assert url_of(matter) not in client.get("/admin/").content.decode()


def test_the_queue_tells_what_why_who_and_how_many(here, rut, matter):
    report(here.kitchen, by=here.carin, reason="false")
    content = rut.get(QUEUE).content.decode()
    assert f'href="{url_of(matter)}"' in content
    assert ESCAPED in content
    assert XSS not in content
    for text in (KIM, "Carin", ">2<"):
        assert text in content.replace("\n", "").replace(" ", "")


def test_objections_come_first_then_what_has_waited_longest(here, rut, matter):
    later = report(here.open_door).matter
    found = decide(later, here.rikard, Act.UNPUBLISH)
    objecting.send(ruling=found, text="Fel", key=uuid.uuid4(), by=here.samira)
    rows = [row.pk for row in rut.get(QUEUE).context["object_list"]]
    assert rows == [later.pk, matter.pk]


FILTERS = [
    ("", 3),
    ("kind=page", 2),
    ("kind=message", 1),
    ("kind=account", 0),
    ("reason=private", 2),
    ("reason=offensive", 1),
    ("many=yes", 1),
    ("state=decided", 0),
    ("state=objected", 0),
    ("q=k%C3%B6k", 2),
    ("q=nonsense", 0),
    ("kind=nonsense", 3),
    ("state=nonsense", 3),
]


@pytest.mark.parametrize(("query", "count"), FILTERS)
def test_the_queue_is_filtered(here, rut, matter, conversation, query, count):
    report(here.open_door)
    report(here.open_door)
    assert len(rut.get(f"{QUEUE}?{query}").context["object_list"]) == count


def test_the_first_page_of_the_admin_says_how_much_waits(here, rut, matter):
    assert QUEUE in rut.get("/admin/").content.decode()


def test_a_page_is_taken_down_and_the_next_matter_comes(here, rut, matter):
    other = report(here.open_door).matter
    response = rut.post(url_of(matter), form_of(matter, "unpublish"), follow=True)
    assert response.redirect_chain[-1][0] == url_of(other)
    assert not NeedPage.objects.get(pk=here.kitchen.pk).live
    response = rut.post(url_of(other), form_of(other, "dismiss"), follow=True)
    assert response.redirect_chain[-1][0] == QUEUE


def test_a_person_is_blocked_by_the_form(here, rut, matter):
    given = {"target": f"user-{here.nadja.pk}", "stops": ["write", "send"], "until": ""}
    rut.post(url_of(matter), form_of(matter, "block", **given))
    found = Ruling.objects.get().block
    assert [doing.value for doing in found.stops] == ["write", "send"]
    targets = rut.get(url_of(matter)).context["targets"]
    assert [one.block for one in targets if one.code == given["target"]] == [found]


BAD = [
    ({"act": ""}, "act"),
    ({"act": "restore"}, "act"),
    ({"act": "nonsense"}, "act"),
    ({"act": "unpublish", "words": " "}, "words"),
    ({"act": "unpublish", "law": ""}, "law"),
    ({"act": "unpublish", "ground": ""}, "ground"),
    ({"act": "unpublish", "ground": "nonsense"}, "ground"),
    ({"act": "unpublish", "words": "x" * 2001}, "words"),
    ({"act": "unpublish", "words": "Det var 19811218-9876"}, "words"),
    ({"act": "block"}, "target"),
    ({"act": "block", "target": "user-1"}, "target"),
    ({"act": "block", "target": "actor", "until": "i morgon"}, "until"),
    ({"act": "block", "target": "actor", "stops": ["nonsense"]}, "stops"),
    ({"act": "dismiss", "seen": "0"}, "__all__"),
    ({"act": "dismiss", "seen": "x"}, "seen"),
]


@pytest.mark.parametrize(("changed", "field"), BAD, ids=lambda value: str(value)[:50])
def test_bad_input_is_answered_and_nothing_is_decided(here, rut, matter, changed, field):
    if changed.get("target") == "actor":
        changed = {**changed, "target": f"actor-{here.open_door.pk}"}
    response = rut.post(url_of(matter), form_of(matter, **{"act": "dismiss", **changed}))
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert response.context["problems"] or field == "seen"
    assert not Ruling.objects.exists()
    assert NeedPage.objects.get(pk=here.kitchen.pk).live


def test_whoever_comes_second_is_told_so_and_may_read_it_again(here, rut, matter):
    post = form_of(matter, "dismiss")
    decide(matter, here.rikard, Act.UNPUBLISH)
    response = rut.post(url_of(matter), post)
    assert response.context["form"].errors
    assert Ruling.objects.count() == 1
    matter.refresh_from_db()
    assert f'value="{matter.version}"' in response.content.decode()


def test_an_objection_is_answered_in_the_same_place(here, rut, matter):
    found = decide(matter, here.rikard, Act.UNPUBLISH)
    objecting.send(ruling=found, text=f"Fel {XSS}", key=uuid.uuid4(), by=here.samira)
    content = rut.get(url_of(matter)).content.decode()
    assert f"Fel {ESCAPED}" in content
    matter.refresh_from_db()
    answer = {"seen": matter.version, "outcome": "changed", "words": "Ni har rätt."}
    refused = rut.post(url_of(matter), {**answer, "words": ""})
    assert refused.context["form"].errors["words"]
    rut.post(url_of(matter), answer)
    assert NeedPage.objects.get(pk=here.kitchen.pk).live
    again = rut.post(url_of(matter), answer)
    assert again.status_code == 302
    assert found.objection.__class__.objects.get().outcome == "changed"


def test_whoever_decided_reads_why_they_do_not_answer(here, rut, matter):
    found = decide(matter, here.rut, Act.UNPUBLISH)
    objecting.send(ruling=found, text="Fel", key=uuid.uuid4(), by=here.samira)
    response = rut.get(url_of(matter))
    assert response.context["may"].reason in response.content.decode()


def test_a_matter_about_something_deleted_is_still_shown(here, rut, matter, conversation):
    NeedPage.objects.get(pk=here.kitchen.pk).delete()
    conversation.delete()
    for found in Matter.objects.all():
        assert rut.get(url_of(found)).status_code == 200
    assert rut.get(QUEUE).status_code == 200
    assert rut.get(f"{QUEUE}999999/").status_code == 404


# --- what nobody has reported ---------------------------------------------------------------------


def test_a_matter_is_begun_about_an_account_or_a_page(here, rut):
    for about in (here.bosse.email.upper(), here.languages.full_url, here.kitchen.url):
        response = rut.post(BEGIN, {"about": about})
        assert response.status_code == 302, about
    assert Matter.objects.filter(state=MatterState.OPEN).count() == 3
    assert rut.post(BEGIN, {"about": here.kitchen.url}).status_code == 302
    assert Matter.objects.count() == 3


@pytest.mark.parametrize(
    "about", ["", "nobody@posten.example", "/finns-inte/", "/", "http://[x", "x" * 501, "@/"]
)
def test_what_is_not_there_is_said_so(rut, about):
    response = rut.post(BEGIN, {"about": about})
    assert response.status_code == 200
    assert response.context["form"].errors["about"]
    assert not Matter.objects.exists()


def test_an_account_nobody_has_reported_is_blocked(here, rut):
    rut.post(BEGIN, {"about": here.bosse.email})
    found = Matter.objects.get()
    given = {"target": f"user-{here.bosse.pk}", "stops": ["answer"]}
    rut.post(url_of(found), form_of(found, "block", **given))
    assert Ruling.objects.get().user == here.bosse


# --- the log --------------------------------------------------------------------------------------


@pytest.fixture
def decided(here, matter):
    """The page is taken down and is out again; Nadja is blocked."""
    decide(matter, here.rut, Act.UNPUBLISH, note="Bara för oss")
    decide(matter, here.rikard, Act.RESTORE)
    return block(matter, here.rut, f"user-{here.nadja.pk}")


LOG_FILTERS = [
    ("", 3),
    ("act=block", 1),
    ("act=dismiss", 0),
    ("ground=rules", 2),
    ("ground=law", 0),
    ("counts=yes", 1),
    ("objection=yes", 0),
    ("q=regel", 2),
    ("act=nonsense", 3),
]


@pytest.mark.parametrize(("query", "count"), LOG_FILTERS)
def test_the_log_is_filtered(rut, decided, query, count):
    assert len(rut.get(f"{LOG}?{query}").context["object_list"]) == count


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_log_is_taken_home_and_that_is_logged(rut, decided, kind):
    response = rut.get(f"{LOG}?export={kind}")
    body = b"".join(response.streaming_content) if response.streaming else response.content
    assert len(body) > 100
    assert ModelLogEntry.objects.filter(action="civsam.moderation.export").count() == 1


def test_the_file_has_grounds_and_no_notes_or_formulas(here, rut, matter):
    page = need(here.needs, "=cmd()", owner_actor=here.open_door)
    decide(report(page).matter, here.rut, Act.DISMISS, words="+1", note="Bara för oss")
    decide(matter, here.rut, Act.UNPUBLISH)
    text = b"".join(rut.get(f"{LOG}?export=csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 3
    assert "Regel 3" in text
    assert "Bara för oss" not in text
    assert not any(cell.startswith(("=", "+")) for row in rows for cell in row)


# --- how much is asked of the database -----------------------------------------------------------


def queries_of(client, url, django_assert_max_num_queries):
    client.get(url)
    with django_assert_max_num_queries(200) as found:
        client.get(url)
    return len(found)


def test_more_rows_ask_no_more_of_the_database(here, rut, matter, django_assert_max_num_queries):
    decide(report(here.open_door).matter, here.rut, Act.DISMISS)
    few = [queries_of(rut, url, django_assert_max_num_queries) for url in (QUEUE, LOG)]
    for number in range(5):
        page = need(here.needs, f"Behov {number}", owner_actor=here.open_door)
        report(page, by=here.carin)
        report(page)
        other = need(here.needs, f"Annat {number}", owner_actor=here.open_door)
        decide(report(other).matter, here.rut, Act.DISMISS)
    many = [queries_of(rut, url, django_assert_max_num_queries) for url in (QUEUE, LOG)]
    assert many == few


def test_a_matter_with_many_reports_asks_no_more(here, rut, matter, django_assert_max_num_queries):
    few = queries_of(rut, url_of(matter), django_assert_max_num_queries)
    for _time in range(5):
        report(here.kitchen, by=here.carin)
    assert queries_of(rut, url_of(matter), django_assert_max_num_queries) == few


def test_the_public_pages_ask_little(here, client, matter, django_assert_max_num_queries):
    found = decide(matter, here.rut, Act.UNPUBLISH)
    form = f"/anmal/{here.languages.pk}/"
    assert queries_of(client, form, django_assert_max_num_queries) <= 20
    client.force_login(here.samira)
    mine = reverse("civsam_moderation:ruling", args=[found.pk])
    assert queries_of(client, mine, django_assert_max_num_queries) <= 20
