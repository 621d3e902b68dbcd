"""Does the index agree with the pages? What `manage.py civsam_search` asks."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import indexing
from .engines import get_engine, server_engine
from .models import Posting, SearchEntry, StaleTerm, Term
from .projection import digest
from .registry import kinds
from .scale import average_length

MISSING, CHANGED, GONE, FAILED = "missing", "changed", "gone", "failed"
BEHIND = "behind"
EXPLANATIONS = {
    MISSING: gettext_lazy("is public but not in the index"),
    CHANGED: gettext_lazy("is in the index as it was before"),
    GONE: gettext_lazy("is in the index but is not public any more"),
    FAILED: gettext_lazy("could not be mapped; the log says why"),
    BEHIND: gettext_lazy("is otherwise on the server than in the site's own index"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One document on which the index and the pages do not agree."""

    key: str
    what: str

    @property
    def explanation(self) -> str:
        """In words."""
        return str(EXPLANATIONS[self.what])


def differences() -> list[Difference]:
    """Map every page again and compare it with the index, and that with the one on a server.

    Raises:
        EngineError: there is a server, and it does not answer.
    """
    rows = SearchEntry.objects.annotate(terms=Count("postings"))
    there = {key: (mark, terms) for key, mark, terms in rows.values_list("key", "digest", "terms")}
    average = average_length()
    found = []
    for key, document in indexing.mapped():
        mark, terms = there.pop(key, ("", 0))
        if document is None:
            found.append(Difference(key, FAILED))
        elif not mark:
            found.append(Difference(key, MISSING))
        elif mark != digest(document, average) or not terms:
            found.append(Difference(key, CHANGED))
    found += [Difference(key, GONE) for key in there]
    server = server_engine()
    behind = server.differences() if server else []
    return found + [Difference(key, BEHIND) for key in behind]


def repair(found: Iterable[Difference]) -> None:
    """Index again what differs, and remove what is gone.

    Raises:
        EngineError: there is a server, and it does not answer.
    """
    found = list(found)
    get_engine().remove([one.key for one in found if one.what == GONE])
    pks = [one.key.partition(":")[2] for one in found if one.what not in (GONE, BEHIND)]
    indexing.reindex(int(pk) for pk in pks)
    server = server_engine()
    if server:
        server.mend(one.key for one in found)


def status() -> list[tuple[str, str]]:
    """How much there is: label and value."""
    counts = dict(SearchEntry.objects.order_by().values_list("kind").annotate(n=Count("pk")))
    lines = [(_("Engine"), get_engine().name), (_("Documents"), str(sum(counts.values())))]
    for kind in kinds():
        lines.append((f"  {kind.plural}", str(counts.pop(kind.code, 0))))
    lines += [(_("  %s (not registered)") % code, str(n)) for code, n in counts.items()]
    lines += [
        (_("Terms"), str(Term.objects.count())),
        (_("Postings"), str(Posting.objects.count())),
    ]
    waiting = StaleTerm.objects.count()
    if waiting:
        lines.append((_("Words whose documents are to be indexed again"), str(waiting)))
    server = server_engine()
    return lines + (server.status() if server else [])
