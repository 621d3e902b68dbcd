"""Open numbers: what was sent, decided, answered and met, by month and theme, and as a file."""

import csv
import uuid
from datetime import datetime, timedelta
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from civsam_pages.answers import services as answering
from civsam_pages.arena.models import Theme
from civsam_pages.needs.models import NeedPage
from civsam_pages.posting.models import DirectPublication, ReadyText, ReviewTaskState
from civsam_pages.posting.numbers import Question, numbers
from civsam_pages.posting.pages import review_of
from civsam_pages.posting.rules import FormCode
from civsam_pages.posting.services import drafts, reviewing, sending, trust
from civsam_pages.seen import counting
from civsam_search.api import today
from tests.posting import need_draft

pytestmark = pytest.mark.django_db

PAGE = "civsam_review:numbers"


@pytest.fixture
def sent(here, draft):
    return sending.send(draft=draft, by=here.samira)


def decide(page, by, action, *, after=timedelta(hours=6), words="", reason=None):
    """Decide, as if it had taken some time."""
    state = review_of(page)
    seen = page.latest_revision_id
    reviewing.decide(state, by, action, seen=seen, words=words, ready_text=reason)
    row = ReviewTaskState.objects.get(pk=state.pk)
    ReviewTaskState.objects.filter(pk=row.pk).update(finished_at=row.started_at + after)


def total(**asked):
    return numbers(Question(**asked)).total


def table(client, query=""):
    return client.get(reverse(PAGE) + query).content.decode()


def test_what_is_sent_counts_once_also_when_it_comes_back_and_is_sent_again(here, sent):
    decide(sent, here.rut, "reject", words="Berätta mer.")
    page = NeedPage.objects.get(pk=sent.pk)
    again = drafts.begin_edit(page=page, actor=here.open_door, by=here.samira)
    sending.send(draft=again, by=here.samira)
    assert (total().counts["sent"], total().counts["returned"]) == (1, 1)


def test_a_trusted_actors_publication_is_sent_and_published_and_has_no_time(here, draft):
    trust.give(actor=here.open_door, note="Alltid bra", by=here.sanna)
    sending.send(draft=draft, by=here.samira)
    found = total()
    assert (found.counts["sent"], found.counts["published"], found.times) == (1, 1, [])


def test_the_median_and_nine_of_ten_are_of_the_answered(here):
    took = [1, 2, 3, 4, 5, 6, 7, 8, 9, 100]
    for number, hours in enumerate(took):
        page = sending.send(
            draft=need_draft(here.open_door, here.samira, title=f"Behov {number}"), by=here.samira
        )
        decide(page, here.rut, "approve", after=timedelta(hours=hours))
    found = total()
    assert found.median == timedelta(hours=5.5)
    assert found.ninetieth == timedelta(hours=9)


def test_reasons_are_counted_by_the_ready_text_or_as_own_words(here, sent):
    ready = ReadyText.objects.first()
    decide(sent, here.rut, "ask", words="Hur många?", reason=ready)
    (reason,) = numbers(Question()).reasons
    assert (reason.label, reason.count) == (ready.title, 1)
    ready.delete()
    (reason,) = numbers(Question()).reasons
    assert reason.label == "Med granskarens egna ord"


def test_a_reason_is_kept_when_the_reviewer_begins_from_a_ready_text(here, sent, client):
    client.force_login(here.rut)
    ready, state = ReadyText.objects.first(), review_of(sent)
    address = reverse("civsam_review:review", args=[state.pk])
    assert (
        f'name="ready_text" value="{ready.pk}"'
        in client.get(f"{address}?text={ready.pk}").content.decode()
    )
    client.post(
        address,
        {
            "decision": "reject",
            "seen": sent.latest_revision_id,
            "words": f"{ready.text} Tack!",
            "ready_text": ready.pk,
        },
    )
    assert ReviewTaskState.objects.get(pk=state.pk).ready_text == ready


def test_an_approval_has_no_reason(here, sent):
    decide(sent, here.rut, "approve", reason=ReadyText.objects.first())
    assert ReviewTaskState.objects.get().ready_text is None


def test_answers_and_agreements_are_counted(here):
    answer = answering.send(
        page=here.homework, kind="help", message="Vi kan", key=uuid.uuid4(), by=here.carin
    )
    assert (total().counts["answers"], total().counts["agreed"]) == (1, 0)
    type(answer).objects.update(state="agreed")
    assert total().counts["agreed"] == 1


def test_a_need_is_met_in_the_month_of_the_initiative_and_closed_on_its_day(here):
    NeedPage.objects.filter(pk=here.homework.pk).update(state="met")
    out = here.languages.first_published_at
    here.languages.__class__.objects.update(first_published_at=timezone.now() - timedelta(days=3))
    assert total().counts["met"] == 1
    here.languages.__class__.objects.update(first_published_at=out - timedelta(days=4000))
    assert total().counts["met"] == 0
    NeedPage.objects.filter(pk=here.homework.pk).update(state="closed", closed_on=today())
    assert total().counts["closed"] == 1


def test_visits_are_counted_in_their_month(here):
    counting.store({(here.homework.pk, today()): 34})
    row = numbers(Question()).rows[-1]
    assert (row.key, row.counts["seen"]) == (today().replace(day=1), 34)


