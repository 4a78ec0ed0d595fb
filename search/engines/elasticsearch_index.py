"""Elasticsearch's indices: one for each generation, behind an alias that names what it was made by.

    <prefix>-search.<schema>.<fingerprint>                   the alias that is searched and written
    <prefix>-search.<schema>.<fingerprint>.<time>-<chance>   an index
    <index>.building                                         the alias of the one index that is being built

Code of another schema or analysis has another alias: it can never be answered by an index that does not fit, and the
old and the new code each have their own while an upgrade is under way. A document and its lessons are one nested
document, so that no reader ever sees one without the other; the index of a batch is visible after its refresh.

All writing goes through an alias: what is written to an index that is gone would make it anew, without its mapping. The
alias of the index that is being built is also the right to build: the next rebuild takes it away, and the one before it
then neither writes nor publishes, however late it wakes up.
"""

import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final, Self

import structlog
from elasticsearch import BadRequestError, Elasticsearch, NotFoundError
from elasticsearch.dsl import Index

from search.analysis import FINGERPRINT
from search.engines.base import (
    Batch,
    EngineError,
    EngineMisconfigured,
    EngineUnavailable,
    IndexMismatch,
    IndexMissing,
)
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

log = structlog.get_logger(__name__)

_BUILDING: Final = ".building"
_OVERTAKEN: Final = "Another rebuild began after this one, which therefore ends: nothing was changed by it."

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
    "gc_deletes": "1h",  # so long it is known of what was deleted, how new that was: a late writer brings nothing back
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
        answering = [name for name, of in found.items() if self.alias in of["aliases"]]
        if len(answering) > 1:
            raise IndexMismatch(f"The search indexes {' and '.join(sorted(answering))} answer at once: build it again.")
        for name in answering:
            _check(name, found[name])
            return name
        if others := _live(found):
            raise IndexMismatch(f"The search index {max(others, key=_made)} was made by other code: build it again.")
        raise IndexMissing(f"No search index {self.alias} in Elasticsearch: build it first.")

    def found(self, client: Elasticsearch, *, local: bool = False) -> dict[str, dict[str, Any]]:
        """All our indices by name with their aliases and mappings.

        Raises:
            EngineMisconfigured: there are some of another installation.
        """
        told = ["aliases", "mappings"]
        states = ["open", "closed"]
        found = dict(client.indices.get(index=self._all, expand_wildcards=states, features=told, local=local))
        for name, of in found.items():
            owner = of["mappings"].get("_meta", {}).get("installation")
            if owner != self._installation:
                raise EngineMisconfigured(
                    f"The search index {name} belongs to the installation {owner or 'of somebody else'}, and this is "
                    f"{self._installation}: set KENNIS_ELASTICSEARCH_PREFIX to a name that nobody uses; or, if the "
                    f"address (KENNIS_SITE_URL) or the database of this site changed, delete the indices {self._all} "
                    "and build again."
                )
        return found

    def check_version(self, client: Elasticsearch, *, local: bool = False) -> None:
        """Refuse a cluster of another major version: all its nodes, or with ``local`` the host that is asked.

        Raises:
            EngineMisconfigured: with the versions that were found.
        """
        asked = "_local" if local else "_all"
        nodes = client.nodes.info(node_id=asked, filter_path="nodes.*.version")["nodes"]
        wrong = sorted({node["version"] for node in nodes.values()} - {""})
        wrong = [version for version in wrong if int(version.split(".")[0]) != MAJOR]
        if wrong:
            raise EngineMisconfigured(
                f"The cluster of KENNIS_ELASTICSEARCH_HOSTS runs Elasticsearch {', '.join(wrong)}, and this code needs "
                f"{MAJOR}: connect it to a cluster of that version."
            )

    def new_name(self) -> str:
        """A name for an index of now."""
        made = datetime.now(UTC).strftime("%Y%m%dT%H%M%S").lower()
        return f"{self.alias}.{made}-{secrets.token_hex(2)}"

    def create(self, name: str) -> None:
        """Make an index that does not answer yet, and take the right to build from all others."""
        client = self._clients.write
        self.found(client)  # none of another installation
        try:
            told = mapping(self._installation)
            right: dict[str, Any] = {building(name): {}}
            client.indices.create(index=name, mappings=told, settings=SETTINGS, aliases=right)
        except BadRequestError as error:
            if error.error != "resource_already_exists_exception":  # made by a first try whose answer was lost
                raise
        others = [other for other, of in self.found(client).items() if building(other) in of["aliases"]]
        if taken := [_remove(other, building(other)) for other in others if other != name]:
            client.indices.update_aliases(actions=taken)

    def complete(self, name: str) -> None:
        """Make all that was written visible, and wait a while for the copies."""
        Index(name, using=self._clients.write).refresh()
        self._clients.write.cluster.health(index=name, wait_for_status="green", timeout="20s")

    def publish(self, name: str) -> None:
        """Let an index answer, in one step, and drop what is older than the one before it.

        That one stays for readers that are still at work, or still run the code before this one.

        Raises:
            elasticsearch.NotFoundError: another rebuild began after this one.
        """
        client = self._clients.write
        found = self.found(client)
        answering = [of for of in found if self.alias in found[of]["aliases"]]
        before = max(answering or _live(found), key=_made, default="")
        removed = [(name, building(name)), *((of, self.alias) for of in answering)]
        actions = [*(_remove(*each) for each in removed), {"add": {"index": name, "alias": self.alias}}]
        try:
            client.indices.update_aliases(actions=actions)
        except NotFoundError:
            if self.alias not in self.found(client).get(name, {}).get("aliases", {}):  # by a try whose answer was lost
                raise
        self._drop_all_but({name, before})

    def _drop_all_but(self, kept: Collection[str]) -> None:
        try:
            with trouble():
                for old in set(self.found(self._clients.write)).difference(kept):
                    self.drop(old)
        except EngineError as error:
            log.warning("older search indexes stay until the next rebuild", cause=str(error))

    def drop(self, name: str) -> None:
        """Remove an index; that it is gone already is no error."""
        Index(name, using=self._clients.write).delete(ignore_unavailable=True)


