"""Attacks on the login, each tried. What comes of them is told in docs/explanation/attacks.md."""

import re
from unittest import mock

import pytest
from django.conf import settings as project
from django.contrib.auth import get_user_model
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from time_machine import travel

from civsam_pages.notifications.models import Mail
from civsam_platform.accounts.testing import is_in, log_in_by_code, newest_code

pytestmark = pytest.mark.django_db
SAMIRA, NOBODY = "samira@posten.example", "nobody@posten.example"
User = get_user_model()


@pytest.fixture
def samira():
    return User.objects.create_user(SAMIRA)


def ask(client, address=SAMIRA, **data):
    return client.post("/logga-in/", {"email": address, **data})


def write(client, code):
    return client.post("/logga-in/kod/", {"code": code})


def guesses(right: str):
    return (f"{(int(right) + number) % 10**6:06}" for number in range(1, 10))


# Guessing


def test_a_code_is_dead_after_three_guesses(client, samira):
    ask(client)
    right = newest_code(SAMIRA)
    for guess, _number in zip(guesses(right), range(3), strict=False):
        write(client, guess)
    write(client, right)
    assert not is_in(client)


def test_a_new_code_gives_no_new_guesses(client, samira):
    ask(client)
    for guess, _number in zip(guesses(newest_code(SAMIRA)), range(2), strict=False):
        write(client, guess)
    client.post("/logga-in/kod/", {"action": "resend"})
    right = newest_code(SAMIRA)
    write(client, next(guesses(right)))
    write(client, right)
    assert not is_in(client)


def test_a_patient_guesser_has_sixty_guesses_a_day_at_most(samira):
    with travel(0, tick=False) as clock:
        for _number in range(60):
            ask(Client())
            clock.shift(23 * 60)
    assert Mail.objects.filter(address=SAMIRA).count() <= 20


# Codes of others


def test_a_code_works_once(client, samira):
    log_in_by_code(client, SAMIRA)
    code = newest_code(SAMIRA)
    client.post("/logga-ut/")
    assert write(client, code).url == "/logga-in/"
    ask(client)
    if newest_code(SAMIRA) != code:
        write(client, code)
        assert not is_in(client)


def test_a_code_works_only_in_the_browser_that_asked(client, samira):
    ask(client)
    thief = Client()
    assert write(thief, newest_code(SAMIRA)).url == "/logga-in/"
    ask(thief, NOBODY)
    write(thief, newest_code(SAMIRA))
    assert not is_in(thief)


def test_a_forwarded_mail_opens_nothing(client, samira):
    ask(client)
    mail = Mail.objects.get()
    thief = Client()
    for path in re.findall(r'https?://[^/\s"]+(/[^\s"<]*)', mail.text + mail.html):
        thief.get(path)
        thief.post(path)
    assert not is_in(thief)


def test_a_scanner_that_opens_every_link_uses_nothing_up(client, samira):
    ask(client)
    mail = Mail.objects.get()
    scanner = Client(headers={"user-agent": "SafeLinks"})
    links = re.findall(r'https?://[^/\s"]+(/[^\s"<]*)', mail.text + mail.html)
    for path in [*links, "/logga-in/", "/logga-in/kod/", "/logga-in/igen/", "/logga-ut/"]:
        scanner.get(path)
        scanner.head(path)
    write(client, newest_code(SAMIRA))
    assert is_in(client)
    assert Mail.objects.count() == 1


# Sessions


def test_a_planted_session_is_not_the_one_that_is_logged_in(client, samira):
    client.get("/logga-in/?next=/")
    ask(client)
    planted = client.session.session_key
    write(client, newest_code(SAMIRA))
    assert is_in(client)
    assert client.session.session_key != planted
    attacker = Client()
    attacker.cookies[project.SESSION_COOKIE_NAME] = planted
    assert not is_in(attacker)


def test_a_session_that_somebody_made_up_is_not_taken_over(client, samira):
    client.cookies[project.SESSION_COOKIE_NAME] = "a" * 32
    log_in_by_code(client, SAMIRA)
    assert client.session.session_key != "a" * 32


def test_logging_out_leaves_nothing_to_steal(client, samira):
    log_in_by_code(client, SAMIRA)
    stolen = client.session.session_key
    client.post("/logga-ut/")
    thief = Client()
    thief.cookies[project.SESSION_COOKIE_NAME] = stolen
    assert not is_in(thief)


# Where one lands


@pytest.mark.parametrize(
    "next_page",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "https:///evil.example",
        "http://testserver@evil.example/",
        "http://testserver.evil.example/",
        " https://evil.example",
        "\thttps://evil.example",
        "/%0d%0aLocation:https://evil.example\r\nx: y",
    ],
)
def test_nobody_is_sent_to_another_site(client, samira, next_page):
    answer = log_in_by_code(client, SAMIRA, next=next_page)
    assert "evil" not in answer.url.split("%0d")[0]
    again = client.get("/logga-in/", {"next": next_page})
    assert "evil" not in again.url.split("%0d")[0]
    door = Client().get("/admin/login/", {"next": next_page})
    assert door.url.startswith("/logga-in/?")
    assert not client.post("/logga-ut/", {"next": next_page}).url.startswith(("http", "//"))


