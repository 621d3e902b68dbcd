"""The rows and words of one page in one query, instead of one query for each relation."""

from django.db.models import F, QuerySet, Value
from django.db.models.functions import JSONObject


def load_relations(page, names: tuple[str, ...]) -> None:
    """Fill these relations of a saved page: child rows, and many-to-many fields to vocabularies.

    Every relation becomes part of one UNION, each of its rows an object of JSON. The page then
    holds them in memory, as it does while it is previewed; it is for showing, not for saving.
    """
    models = {name: page._meta.get_field(name).related_model for name in names}
    first, *others = [_rows(page, name) for name in names]
    found: dict[str, list] = {name: [] for name in names}
    for name, row in first.union(*others, all=True):
        found[name].append(_instance(models[name], row, page._state.db))
    for name, objects in found.items():
        setattr(page, name, objects)


def _rows(page, name: str) -> QuerySet:
    field = page._meta.get_field(name)
    if field.many_to_many:
        through = field.remote_field.through._default_manager
        rows = through.filter(**{field.m2m_field_name(): page.pk})
        prefix = f"{field.m2m_reverse_field_name()}__"
    else:
        rows = field.related_model._default_manager.filter(**{field.field.name: page.pk})
        prefix = ""
    columns = {column: F(f"{prefix}{column}") for column in _columns(field.related_model)}
    return rows.order_by().values_list(Value(name), JSONObject(**columns))


def _columns(model) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _instance(model, row: dict, using: str):
    values = [field.to_python(row[field.attname]) for field in model._meta.concrete_fields]
    return model.from_db(using, _columns(model), values)