def _check(name: str, found: Mapping[str, Any]) -> None:
    made_by = found["mappings"]["_meta"]
    differing = sorted(key for key, value in _MADE_BY.items() if made_by.get(key) != value)
    if differing:
        raise IndexMismatch(f"The search index {name} was made by another {', '.join(differing)}: build it again.")


def building(name: str) -> str:
    """The alias through which an index is written while it is built."""
    return f"{name}{_BUILDING}"


def _remove(name: str, alias: str) -> dict[str, Any]:
    """What takes an alias from an index; where it is gone, all that is asked for together is refused."""
    return {"remove": {"index": name, "alias": alias, "must_exist": True}}


def _live(found: Mapping[str, Any]) -> list[str]:
    """The indices that answer, to whatever code."""
    return [name for name, of in found.items() if not all(alias.endswith(_BUILDING) for alias in of["aliases"])]


def _made(name: str) -> str:
    """The part of an index's name that tells when it was made."""
    return name.rpartition(".")[2]


@contextmanager
def _right_to_build() -> Iterator[None]:
    """An index or an alias that is gone was taken away by another rebuild."""
    try:
        with trouble():
            yield
    except IndexMissing as error:
        raise EngineUnavailable(_OVERTAKEN) from error


class ElasticsearchRebuild:
    """A new index beside the one that answers; see `search.engines.base.Rebuild`."""

    def __init__(self, indices: Indices, clients: Clients) -> None:
        self._indices = indices
        self._clients = clients
        self._may_answer = False
        self.name = indices.new_name()
        with trouble():
            indices.check_version(clients.write)  # before anything is written
            try:
                indices.create(self.name)
            except BaseException:  # Ctrl-C too: the cluster may have made it by now
                self._discard()
                raise

    def write(self, batch: Batch) -> None:
        """See `search.engines.base.Rebuild`."""
        with _right_to_build():
            write(self._clients.write, building(self.name), batch)

    def publish(self) -> None:
        """See `search.engines.base.Rebuild`."""
        with _right_to_build():
            self._indices.complete(self.name)
            self._may_answer = True
            self._indices.publish(self.name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Drop the index, unless it may answer: of a `publish` that got no answer nobody knows."""
        if not self._may_answer:
            self._discard()

    def _discard(self) -> None:
        with suppress(EngineError), trouble():  # else it goes with the next rebuild
            self._indices.drop(self.name)
