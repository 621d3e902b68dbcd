"""What the stories of posting write, as their people would."""

from django.urls import reverse

from civsam_pages.posting.services import drafts
from tests.factories import XSS

NEED = {
    "what": {"title": f"Ett kök på lördagar {XSS}", "summary": "Vi har blivit trettio personer."},
    "more": {"text": "Vi har frågat två skolor, och båda var fulla.", "links": []},
    "wanted": {"kinds": ["premises"]},
    "wanted_more": {"premises": "Ett kök för trettio"},
    "about": {
        "target_groups": ["unga"],
        "themes": ["utbildning"],
        "areas": ["norrstrand"],
        "urgency": "normal",
        "horizon": "Från april",
    },
    "contact": {
        "contact_role": "Styrelsen",
        "contact_email": "hej@oppnadorren.example",
        "contact_phone": "",
        "kommun_note": "",
    },
}


def write(draft, by, answers=NEED):
    """Answer the steps of a form, one after the other."""
    for step, values in answers.items():
        draft = drafts.save_step(
            draft=draft, step=step, values=values, version=draft.version, by=by
        )
    return draft


def need_draft(actor, by, **what):
    """A need that is written and not sent."""
    answers = {**NEED, "what": {**NEED["what"], **what}}
    return write(drafts.begin(form="need", actor=actor, by=by), by, answers)


def change(page, actor, by, **what):
    """A draft with a new title or summary of a page that is there already."""
    draft = drafts.begin_edit(page=page, actor=actor, by=by)
    values = {**draft.answers["what"], **what}
    values = {code: value for code, value in values.items() if not code.startswith("_")}
    return drafts.save_step(draft=draft, step="what", values=values, version=draft.version, by=by)


def edit_in_admin(page, by, **fields):
    """As Wagtail's editor saves. Gives the new revision."""
    edited = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(edited, name, value)
    return edited.save_revision(user=by, log_action=True)


def form_of(client, page):
    """What Wagtail's editor would send back, as it was loaded."""
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200, response.status_code
    form = response.context["form"]
    data = dict(_values(form))
    for _name, formset in form.formsets.items():
        data |= dict(_values(formset.management_form))
        for one in formset.forms:
            data |= dict(_values(one))
    latest = page.get_latest_revision()
    data["loaded_revision_id"] = str(latest.pk)
    data["loaded_revision_created_at"] = latest.created_at.isoformat()
    return data


def _values(form):
    for field in form:
        value = field.value()
        if value is None or value is False:
            continue
        if hasattr(value, "raw_data") or field.name == "body":
            yield f"{field.html_name}-count", "0"
            continue
        yield field.html_name, "on" if value is True else value
