"""Those who look after the mail see what waits and try dead mails again."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core import mail as outbox
from django.urls import reverse

from civsam_pages.notifications import services
from civsam_pages.notifications.delivery import deliver
from civsam_pages.notifications.letters import SECURITY
from civsam_pages.notifications.models import Mail
from civsam_pages.notifications.rules import MailState
from tests.factories import ESCAPED, XSS

from .conftest import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def dead(town):
    """A mail to Samira that could not be sent."""
    mail = tell(town.samira, subject=f"Svar {XSS}")
    Mail.objects.update(state=MailState.DEAD, error=f"550 no such user {XSS}")
    mail.refresh_from_db()
    return mail


@pytest.fixture
def anna(town):
    """Anna may enter the admin and look at the mail."""
    return staff("anna@alvsunda.example", "view_mail")


@pytest.fixture
def mats(town):
    """Mats may try mails again too."""
    return staff("mats@alvsunda.example", "view_mail", "change_mail", "view_bounce")


def staff(address, *codenames):
    user = get_user_model().objects.create_user(address, "x", is_staff=True)
    group = Group.objects.create(name=address)
    group.permissions.add(
        Permission.objects.get(codename="access_admin"),
        *Permission.objects.filter(
            codename__in=codenames, content_type__app_label="civsam_notifications"
        ),
    )
    user.groups.add(group)
    return user


def test_the_outbox_is_listed_with_its_state(client, anna, dead):
    client.force_login(anna)
    page = client.get(reverse("civsam_mail:index"), {"state": "dead"}).content.decode()
    assert "samira@example.org" in page
    assert ESCAPED in page
    assert XSS not in page


def test_the_filters_and_the_search_leave_others_out(client, anna, dead):
    client.force_login(anna)
    for query in ({"state": "sent"}, {"kind": "receipt"}, {"age": "older"}, {"q": "goran"}):
        page = client.get(reverse("civsam_mail:index"), query).content.decode()
        assert "samira@example.org" not in page, query
    for query in ({"kind": "test-news"}, {"age": "hour"}, {"q": "samira"}):
        page = client.get(reverse("civsam_mail:index"), query).content.decode()
        assert "samira@example.org" in page, query


def test_the_words_of_a_mail_are_never_shown(client, mats, town):
    mail = tell(town.samira, kind=SECURITY, code="123456", subject="Din kod")
    client.force_login(mats)
    for url in ("index", "inspect"):
        args = [mail.pk] if url == "inspect" else []
        page = client.get(reverse(f"civsam_mail:{url}", args=args)).content.decode()
        assert "Din kod" in page
        assert "123456" not in page
        assert "Biblioteket kan låna" not in page
        assert "/mina-sidor/7/" not in page


def test_moments_are_those_of_clocks_here(client, anna, dead):
    client.force_login(anna)
    page = client.get(reverse("civsam_mail:inspect", args=[dead.pk])).content.decode()
    assert "12 mars 2026 12:00" in page


def test_a_dead_mail_is_tried_again_by_a_button(client, mats, dead):
    client.force_login(mats)
    page = client.get(reverse("civsam_mail:inspect", args=[dead.pk])).content.decode()
    again = reverse("civsam_mail:again", args=[dead.pk])
    assert f'action="{again}"' in page
    client.post(again)
    assert deliver() == 1
    assert len(outbox.outbox) == 1


def test_only_who_may_change_mails_tries_again(client, anna, dead):
    client.force_login(anna)
    page = client.get(reverse("civsam_mail:inspect", args=[dead.pk])).content.decode()
    again = reverse("civsam_mail:again", args=[dead.pk])
    assert again not in page
    client.post(again)
    dead.refresh_from_db()
    assert dead.state == MailState.DEAD


def test_a_link_does_not_try_again(client, mats, dead):
    client.force_login(mats)
    assert client.get(reverse("civsam_mail:again", args=[dead.pk])).status_code == 405


def test_a_mail_on_its_way_is_not_tried_again(client, mats, town):
    mail = tell(town.samira)
    client.force_login(mats)
    page = client.post(reverse("civsam_mail:again", args=[mail.pk]), follow=True)
    assert "Bara ett mejl som inte gick att skicka" in page.content.decode()


def test_an_editor_without_the_right_sees_no_mail(client, town, dead):
    client.force_login(staff("eva@alvsunda.example"))
    for url in (
        reverse("civsam_mail:index"),
        reverse("civsam_mail:inspect", args=[dead.pk]),
        reverse("civsam_bounces:index"),
    ):
        page = client.get(url)
        assert page.status_code == 302, url
        assert page["Location"] == reverse("wagtailadmin_home")
    assert "civsam_mail" not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert "/mejl/" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_nobody_adds_or_deletes_a_mail_by_hand(client, town, dead):
    sanna = get_user_model().objects.create_superuser("sanna@alvsunda.example", "sanna")
    client.force_login(sanna)
    base = reverse("civsam_mail:index")
    for path in ("new/", f"edit/{dead.pk}/", f"delete/{dead.pk}/", f"history/{dead.pk}/"):
        assert client.get(base + path).status_code == 404, path


def test_dead_mails_wait_on_the_first_page(client, mats, dead):
    client.force_login(mats)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert f"{reverse('civsam_mail:index')}?state=dead" in page


def test_a_try_is_logged(client, mats, dead):
    from wagtail.models import ModelLogEntry

    client.force_login(mats)
    client.post(reverse("civsam_mail:again", args=[dead.pk]))
    entry = ModelLogEntry.objects.get(action="civsam.mail.try_again")
    assert (entry.user, entry.object_id) == (mats, str(dead.pk))


def test_bounces_are_listed(client, mats):
    services.note_bounce(address="fel@example.org", said=f"550 no {XSS}", permanent=True)
    client.force_login(mats)
    page = client.get(reverse("civsam_bounces:index"), {"q": "fel"}).content.decode()
    assert "fel@example.org" in page
    assert XSS not in page
