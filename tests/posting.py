"""What the stories of posting write, as their people would."""

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
