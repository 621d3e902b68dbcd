"""Accounts in Wagtail's own lists, and the letters about an account."""

from pathlib import Path

import allauth
import pytest
from django.contrib.auth import get_user_model

from civsam_platform.accounts import letters
from civsam_platform.accounts.testing import log_in, log_in_by_code

User = get_user_model()
NOT_SENT = {
    "account/email/account_already_exists",  # nobody signs up with a form
    "account/email/unknown_account",
    "account/email/email_confirm",  # no links
    "account/email/email_deleted",  # an account has one address
    "account/email/password_reset",
    "account/email/password_reset_code",
    "account/email/password_reset_key",
}


@pytest.mark.django_db
def test_an_account_made_in_the_admin_logs_in_with_a_code(client):
    log_in(client, User.objects.create_superuser("sanna@alvsunda.example"))
    post = {"email": "Anna@Alvsunda.example", "first_name": "Anna", "last_name": "Ek"}
    page = client.post("/admin/users/new/", {**post, "is_active": "on"})
    assert page.status_code == 302, page.context["form"].errors
    anna = User.objects.get(first_name="Anna")
    assert anna.email == "anna@alvsunda.example"
    assert not anna.has_usable_password()
    client.post("/logga-ut/")
    log_in_by_code(client, "anna@alvsunda.example")
    assert client.session["_auth_user_id"] == str(anna.pk)


@pytest.mark.django_db
def test_an_account_changed_in_the_admin_keeps_its_password_to_itself(client):
    log_in(client, User.objects.create_superuser("sanna@alvsunda.example"))
    anna = User.objects.create_user("anna@alvsunda.example", "tre ord i rad", first_name="A")
    post = {
        "email": anna.email,
        "first_name": "Anna",
        "last_name": "Ek",
        "is_active": "on",
        "password1": "evil evil evil",
        "password2": "evil evil evil",
    }
    client.post(f"/admin/users/edit/{anna.pk}/", post)
    anna.refresh_from_db()
    assert anna.check_password("tre ord i rad")


def test_every_mail_that_allauth_can_send_has_a_letter():
    templates = Path(allauth.__file__).parent / "templates"
    known = {
        str(path.relative_to(templates)).removesuffix("_subject.txt")
        for folder in ("account", "mfa", "socialaccount")
        for path in (templates / folder / "email").glob("*_subject.txt")
    }
    assert known - NOT_SENT <= set(letters.LETTERS)


@pytest.mark.django_db
@pytest.mark.parametrize("template", [*letters.LETTERS, "account/email/of_tomorrow"])
def test_every_letter_says_why_it_came(template):
    context = {"code": "123456", "new": "a@b.example", "to_email": "a@b.example"}
    letter = letters.write(template, context)
    assert letter.subject
    assert letter.lead
    assert letter.why
