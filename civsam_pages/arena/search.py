"""The facets every kind shares, and the document that a page of shared fields becomes."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from civsam_search.api import Facet, Period, SearchDocument, page_key, register_facet

from .models import Area, Language, TargetGroup, Theme
from .rules import Wanted

SHARED_PREFETCH = ("themes", "target_groups", "areas__parent")


def register():
    """Tell the search about the shared facets."""

    register_facet(Facet("theme", _("Topic"), lambda: _labels(Theme), likeness=3))
    register_facet(Facet("group", _("Who it is for"), lambda: _labels(TargetGroup), likeness=2))
    register_facet(Facet("area", _("Area"), _area_labels, likeness=1))
    register_facet(Facet("language", _("Language"), lambda: _labels(Language)))
    register_facet(Facet("wanted", _("What is wanted"), lambda: dict(Wanted.choices), likeness=1))


def _labels(vocabulary) -> dict[str, str]:
    return dict(vocabulary.objects.values_list("slug", "name"))


def _area_labels() -> dict[str, str]:
    """Districts in order, each followed by its places."""

    areas = list(Area.objects.all())
    parts: dict[int, list[Area]] = {}
    for area in areas:
        if area.parent_id:
            parts.setdefault(area.parent_id, []).append(area)
    return {
        one.slug: one.name
        for area in areas
        if not area.parent_id
        for one in (area, *parts.get(area.pk, []))
    }


def page_document(
    page,
    *,
    kind: str,
    periods: tuple[Period, ...],
    facets: Mapping[str, Iterable[str]],
    text: Iterable[str] = (),
) -> SearchDocument:
    """The search document of a page with `ContentFields`.

    `text` is what a visitor may search for besides the title, the summary and the body.
    """

    site_id, _root, path = page.get_url_parts()
    areas = page.areas.all()
    shared = {
        "theme": [theme.slug for theme in page.themes.all()],
        "group": [group.slug for group in page.target_groups.all()],
        "area": {slug for area in areas for slug in _with_parent(area)},
    }
    words = [
        *page.body.stream_block.get_searchable_content(page.body),
        *(text),
        page.easy_read_summary,
        *(
            str(term)
            for field in ("themes", "target_groups", "areas")
            for term in getattr(page, field).all()
        ),
    ]
    return SearchDocument(
        key=page_key(page.pk),
        kind=kind,
        site_id=site_id,
        title=page.title,
        url=path,
        periods=periods,
        lead=page.summary,
        body="\n".join(word for word in words if word),
        facets={name: tuple(sorted(values)) for name, values in {**shared, **facets}.items()},
        published_at=page.first_published_at,
        page_id=page.pk,
    )


def _with_parent(area) -> tuple[str, ...]:
    return (area.slug, area.parent.slug) if area.parent_id else (area.slug,)


def yes(flag: bool) -> tuple[str, ...]:
    """The value of a facet that only says yes."""

    return ("yes",) if flag else ()
