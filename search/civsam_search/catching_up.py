"""What is done some at a time: documents whose words the editors split otherwise now."""

from collections.abc import Iterable

from . import engines, indexing
from .models import Posting, Site, StaleTerm
from .own_words import stems_of
from .projection import term_id
from .swedish import stem

AT_A_TIME = 500
"""So many documents are indexed again while an editor waits; a worker takes the others."""
BATCH = 100


def note(words: Iterable[str]) -> None:
    """Remember that the documents with these words are to be indexed again.

    In the transaction of the change, so that it is not forgotten whatever happens.
    """
    stems = {one for word in words for one in stems_of(word, stem)}
    StaleTerm.objects.bulk_create(StaleTerm(text=text) for text in sorted(stems))


def index_again(most: int = AT_A_TIME) -> int:
    """Index documents that wait for it, at most about so many. How many that were."""
    count = 0
    sites = list(Site.objects.values_list("pk", flat=True))
    for stale in StaleTerm.objects.order_by("pk"):
        having = Posting.objects.filter(term_id__in=[term_id(pk, stale.text) for pk in sites])
        having = having.order_by("entry_id")
        while count < most:
            after = having.filter(entry_id__gt=stale.after)
            batch = dict(after.values_list("entry_id", "entry__page_id")[:BATCH])
            if not batch:
                stale.delete()
                break
            indexing.reindex(pk for pk in batch.values() if pk)
            stale.after = max(batch)
            stale.save(update_fields=["after"])
            count += len(batch)
    return count


def catch_up() -> int:
    """Do what waits: index again, and tell the servers of the search. How many documents.

    For a worker that looks in now and then; where nothing waits it costs next to nothing.
    """
    return index_again() + engines.catch_up()
