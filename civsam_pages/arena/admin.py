"""Vocabulary in the admin: each room shows its own words in the same menu."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.db.models.deletion import PROTECT
from django.db.models.functions import Coalesce
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import DeleteView, IndexView, SnippetViewSet

from .admin_listing import having_words
from .models import Area, Language, MunicipalUnit, TargetGroup, Theme

MENU_HOOK = "register_civsam_vocabulary_menu_item"


@dataclass(frozen=True, slots=True)
class Relation:
    """A place where words of a vocabulary are used: the rows, and their column with the word."""

    rows: type[Model]
    column: str
    label: str
    is_protecting: bool


def relations(model: type[Model]) -> Iterator[Relation]:
    """Every place that points to a vocabulary, in the database as it stands."""

    for field in model._meta.get_fields(include_hidden=True):
        if not field.auto_created or field.concrete or field.related_model._meta.auto_created:
            continue
        label = str(capfirst(field.related_model._meta.verbose_name_plural))
        if field.many_to_many:
            column = field.field.m2m_reverse_field_name()
            yield Relation(field.through, column, label, is_protecting=False)
        else:
            protecting = field.on_delete is PROTECT
            yield Relation(field.related_model, field.field.name, label, protecting)


def uses(term: Model) -> list[tuple[Relation, int]]:
    """Where a word is used, and by how many."""

    counted = (
        (relation, relation.rows._base_manager.filter(**{relation.column: term.pk}).count())
        for relation in relations(type(term))
    )
    return [(relation, count) for relation, count in counted if count]


def is_held(term: Model) -> bool:
    """Whether something must have the word, so that it cannot be deleted."""

    return any(relation.is_protecting for relation, _count in uses(term))


def with_usage(terms: QuerySet) -> QuerySet:
    """The words with `usage_count`: how many times each is used."""

    total = sum(
        Coalesce(
            Subquery(
                relation.rows._base_manager.filter(**{relation.column: OuterRef("pk")})
                .order_by()
                .values(relation.column)
                .annotate(count=Count("pk"))
                .values("count")
            ),
            0,
        )
        for relation in relations(terms.model)
    )
    return terms.annotate(usage_count=total)


class TermIndexView(IndexView):
    """The words with how often each is used. One is deleted at a time, with its uses in view."""

    paginate_by = 100

    @property
    def columns(self):
        return [column for column in super().columns if column.name != "bulk_actions"]

    def get_base_queryset(self):
        return with_usage(super().get_base_queryset())

    def search_queryset(self, queryset):
        return having_words(queryset, self.search_query, ("name", "slug"))


class TermDeleteView(DeleteView):
    """Says what happens to the pages that have the word, before it is gone."""

    def get_context_data(self, **kwargs):
        found = uses(self.object)
        protecting = [relation.label for relation, _count in found if relation.is_protecting]
        return {
            **super().get_context_data(**kwargs),
            "uses": [{"label": relation.label, "count": count} for relation, count in found],
            "is_protected": bool(protecting),
            "protecting": ", ".join(protecting),
        }


class TermViewSet(SnippetViewSet):
    """One vocabulary. A room makes one for each of its own."""

    index_view_class = TermIndexView
    delete_view_class = TermDeleteView
    delete_template_name = "civsam_pages/admin/delete_term.html"
    copy_view_enabled = False
    icon = "tag"
    menu_hook = MENU_HOOK
    list_display = ["name", Column("usage_count", label=_("Used"), sort_key="usage_count"), "slug"]


class ThemeViewSet(TermViewSet):
    model = Theme
    menu_order = 10


class TargetGroupViewSet(TermViewSet):
    model = TargetGroup
    icon = "group"
    menu_order = 20


class AreaViewSet(TermViewSet):
    """Districts in order, each followed by the places in it."""

    model = Area
    icon = "globe"
    menu_order = 30
    list_display = ["__str__", *TermViewSet.list_display[1:]]


class MunicipalUnitViewSet(TermViewSet):
    model = MunicipalUnit
    icon = "home"
    menu_order = 40
    list_display = [
        "name",
        Column("authority", label=_("Committee"), sort_key="authority"),
        Column("email", label=_("Function address")),
        TermViewSet.list_display[1],
    ]


class LanguageViewSet(TermViewSet):
    model = Language
    icon = "comment"
    menu_order = 50


VOCABULARY = (
    ThemeViewSet,
    TargetGroupViewSet,
    AreaViewSet,
    MunicipalUnitViewSet,
    LanguageViewSet,
)
