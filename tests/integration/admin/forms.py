"""What the editor's forms send, as a browser would."""

from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

NEED = {
    "title": "Läxhjälp i Ålsta",
    "slug": "laxhjalp-alsta",
    "summary": "Vi behöver någon som hjälper till med läxor.",
    "easy_read_summary": "",
    "state": "open",
    "urgency": "normal",
    "horizon": "",
    "outcome": "",
    "owner_actor": "",
    "image": "",
    "image_alt": "",
    "contact_role": "",
    "contact_email": "",
    "contact_phone": "",
    "last_confirmed_at": "",
    "review_due_at": "",
}
ACTOR = {
    "title": "Ålsta bollklubb",
    "slug": "alsta-bk",
    "summary": "Vi spelar boll.",
    "kind": "association",
    "org_number": "",
    "registration_state": "registered",
}
GRANT = {
    "title": "Startbidrag",
    "slug": "startbidrag",
    "summary": "Till nya föreningar.",
    "scheme_state": "active",
    "grant_type": "start",
    "amount_text": "5 000 kr",
    "amount_basis": "per_association",
    "deadline_kind": "fixed",
}
PAGE_ROWS = ("comments",)


def paragraph(text: str):
    return ("paragraph", rich_text(f"<p>{text}</p>"))


def need_form(*, body=(), wanted=(), updates=(), evidence=(), **fields) -> dict:
    return _form(NEED, fields, body=body, wanted=wanted, updates=updates, evidence=evidence)


def actor_form(*, body=(), **fields) -> dict:
    return _form(ACTOR, fields, body=body)


def grant_form(*, body=(), rounds=(), **fields) -> dict:
    return _form(GRANT, fields, body=body, rounds=rounds, requirements=(), decision_levels=())


def _form(defaults, fields, *, body, **rows):
    sets = {name: inline_formset(list(rows.get(name, ()))) for name in (*rows, *PAGE_ROWS)}
    return nested_form_data({**defaults, **fields, "body": streamfield(list(body)), **sets})


def add_url(model: str, parent) -> str:
    return reverse("wagtailadmin_pages:add", args=[*model.split("."), parent.pk])


def edit_url(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def errors(response) -> dict:
    """The errors beside the fields of a form that was refused."""

    assert response.status_code == 200
    return dict(response.context["form"].errors)
