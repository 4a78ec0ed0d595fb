"""Elasticsearch's indices: one for each generation, behind an alias that names what it was made by.

    <prefix>-search.<schema>.<fingerprint>                   the alias that is searched and written
    <prefix>-search.<schema>.<fingerprint>.<time>-<chance>   an index
    <index>.building                                         the alias of the one index that is being built

Code of another schema or analysis has another alias: it can never be answered by an index that does not fit, and the
old and the new code each have their own while an upgrade is under way. The alias of the index that is being built is
the right to build: the next rebuild takes it away, and then the one before it can neither write nor publish, however
late it wakes up. All writing goes through an alias, since writing to an index that is gone would make it anew, without
its mapping. A document and its lessons are one nested
document, so that no reader ever sees one without the other; the index of a batch is visible after its refresh.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final, Self

from elasticsearch import Elasticsearch
from elasticsearch.dsl import Index

from search.analysis import FINGERPRINT
from search.engines.base import Batch, EngineMisconfigured, IndexMismatch, IndexMissing
from search.engines.elasticsearch_bulk import write
from search.engines.elasticsearch_client import MAJOR, Clients, Cluster, trouble
from search.engines.fields import (
    ALL_FACETS,
    PASSAGE_FIELDS,
    PUBLISHED_KEY,
    SCHEMA_VERSION,
    TEXT_FIELDS,
    TITLE_KEY,
    TextField,
)

_MADE_BY: Final[Mapping[str, str | int]] = {"schema": SCHEMA_VERSION, "fingerprint": FINGERPRINT}


def _text(fields: Sequence[TextField]) -> dict[str, Any]:
    """Tokens come joined by spaces. The norm of a field counts them all, as the other engine does."""
    stems = {field.stems: {"type": "text", "analyzer": "whitespace", "index_options": "freqs"} for field in fields}
    exact = {field.exact: {"type": "text", "analyzer": "whitespace", "index_options": "positions"} for field in fields}
    return {**stems, **exact}


def mapping(installation: str) -> dict[str, Any]:
    """The mapping of the field list, with what the index is made by and whose it is."""
    place = {"id": {"type": "keyword"}, "place": {"type": "integer"}}
    return {
        "dynamic": "strict",
        "_meta": {**_MADE_BY, "installation": installation},
        "properties": {
            "n": {"type": "long"},
            "key": {"type": "keyword"},
            "digest": {"type": "keyword", "index": False},
            **_text(TEXT_FIELDS),
            **{facet: {"type": "keyword"} for facet in ALL_FACETS},
            PUBLISHED_KEY: {"type": "long"},
            TITLE_KEY: {"type": "keyword"},
            "passages": {"type": "nested", "properties": {**place, **_text(PASSAGE_FIELDS)}},
            "generation": {"type": "long"},
            "sequence": {"type": "long"},
        },
    }


SETTINGS: Final[Mapping[str, Any]] = {
    "number_of_shards": 1,  # scores and counts of one shard are exact, and the same as those of the other engine
    "auto_expand_replicas": "0-2",
    "refresh_interval": -1,  # a batch is seen when it is whole, not at some moment within it
}


class Indices:
    """The indices of one installation."""

    def __init__(self, cluster: Cluster, clients: Clients) -> None:
        self._installation = cluster.installation
        self._clients = clients
        self._all = f"{cluster.prefix}-search.*"
        self.alias = f"{cluster.prefix}-search.{SCHEMA_VERSION}.{FINGERPRINT}"

    def answering(self, client: Elasticsearch, *, local: bool = False) -> str:
        """The name of the index that answers, as far as the master knows, or with ``local`` the host that is asked.

        Raises:
            IndexMissing, IndexMismatch: there is none that fits this code.
            EngineMisconfigured: it belongs to somebody else, or the cluster is of another version.
        """
        found = self.found(client, local=local)
        aliased = {name: of for name, of in found.items() if of["aliases"]}
        for name, of in aliased.items():
            if self.alias in of["aliases"]:
                _check(name, of)
                return name
        if aliased:
            raise IndexMismatch(f"The search index {max(aliased, key=_made)} was made by other code: build it again.")
        raise IndexMissing(f"No search index {self.alias} in Elasticsearch: build it first.")

    def found(self, client: Elasticsearch, *, local: bool = False) -> dict[str, dict[str, Any]]:
        """All our indices by name with their aliases and mappings.

        Raises:
            EngineMisconfigured: there are some of another installation.
        """
        found = dict(client.indices.get(index=self._all, features=["aliases", "mappings"], local=local))
        for name, of in found.items():
            owner = of["mappings"].get("_meta", {}).get("installation")
            if owner != self._installation:
                raise EngineMisconfigured(
                    f"The search index {name} belongs to the installation {owner or 'of somebody else'}, and this is "
                    f"{self._installation}: set KENNIS_ELASTICSEARCH_PREFIX to a name that nobody uses."
                )
        return found

    def check_version(self) -> None:
        """Refuse a cluster of another major version, before anything is written.

        Raises:
            EngineMisconfigured: with the versions that were found.
        """
        nodes = self._clients.write.nodes.info(filter_path="nodes.*.version")["nodes"]
        wrong = sorted({node["version"] for node in nodes.values()} - {""})
        wrong = [version for version in wrong if int(version.split(".")[0]) != MAJOR]
        if wrong:
            raise EngineMisconfigured(
                f"The cluster of KENNIS_ELASTICSEARCH_HOSTS runs Elasticsearch {', '.join(wrong)}, and this code needs "
                f"{MAJOR}: connect it to a cluster of that version."
            )

    def create(self) -> str:
        """Make an index that does not answer yet."""
        made = datetime.now(UTC).strftime("%Y%m%dT%H%M%S").lower()
        name = f"{self.alias}.{made}-{secrets.token_hex(2)}"
        client = self._clients.write
        client.indices.create(index=name, mappings=mapping(self._installation), settings=SETTINGS)
        return name

    def before(self) -> str:
        """What answers now: this code's index, else the last one of other code; ``""`` where there is none."""
        found = self.found(self._clients.write)
        ours = [name for name, of in found.items() if self.alias in of["aliases"]]
        return max(ours or [name for name, of in found.items() if of["aliases"]], key=_made, default="")

    def publish(self, name: str, before: str) -> None:
        """Let an index answer, in one step, and drop what is older than the one before it.

        That one stays for readers that are still at work, or still run the code before this one.
        """
        client = self._clients.write
        Index(name, using=client).refresh()
        client.cluster.health(index=name, wait_for_status="green", timeout="20s")
        actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": self.alias}}]
        if before.startswith(f"{self.alias}."):
            actions.insert(0, {"remove": {"index": before, "alias": self.alias, "must_exist": True}})
        client.indices.update_aliases(actions=actions)
        for old in set(self.found(client)) - {name, before}:
            self.drop(old)

    def drop(self, name: str) -> None:
        """Remove an index; that it is gone already is no error."""
        Index(name, using=self._clients.write).delete(ignore_unavailable=True)


def _check(name: str, found: Mapping[str, Any]) -> None:
    made_by = found["mappings"]["_meta"]
    differing = sorted(key for key, value in _MADE_BY.items() if made_by.get(key) != value)
    if differing:
        raise IndexMismatch(f"The search index {name} was made by another {', '.join(differing)}: build it again.")


def _made(name: str) -> str:
    """The part of an index's name that tells when it was made."""
    return name.rpartition(".")[2]


class ElasticsearchRebuild:
    """A new index beside the one that answers; see `search.engines.base.Rebuild`."""

    def __init__(self, indices: Indices, clients: Clients) -> None:
        self._indices = indices
        self._clients = clients
        self._published = False
        with trouble():
            indices.check_version()
            self._before = indices.before()
            self.name = indices.create()

    def write(self, batch: Batch) -> None:
        """See `search.engines.base.Rebuild`."""
        with trouble():
            write(self._clients.write, self.name, batch, require_alias=False)

    def publish(self) -> None:
        """See `search.engines.base.Rebuild`."""
        with trouble():
            self._indices.publish(self.name, self._before)
            self._published = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._published:
            with trouble():
                self._indices.drop(self.name)
