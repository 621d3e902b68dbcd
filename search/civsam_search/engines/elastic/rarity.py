"""How rare words are among the servers' documents, without asking for the same one each time."""

from collections.abc import Callable, Iterable

from ...keeping import kept
from .cluster import Cluster

KEPT_SECONDS = 60

Counted = tuple[dict[str, int], int]
"""In how many documents each term stands, and how many documents there are."""


class Rarity:
    """What the servers have told this process of the terms of a site.

    Only terms that some document has are remembered, so what was just written is found at once.
    """

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._documents = 0

    def of(self, terms: Iterable[str], ask: Callable[[list[str]], Counted]) -> Counted:
        """The counts of these terms; `ask` is called for those that are not known."""
        terms = list(terms)
        counted: dict[str, int] = {}
        if new := [term for term in terms if term not in self._known]:
            counted, self._documents = ask(new)
            self._known |= {term: number for term, number in counted.items() if number}
        documents = self._documents
        counts = {term: counted.get(term) or self._known.get(term, 0) for term in terms}
        # Documents may have gone since a term was counted; none stands in more than there are.
        return {term: min(number, documents) for term, number in counts.items()}, documents


@kept(KEPT_SECONDS, most=8)
def rarity(cluster: Cluster, site_id: int) -> Rarity:
    """What this process has been told, for at most a minute."""
    return Rarity()
