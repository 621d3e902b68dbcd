"""From rows of the files to pages: one function for each kind, nothing is saved here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import Model
from wagtail.images.models import Image

from civsam_pages.arena.models import Area, Language, MunicipalUnit, TargetGroup, Theme
from civsam_pages.grants.models import (
    ApplicantKind,
    GrantDecisionLevel,
    GrantPage,
    GrantRequirement,
    GrantRound,
)
from civsam_pages.initiatives.models import (
    InitiativeAsk,
    InitiativeFigure,
    InitiativeFunding,
    InitiativeOffer,
    InitiativePage,
    InitiativePartner,
    InitiativeUpdate,
)
from civsam_pages.needs.models import NeedEvidence, NeedPage, NeedUpdate, NeedWanted
from civsam_pages.register.models import ActorCategory, ActorPage
from civsam_pages.register.rules import clean_org_number

from .body import as_json, blocks
from .content import Row
from .days import day, latest, upcoming
from .tree import Gardener

T = TypeVar("T", bound=Model)
NOT_OUT = frozenset({"draft", "review"})
FRESH_FOR = {"actor": 365, "need": 90, "initiative": 180, "grant": 365}


class Terms:
    """The words of every vocabulary by their slugs, read once."""

    def __init__(self) -> None:
        models = (Theme, TargetGroup, Area, Language, MunicipalUnit, ActorCategory, ApplicantKind)
        self._terms = {model: {term.slug: term for term in model.objects.all()} for model in models}

    def __call__(self, model: type[T], slugs: Iterable[str]) -> list[T]:
        """The words with these slugs.

        Raises:
            LookupError: there is no such word.
        """
        known = self._terms[model]
        for slug in slugs:
            if slug not in known:
                raise LookupError(f"No {model._meta.verbose_name} with the address word {slug!r}")
        return [known[slug] for slug in slugs]


@dataclass
class Maker:
    """What the pages are made with: the day, the words, the pictures and the tree so far."""

    today: date
    terms: Terms
    pictures: dict[str, tuple[Image, str]]
    garden: Gardener

    def day(self, row: Row, name: str) -> date | None:
        """The day in a row, or None where the row has none."""
        return day(row[name], self.today) if name in row else None

    def body(self, row: Row) -> str:
        """The row's text as blocks."""
        return as_json(blocks(row.get("body", ""), self.garden.page_id), row["slug"])

    def picture(self, row: Row) -> dict[str, Any]:
        """The fields of the row's picture."""
        if "picture" not in row:
            return {}
        image, alt = self.pictures[row["picture"]]
        return {"image": image, "image_alt": alt}

    def shared(self, row: Row, kind: str) -> dict[str, Any]:
        """The fields that all four kinds have."""
        confirmed = self.day(row, "confirmed")
        due = confirmed + timedelta(days=FRESH_FOR[kind]) if confirmed else None
        return {
            **copied(row, "slug", "title", "contact_role", "contact_email", "contact_phone"),
            "summary": row["summary"],
            "easy_read_summary": row.get("easy_read", "").strip(),
            "body": self.body(row),
            "last_confirmed_at": confirmed,
            "review_due_at": due,
            **self.picture(row),
        }

    def describe(self, page: Any, row: Row) -> None:
        """Give the page its themes, target groups and areas."""
        page.themes = self.terms(Theme, row.get("themes", []))
        page.target_groups = self.terms(TargetGroup, row.get("target_groups", []))
        page.areas = self.terms(Area, row.get("areas", ["hela-kommunen"]))

    def actor(self, row: Row) -> ActorPage:
        """An actor of the register."""
        page = ActorPage(
            **self.shared(row, "actor"),
            **copied(
                row,
                "kind", "founded_year", "registered_year", "umbrella", "membership_open",
                "needs_volunteers", "welcomes", "fee_note", "meeting_place", "accessible_venue",
                "accessibility_info", "leisure_card", "registered_ideburen", "website",
            ),
            org_number=clean_org_number(row.get("org_number", "")),
            activities="\n".join(row["activities"]),
            city="Älvsunda",
        )  # fmt: skip
        self.describe(page, row)
        page.categories = self.terms(ActorCategory, row["categories"])
        page.languages = self.terms(Language, row["languages"])
        return page

    def need(self, row: Row) -> NeedPage:
        """A need. Draft and review are not states of its own but of the page's publishing."""
        page = NeedPage(
            **self.shared(row, "need"),
            **copied(row, "horizon", "urgency", "outcome"),
            state="open" if row["state"] in NOT_OUT else row["state"],
            owner_actor_id=self.actor_id(row["owner"]),
        )
        if row["state"] in ("closed", "withdrawn"):
            page.closed_on = self.day(row, "closed") or page.last_confirmed_at
            page.review_due_at = None
        self.describe(page, row)
        page.wanted = numbered(NeedWanted, row["wanted"])
        page.evidence = numbered(NeedEvidence, row.get("evidence", []))
        page.updates = self.updates(NeedUpdate, row)
        return page

    def initiative(self, row: Row) -> InitiativePage:
        """An initiative with its partners, asks, offers and money."""
        page = InitiativePage(
            **self.shared(row, "initiative"),
            **copied(row, "phase", "phase_note", "funding_note"),
            results=row.get("results", "").strip(),
            owner_actor_id=self.actor_id(row["lead"]),
            starts_on=self.day(row, "starts"),
            ends_on=self.day(row, "ends"),
        )
        if row["phase"] == "ended":
            page.review_due_at = None
        self.describe(page, row)
        needs = [self.garden.page_id(f"/behov/{slug}/") for slug in row.get("needs", [])]
        page.needs = list(NeedPage.objects.filter(pk__in=needs))
        page.partners = [
            InitiativePartner(
                sort_order=number,
                actor_id=self.actor_id(partner["actor"]),
                contribution=partner["contribution"],
                accepted_on=self.day(partner, "accepted"),
            )
            for number, partner in enumerate(row.get("partners", []))
        ]
        page.asks = numbered(InitiativeAsk, row.get("asks", []))
        page.offers = numbered(InitiativeOffer, row.get("offers", []))
        page.funding = numbered(InitiativeFunding, row.get("funding", []))
        page.figures = numbered(InitiativeFigure, row.get("figures", []))
        page.updates = self.updates(InitiativeUpdate, row)
        return page

    def grant(self, row: Row) -> GrantPage:
        """A grant scheme with its requirements, decision levels and rounds."""
        row = {**row, "confirmed": row["verified"]}
        (unit,) = self.terms(MunicipalUnit, [row["unit"]])
        page = GrantPage(
            **self.shared(row, "grant"),
            **copied(
                row,
                "scheme_state", "grant_type", "not_for", "amount_text", "amount_basis",
                "min_amount", "max_amount", "deadline_kind", "deadline_note", "late_rule",
                "follow_up_days", "follow_up_text", "appeal_text", "application_url",
                "application_note", "rules_note", "de_minimis",
            ),
            authority=unit,
            follow_up_required="follow_up_days" in row,
            verified_on=day(row["verified"], self.today),
            verified_by=unit.name,
        )  # fmt: skip
        self.describe(page, row)
        page.applicant_kinds = self.terms(ApplicantKind, row["applicants"])
        page.requirements = numbered(GrantRequirement, row.get("requirements", []))
        page.decision_levels = numbered(GrantDecisionLevel, row.get("decision_levels", []))
        page.rounds = [self.round(number, one) for number, one in enumerate(row.get("rounds", []))]
        return page

    def round(self, number: int, row: Row) -> GrantRound:
        """A round that comes back every year; here as it comes next."""
        closes = upcoming(row["closes"], self.today)
        return GrantRound(
            sort_order=number,
            name=row["name"],
            opens_on=latest(row["opens"], closes),
            closes_on=closes,
            repeats_yearly=True,
            meeting_on=upcoming(row["meeting"], closes) if "meeting" in row else None,
            answer_by=upcoming(row["answer"], closes) if "answer" in row else None,
            pot=row.get("pot"),
        )

    def updates(self, model: type[Model], row: Row) -> list[Any]:
        """What has happened, newest first."""
        return [
            model(day=day(one["day"], self.today), text=one["text"])
            for one in row.get("updates", [])
        ]

    def actor_id(self, slug: str) -> int:
        """The primary key of the actor with this slug."""
        return self.garden.page_id(f"/foreningar/{slug}/")


def copied(row: Row, *names: str) -> dict[str, Any]:
    """Those of the named values that the row has."""
    return {name: row[name] for name in names if name in row}


def numbered(model: type[Model], rows: list[Row]) -> list[Any]:
    """Child rows in the order they are written."""
    return [model(sort_order=number, **row) for number, row in enumerate(rows)]
