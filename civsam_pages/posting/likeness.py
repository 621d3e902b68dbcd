"""What is published already and looks like what is being written."""

from html import unescape
from typing import Any

from django.utils.html import strip_tags

from civsam_pages.guided.checking import words_of
from civsam_pages.guided.rules import Answers, Step
from civsam_pages.guided.services import Conflict
from civsam_pages.needs.rules import ENDED
from civsam_search.api import Hit, Query, page_key, search, today

from .definitions import vocabulary
from .models import Draft

LOOKED_AT, SHOWN, SHARED_WORDS = 10, 3, 2


def similar(draft: Draft) -> list[Hit]:
    """The open needs, or the initiatives, that share the most words with a draft, at most three."""
    written = draft.answers.get("what", {})
    text = str(written.get("title") or "")
    site = draft.actor.get_site()
    if not text or site is None or draft.form not in ("need", "initiative"):
        return []
    query = Query(site_id=site.pk, day=today(), text=text, kinds=(draft.form,), per_page=LOOKED_AT)
    said = vocabulary.stems(f"{text} {written.get('summary') or ''}")
    own = page_key(draft.page_id) if draft.page_id else ""
    ended = {state.value for state in ENDED} | {"ended"}
    found = [
        (len(vocabulary.stems(_text(hit)) & said), hit)
        for hit in search(query).hits
        if hit.key != own and hit.status not in ended
    ]
    alike = [one for one in found if one[0] >= min(SHARED_WORDS, len(said))]
    return [hit for _shared, hit in sorted(alike, key=lambda one: -one[0])[:SHOWN]]


def similar_for(step: Step, draft: Draft) -> list[Hit]:
    """What a step shows under its questions."""
    return similar(draft) if step.also_shown else []


def _text(hit: Hit) -> str:
    return unescape(strip_tags(f"{hit.title} {hit.lead_html}"))


def conflicting(step: Step, answers: Answers, conflict: Conflict) -> list[dict[str, Any]]:
    """The answers that differ between two windows, each as it is read."""
    fields = {field.code: field for field in step.fields_for(answers)}
    return [
        {
            "label": fields[change.code].label or step.title,
            "theirs": words_of(fields[change.code], change.theirs, answers),
        }
        for change in conflict.changes
        if change.code in fields
    ]
