"""Whether the index that answers fits this database."""

from lessons.records.changes import content_generation
from search.engines.base import Engine, EngineStatus, IndexMismatch


def fitting_status(engine: Engine) -> EngineStatus:
    """The state of the index that answers.

    Raises:
        IndexMismatch: it does not fit this code; or it is ahead of the database, which was put back to an older state:
            what the index holds of changes that never happened, it would go on showing, and keep as the newer.
        EngineError: it cannot answer.
    """
    found = engine.status()
    known = content_generation()  # after the index: it may only have grown since
    if found.generation > known:
        raise IndexMismatch(
            f"The search index {found.name} knows {found.generation} changes and the database {known}: the database "
            "was put back to an older state. Build the index again."
        )
    return found
