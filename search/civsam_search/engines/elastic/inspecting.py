"""How it is with the servers and their index, for `manage.py civsam_search status` and `check`."""

from collections.abc import Iterator

from django.db.models import Min
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from elasticsearch import ApiError, Elasticsearch, TransportError
from elasticsearch.helpers import scan

from ...models import IndexChange, IndexState, SearchEntry
from .cluster import Cluster
from .mapping import is_current
from .rebuilding import answering

SECONDS = 5
AT_A_TIME = 2000
CONDITIONS = {
    "green": gettext_lazy("green"),
    "yellow": gettext_lazy("yellow: it works, but a copy is missing"),
    "red": gettext_lazy("red: it cannot be searched; the embedded engine answers"),
}


def status(cluster: Cluster) -> list[tuple[str, str]]:
    """Label and value: servers, index, documents, outbox and the last error. Never fails."""
    waiting = IndexChange.objects.filter(sent=False).exclude(key="")
    oldest = waiting.aggregate(oldest=Min("changed_at"))["oldest"]
    age = timesince(oldest) if oldest else ""
    outbox = _("%(count)d, the oldest %(age)s old") % {"count": waiting.count(), "age": age}
    try:
        lines = list(_of_servers(cluster.client(SECONDS), cluster))
    except (ApiError, TransportError) as error:
        lines = [(_("Servers"), _("do not answer: %s") % error)]
    lines.append((_("Outbox"), outbox if oldest else "0"))
    state = IndexState.objects.first()
    if state and state.building:
        lines.append((_("Being built"), state.building))
    told = _("none")
    if state and state.error and state.error_at:
        when = timezone.localtime(state.error_at).strftime("%Y-%m-%d %H:%M:%S")
        told = f"{when} {state.error}"
    lines.append((_("Last error"), told))
    return lines


def differences(cluster: Cluster) -> list[str]:
    """The keys of the documents that the servers have otherwise than the projection.

    Raises:
        ApiError, TransportError: the servers do not answer.
    """
    client = cluster.client()
    there: dict[str, str] = {}
    if answering(client, cluster):
        client.indices.refresh(index=cluster.alias)
        there = dict(_documents(client, cluster))
    rows = SearchEntry.objects.order_by("pk").values_list("key", "digest")
    differ = [key for key, mark in rows.iterator() if there.pop(key, "") != mark]
    return differ + sorted(there)


def _documents(client: Elasticsearch, cluster: Cluster) -> Iterator[tuple[str, str]]:
    asked = {"docvalue_fields": ["key", "digest"], "stored_fields": "_none_", "_source": False}
    for hit in scan(client, query=asked, index=cluster.alias, size=AT_A_TIME):
        fields = hit["fields"]
        yield fields["key"][0], fields["digest"][0]


def _of_servers(client: Elasticsearch, cluster: Cluster) -> Iterator[tuple[str, str]]:
    health = client.cluster.health()
    nodes = _("%(hosts)s (%(nodes)d nodes)") % {
        "hosts": ", ".join(cluster.hosts),
        "nodes": health["number_of_nodes"],
    }
    yield _("Servers"), nodes
    names = answering(client, cluster)
    if not names:
        yield _("Index"), _("there is none: run civsam_search rebuild")
        return
    [index] = names
    yield _("Index"), index
    condition = client.cluster.health(index=index)["status"]
    yield _("Condition"), str(CONDITIONS.get(condition, condition))
    settings = client.indices.get_settings(index=index, flat_settings=True)[index]["settings"]
    blocks = [
        name.removeprefix("index.blocks.")
        for name, value in settings.items()
        if name.startswith("index.blocks.") and value == "true"
    ]
    if blocks:
        yield _("Blocked"), _("%s: nothing can be written; is a disk full?") % ", ".join(blocks)
    meta = client.indices.get_mapping(index=index)[index]["mappings"].get("_meta")
    if not is_current(meta):
        yield _("Version"), _("made by another version: run civsam_search rebuild")
    if condition != "red":
        yield _("Documents on the servers"), str(client.count(index=index)["count"])