def test_a_period_has_a_row_for_each_month_and_nothing_older(here, sent):
    old = timezone.now() - timedelta(days=200)
    ReviewTaskState.objects.update(started_at=old)
    assert total(months=3).counts["sent"] == 0
    assert total(months=12).counts["sent"] == 1
    found = numbers(Question(months=24)).rows
    assert len(found) == 24
    assert found[-1].key == today().replace(day=1)
    assert found[0].key.day == 1


def test_a_review_late_in_the_evening_belongs_to_the_day_in_sweden(here, sent):
    midnight = datetime.combine(today().replace(day=1), datetime.min.time())
    at = timezone.make_aware(midnight, timezone.get_default_timezone()) + timedelta(minutes=30)
    ReviewTaskState.objects.update(started_at=at)
    assert numbers(Question()).rows[-1].counts["sent"] == 1


def test_a_kind_and_a_theme_are_chosen(here, sent):
    theme = sent.themes.get()
    other = Theme.objects.exclude(pk=theme.pk).first()
    assert total(kind=FormCode.NEED, theme=theme).counts["sent"] == 1
    assert total(kind=FormCode.INITIATIVE).counts["sent"] == 0
    assert total(theme=other).counts["sent"] == 0


def test_by_theme_a_thing_of_two_stands_in_both_and_the_last_row_counts_it_once(here, sent):
    sent.themes.add(Theme.objects.exclude(pk=sent.themes.get().pk).first())
    sent.save()
    found = numbers(Question(by_theme=True))
    assert [row.counts["sent"] for row in found.rows] == [1, 1]
    assert found.total.counts["sent"] == 1


def test_what_has_no_theme_stands_in_a_row_of_its_own(here, sent):
    sent.themes.clear()
    sent.save()
    (row,) = numbers(Question(by_theme=True)).rows
    assert row.label == "Utan tema"


# --- the page -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (None, 302),
        ("carin", 403),
        ("samira", 403),
        ("bosse", 403),
        ("anna", 200),
        ("petra", 200),
        ("rut", 200),
        ("tove", 200),
        ("sanna", 200),
    ],
)
def test_all_who_come_into_the_admin_see_it_and_nobody_else(here, client, who, status):
    if who:
        client.force_login(getattr(here, who))
    assert client.get(reverse(PAGE)).status_code == status
    assert client.get(reverse(PAGE) + "?export=csv").status_code == status


def test_it_tells_of_nobody(here, sent, client):
    decide(sent, here.rut, "reject", words="Samiras hemlighet")
    client.force_login(here.anna)
    text = table(client)
    for private in ("Samira", "samira", "Öppna dörren", sent.title, "hemlighet"):
        assert private not in text.split("civsam-numbers")[1]


def test_pictures_have_a_title_and_a_text(here, sent, client):
    client.force_login(here.rut)
    text = table(client)
    assert text.count('role="img"') == 2
    assert '<title id="posted-title">' in text
    assert "Samma siffror står i tabellen." in text


def test_an_empty_site_says_so(here, client):
    client.force_login(here.rut)
    assert "Det finns inget att räkna än" in table(client)
    assert "Visa allt" in table(client, "?kind=initiative")


@pytest.mark.parametrize(
    "query", ["?months=x", "?months=0", "?kind=bil", "?theme=finns-inte", "?by=dag", "?export=pdf"]
)
def test_an_address_that_makes_no_sense_shows_the_usual(here, sent, client, query):
    client.force_login(here.rut)
    assert "civsam-bars" in table(client, query)


def test_the_file_says_what_the_table_says(here, sent, client):
    decide(sent, here.rut, "approve")
    client.force_login(here.rut)
    response = client.get(reverse(PAGE) + "?export=csv&months=3")
    rows = list(csv.DictReader(StringIO(response.getvalue().decode("utf-8-sig"))))
    assert len(rows) == 4
    assert rows[-1]["Månad"] == "Alla"
    assert rows[-1]["Insänt"] == "1"
    assert rows[-1]["Tid till svar, median (timmar)"] == "6.0"
    assert f"{today():%Y-%m-%d}.csv" in response["Content-Disposition"]


def test_a_theme_that_is_a_formula_is_none_in_a_spreadsheet(here, sent, client):
    Theme.objects.filter(pk=sent.themes.get().pk).update(name="=1+1")
    client.force_login(here.rut)
    response = client.get(reverse(PAGE) + "?export=xlsx&by=theme")
    sheet = openpyxl.load_workbook(BytesIO(response.getvalue())).active
    assert sheet["A2"].value == "'=1+1"


def test_the_number_of_queries_does_not_grow(here, client, django_assert_max_num_queries):
    trust.give(actor=here.open_door, note="Alltid bra", by=here.sanna)
    client.force_login(here.rut)
    for number in range(12):
        draft = need_draft(here.open_door, here.samira, title=f"Behov {number}")
        sending.send(draft=draft, by=here.samira)
    assert DirectPublication.objects.count() == 12
    table(client)
    with django_assert_max_num_queries(45):
        table(client, "?by=theme&months=36")


def test_it_stands_among_the_reports(here, client):
    client.force_login(here.anna)
    assert reverse(PAGE) in client.get(reverse("wagtailadmin_home")).content.decode()
