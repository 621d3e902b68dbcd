"""Which pages everyone may see: those that are live and that no view restriction covers."""

from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr

from .models import PageViewRestriction, page_model


def _restricted() -> Exists:
    """Whether a restriction, on the page or on one above it, covers the row."""
    above = Substr(OuterRef("path"), 1, Length("page__path"))
    return Exists(PageViewRestriction.objects.filter(page__path=above))


def public(pages: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    """Those of the pages that everyone may see, without asking for the restrictions first."""
    return pages.filter(~_restricted(), live=True)


def with_publicity(pages: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    """The pages, each with `is_public`: whether everyone may see it."""
    seen = ExpressionWrapper(Q(live=True) & ~Q(_restricted()), output_field=BooleanField())
    annotated: QuerySet[Any, Any] = pages.annotate(is_public=seen)
    return annotated


def is_public(page: Any) -> bool:
    """Whether everyone may see a page, as it stands in the database."""
    return public(page_model()._default_manager.filter(pk=page.pk)).exists()
