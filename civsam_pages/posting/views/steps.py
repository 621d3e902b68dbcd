"""One step of a form: its questions, what is saved, and its pictures."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from civsam_pages.arena.forms import Problem, number_in
from civsam_pages.arena.guards import hold_back
from civsam_pages.guided.forms import StepForm, confirmation
from civsam_pages.guided.keeping import forget, is_stale, keeps_typed, typed, upload_failed
from civsam_pages.guided.rules import Kind, Step, progress
from civsam_pages.guided.services import AlreadySent, Conflict
from civsam_pages.register.memberships.views.answers import private

from .. import likeness, policies, uploads
from ..definitions import Definition, definition_of, known_to
from ..models import Draft, DraftPicture
from ..services import drafts
from .gates import check_url, draft_or_404, mine_url, step_url

SAVES_AN_HOUR = 600  # more than anybody writes, fewer than a machine sends
ONLY_PICTURES = ("add", "remove", "up")  # buttons that stay on the page


@dataclass(frozen=True, slots=True)
class Place:
    """Where the writer is."""

    request: HttpRequest
    draft: Draft
    definition: Definition
    step: Step

    @property
    def is_checking(self) -> bool:
        """Whether they have come from the check, and go back there."""
        return "kontrollera" in self.request.GET

    @property
    def picture_field(self) -> Any:
        fields = self.step.fields_for(self.draft.answers)
        return next((field for field in fields if field.kind is Kind.PICTURES), None)


@keeps_typed
@private
def step(request: HttpRequest, key: UUID, step: str) -> HttpResponse:
    """One page of the form. Buttons: go on, save for later, and those of the pictures."""
    draft = draft_or_404(request, key)
    if draft.is_sent:
        messages.error(request, _("This has been sent already."))
        return redirect(mine_url(draft.actor))
    definition = definition_of(draft)
    found = definition.form.step(step, draft.answers)
    if found is None:
        raise Http404
    place = Place(request, draft, definition, found)
    if request.method == "POST" and upload_failed(request):
        return _show(place, _form(place), problems=[Problem(_no_room())])
    if request.method == "POST":
        return _post(place)
    if (before := typed(request)) is not None:
        form = _form(place, before, whole=False)
        form.is_valid()
        return _show(place, form, notice=_not_saved(), is_error=False)
    return _show(place, _form(place))


def _post(place: Place) -> HttpResponse:
    request = place.request
    if not (may := policies.may_go_on(request.user, place.draft.actor)):
        return _show(place, _form(place, request.POST), problems=[Problem(may.reason)])
    try:
        hold_back(request, "step", limit=SAVES_AN_HOUR)
    except PermissionDenied as refusal:
        return _show(place, _form(place, request.POST), problems=[Problem(str(refusal))])
    form = _form(place, request.POST, whole=not {"save", *ONLY_PICTURES} & set(request.POST))
    if is_stale(request):
        form.is_valid()
        return _show(place, form, notice=_not_saved(), is_error=False)
    refused = _keep_pictures(place)
    bare = [] if refused or not form.whole or request.FILES else _undescribed(place)
    if not form.is_valid() or refused or bare:
        return _show(place, form, problems=[*_refusals(refused), *bare])
    if form.whole and not form.is_confirmed:
        return _show(place, form, warnings=form.warnings)
    try:
        _save(place, form)
    except Conflict as conflict:
        return _show(place, form, conflict=conflict)
    except AlreadySent as sent:
        messages.error(request, str(sent))
        return redirect(mine_url(place.draft.actor))
    except PermissionDenied as refusal:
        return _show(place, form, problems=[Problem(str(refusal))])
    forget(request)
    return _onward(place)


def _save(place: Place, form: StepForm) -> None:
    values = form.values
    place.draft.answers = drafts.save_step(
        draft=place.draft,
        step=place.step.code,
        values=values,
        version=form.opened_at_version,
        by=place.request.user,
        confirmed=confirmation(values) if form.whole and form.warnings else "",
    ).answers


def _onward(place: Place) -> HttpResponse:
    """Where the pressed button leads, when everything has been kept."""
    post, draft, step = place.request.POST, place.draft, place.step
    here = step_url(draft, step.code, checking=place.is_checking)
    if "save" in post:
        messages.success(place.request, _("It is saved. You find it here when you come back."))
        return redirect(mine_url(draft.actor))
    if set(ONLY_PICTURES) & set(post):
        return redirect(f"{here}#pictures")
    if place.picture_field and place.request.FILES.getlist(place.picture_field.code):
        messages.success(place.request, _("The pictures are saved. Describe each of them."))
        return redirect(f"{here}#pictures")
    following = place.definition.form.after_step(step.code, draft.answers)
    if following is None:
        return redirect(check_url(draft))
    if place.is_checking and not callable(following.fields) and following.code in draft.answers:
        return redirect(check_url(draft))
    return redirect(step_url(draft, following.code, checking=place.is_checking))


# --- pictures ------------------------------------------------------------------------------------


def _keep_pictures(place: Place) -> list[uploads.Refused]:
    """Keep what was said of the pictures, then do what the button says, then take in new ones."""
    field, post, draft = place.picture_field, place.request.POST, place.draft
    if field is None:
        return []
    there = list(draft.pictures.values_list("pk", flat=True))
    said = {
        pk: (post.get(f"alt-{pk}", "").strip(), f"decorative-{pk}" in post)
        for pk in there
        if f"alt-{pk}" in post
    }
    uploads.describe(draft, said)
    for name, act in (("remove", uploads.remove), ("up", uploads.move_up)):
        if (pk := number_in(post.get(name, ""))) is not None:
            act(draft, pk)
    files = place.request.FILES.getlist(field.code)
    return uploads.add(draft, files, most=field.most)[1] if files else []


def _refusals(refused: list[uploads.Refused]) -> list[Problem]:
    return [Problem(f"{one.name}: {one.why}", "#id_pictures") for one in refused]


def _undescribed(place: Place) -> list[Problem]:
    if place.picture_field is None:
        return []
    found = uploads.undescribed(place.draft)
    return [Problem(text, f"#id_alt-{pk}") for pk, text in found]


@private
def picture(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """A picture of a draft, for those who write on it."""
    draft = draft_or_404(request, key)
    found = get_object_or_404(DraftPicture.objects.visible_to(request.user), pk=pk, draft=draft)
    try:
        content = uploads.shown_as(found, large="stor" in request.GET)
    except OSError:
        raise Http404 from None
    response = HttpResponse(content, content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    patch_cache_control(response, private=True, max_age=600)
    return response


# --- the page ------------------------------------------------------------------------------------


def _form(place: Place, data: Any = None, *, whole: bool = True) -> StepForm:
    draft, step = place.draft, place.step
    files = place.request.FILES if data is place.request.POST else None
    return StepForm(
        data,
        files,
        step=step,
        answers=draft.answers,
        version=draft.version,
        prefilled=place.definition.prefill(draft.actor).get(step.code),
        known=known_to(draft),
        whole=whole,
    )


def _show(
    place: Place,
    form: StepForm,
    *,
    problems: list[Problem] | None = None,
    warnings: list[str] | None = None,
    conflict: Conflict | None = None,
    notice: str = "",
    is_error: bool = True,
) -> HttpResponse:
    draft, step, guided = place.draft, place.step, place.definition.form
    before = guided.before_step(step.code, draft.answers)
    found = [*(problems or []), *(form.problems if is_error and form.is_bound else [])]
    pictures = _pictures(draft) if place.picture_field else []
    if form.is_bound and (warnings or conflict):
        # The button is pressed once more by who has read this: then it counts.
        data: Any = place.request.POST.copy()
        if warnings:
            data["confirmed"] = confirmation(form.values)
        if conflict:
            data["version"] = conflict.version
        form.data = data
    context = {
        "actor": draft.actor,
        "draft": draft,
        "guided": guided,
        "step": step,
        "heading": step.title,
        "form": form,
        "problems": found,
        "warnings": warnings or [],
        "conflict": likeness.conflicting(step, draft.answers, conflict) if conflict else None,
        "notice": notice,
        "progress": progress(guided, draft.answers, step.code),
        "saved_at": draft.updated_at if draft.version else None,
        "pictures": pictures,
        "room": place.picture_field and place.picture_field.most - len(pictures),
        "is_checking": place.is_checking,
        "back_url": step_url(draft, before.code) if before else _beginning(draft),
        "before_number": progress(guided, draft.answers, before.code).number if before else 0,
        "similar": likeness.similar_for(step, draft) if step.also_shown else [],
    }
    if place.is_checking:
        context |= {"back_url": check_url(draft), "before_number": 0}
    return render(place.request, "civsam_pages/guided/step.html", context)


def _pictures(draft: Draft) -> list[dict[str, Any]]:
    """The pictures with their addresses, and the errors that they have."""
    return [
        {"row": one, "url": reverse("civsam_posting:picture", args=[draft.pk, one.pk])}
        for one in draft.pictures.all()
    ]


def _beginning(draft: Draft) -> str:
    return mine_url(draft.actor)


def _not_saved() -> str:
    return _("You had been logged out. What you wrote is still here. Press the button once more.")


def _no_room() -> str:
    return _("We could not take in the files: our disk is full. Nothing of them was kept.")
