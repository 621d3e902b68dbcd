"""Default vocabulary, laid down once by migrations and then the editors' own."""

from collections.abc import Iterable, Mapping

from django.db.migrations import RunPython


def load_terms(app_label: str, model: str, rows: Iterable[Mapping]) -> RunPython:
    """A migration step that adds each row whose slug is missing, in the order given.

    Going back leaves them: the table goes away with them, and editors may have changed them.
    """

    def add(apps, schema_editor):
        terms = apps.get_model(app_label, model).objects.using(schema_editor.connection.alias)
        for order, row in enumerate(rows, start=1):
            terms.get_or_create(slug=row["slug"], defaults={"sort_order": order * 10, **row})

    return RunPython(add, RunPython.noop, elidable=False)