# The host


def test_another_host_is_refused(client, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    assert client.get("/logga-in/", headers={"host": "evil.example"}).status_code == 400


def test_mails_never_name_the_host_of_the_request(client, samira):
    client.post("/logga-in/", {"email": SAMIRA}, headers={"host": "evil.example"})
    client.post("/logga-in/", {"email": SAMIRA}, headers={"x-forwarded-host": "evil.example"})
    for mail in Mail.objects.all():
        assert "evil.example" not in mail.subject + mail.text + mail.html + mail.message_id


# Who has an account


def told(address):
    """The answers to an address and to a wrong code, without what differs in any case."""
    client = Client()
    first = ask(client, address)
    page = client.get("/logga-in/kod/")
    right = newest_code(address)
    wrong = write(client, next(guesses(right)))
    texts = [page.content.decode(), wrong.content.decode()]
    plain = [
        re.sub(r'value="[\w-]+"', "", text.replace(address, "-").replace(right, "-"))
        for text in texts
    ]
    return first.status_code, first.url, page.status_code, wrong.status_code, plain


def test_the_pages_say_the_same_with_and_without_an_account(samira):
    log_in_by_code(Client(), SAMIRA)
    assert told(SAMIRA) == told(NOBODY)


def test_the_mails_say_the_same_with_and_without_an_account(samira):
    said = []
    for address in (SAMIRA, NOBODY):
        ask(Client(), address)
        mail = Mail.objects.get(address=address)
        code = newest_code(address)
        said.append((mail.subject, mail.text.replace(code, "-").replace(address, "-")))
    assert said[0] == said[1]


def test_the_database_is_asked_the_same_with_and_without_an_account(samira):
    told("first@posten.example")  # fills what is kept between requests
    asked = []
    for address in (SAMIRA, NOBODY):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            told(address)
        asked.append([re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries])
    assert asked[0] == asked[1]


def test_a_wrong_password_says_the_same_and_costs_as_much(samira):
    samira.set_password("tre ord i rad")
    samira.save()
    User.objects.create_user("codes-only@posten.example")
    said, hashed = set(), []
    for address in (SAMIRA, "codes-only@posten.example", NOBODY):
        name = "django.contrib.auth.hashers.MD5PasswordHasher.encode"
        with mock.patch(name, autospec=True, return_value="md5$a$b") as encode:
            page = Client().post("/logga-in/losenord/", {"login": address, "password": "fel"})
        said.add(str(page.context["form"].errors))
        hashed.append(encode.call_count)
    assert len(said) == 1
    assert len(set(hashed)) == 1, hashed


# Forms of other sites


@pytest.mark.parametrize(
    "path",
    [
        "/logga-in/",
        "/logga-in/kod/",
        "/logga-in/losenord/",
        "/logga-in/passkey/",
        "/logga-ut/",
        "/admin/logout/",
        "/logga-in/igen/",
        "/mitt-konto/e-post/",
        "/mitt-konto/losenord/",
        "/mitt-konto/inloggningar/",
    ],
)
def test_a_form_of_another_site_is_refused(samira, path):
    client = Client(enforce_csrf_checks=True)
    client.force_login(samira)
    answer = client.post(path, {"email": "evil@evil.example"})
    assert answer.status_code == 403
    assert is_in(client)
    assert Mail.objects.count() == 0


# Limits


def test_a_library_has_room_for_all_its_visitors(samira):
    for number in range(40):
        answer = ask(Client(), f"visitor{number}@posten.example")
        assert answer.status_code == 302, number


def test_one_network_cannot_try_for_ever(samira):
    answers = [ask(Client(), f"visitor{number}@posten.example") for number in range(130)]
    assert answers[-1].status_code == 429
    page = answers[-1].content.decode()
    assert "0980" in page or "<h1" in page
    assert Mail.objects.count() <= 60


def test_a_flood_of_mail_to_one_person_ends(samira):
    for _number in range(8):
        answer = ask(Client())
    assert Mail.objects.count() == 3
    assert "ds-error-summary" in answer.content.decode()


def test_passwords_of_one_account_are_tried_five_times(samira):
    samira.set_password("tre ord i rad")
    samira.save()
    for number in range(5):
        Client().post("/logga-in/losenord/", {"login": SAMIRA, "password": f"fel {number}"})
    client = Client()
    client.post("/logga-in/losenord/", {"login": SAMIRA, "password": "tre ord i rad"})
    assert not is_in(client)
    log_in_by_code(client, SAMIRA)  # a code still opens the account
    assert is_in(client)


def test_limits_are_shared_by_processes_and_survive_a_restart(samira, settings):
    settings.CACHES = {
        **settings.CACHES,
        "limits": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "civsam_limits",
        },
    }
    call_command("createcachetable")
    for _number in range(3):
        ask(Client())
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM civsam_limits")
        assert cursor.fetchone()[0] >= 2
    cache.clear()  # the memory of the process is gone
    assert type(caches["limits"]).__name__ == "DatabaseCache"
    assert ask(Client()).status_code == 200
    assert Mail.objects.count() == 3
    caches["limits"].clear()
