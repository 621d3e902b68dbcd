"""What an index looks like. Everything in it is Elasticsearch's own: no plugin, no script.

Texts never reach the servers as they were written. A document is sent as the terms that
`civsam_search.swedish` made of it, each with the weight that the embedded engine uses, and a
question as terms with their worth; the score is the sum of the products, here as there.
"""

from typing import Any

from elasticsearch.dsl import (
    Byte,
    Date,
    Integer,
    Keyword,
    Long,
    Mapping,
    Nested,
    Object,
    SparseVector,
    Text,
)

from ...weights import VERSION as ANALYSIS

VERSION = 2
"""Raised when an index must be made again because what is below changed."""

DEEPEST = 100_000
"""So many hits can be paged through."""

SETTINGS: dict[str, Any] = {
    "number_of_shards": 1,  # a million documents are one small shard, and its order is exact
    "auto_expand_replicas": "0-1",
    "refresh_interval": "1s",
    "gc_deletes": "1h",  # so long a deletion is remembered, so that a late write cannot undo it
    "max_result_window": DEEPEST,
}
FILLING: dict[str, Any] = {**SETTINGS, "auto_expand_replicas": False, "number_of_replicas": 0}
FILLING["refresh_interval"] = "-1"
FILLED = {name: SETTINGS[name] for name in ("auto_expand_replicas", "refresh_interval")}


def mapping() -> Mapping:
    """The fields of a document. Fields that are not here are refused."""
    day = {"format": "strict_date"}
    fields = {
        "key": Keyword(),
        "number": Long(),  # the row of the projection: the order of what is alike
        "site": Integer(),
        "kind": Keyword(),
        "published": Long(),  # microseconds, as the databases have them
        "title_order": Keyword(),
        "title_words": Text(analyzer="whitespace", norms=False, index_options="docs"),
        "terms": Text(analyzer="whitespace", norms=False, index_options="docs"),
        "weights": SparseVector(index_options={"prune": False}),
        # A keyword each, three times as fast to count as the values of one flattened field.
        "facets": Object(dynamic=True, subobjects=False),
        "periods": Nested(
            properties={
                "starts": Date(**day),
                "ends": Date(**day),
                "status": Keyword(),
                "deadline": Date(**day),
                "closed": Byte(),  # 0 for what is open, which stands first
            }
        ),
        "digest": Keyword(index=False),
    }
    made = Mapping()
    for name, kind in fields.items():
        made.field(name, kind)
    made.meta("dynamic", "strict")
    facet = {"path_match": "facets.*", "mapping": Keyword().to_dict()}
    made.meta("dynamic_templates", [{"facet": facet}])
    made.meta("_source", enabled=False)  # the rows of the projection are shown, nothing else
    made.meta("_meta", mapping=VERSION, analysis=ANALYSIS)
    return made


def is_current(meta: Any) -> bool:
    """Whether an index with this `_meta` was made as one would be made today."""
    return (meta or {}) == {"mapping": VERSION, "analysis": ANALYSIS}
