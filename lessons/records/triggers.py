"""The database refuses to change or delete an edition, unless an erasure was written first.

A guard against our own slips. The promise itself is kept by ``verification``, which also sees what a trigger cannot.
"""

from django.db import connections

TABLE = "lessons_edition"
WORDS = "an edition is unchangeable"

SQLITE = f"""
CREATE TRIGGER IF NOT EXISTS {TABLE}_%(event)s BEFORE %(event)s ON {TABLE}
WHEN NOT EXISTS (SELECT 1 FROM lessons_erasure e WHERE e.edition_id = OLD.id)
BEGIN SELECT RAISE(ABORT, '{WORDS}'); END
"""  # noqa: S608  # no value from outside is in it
POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM lessons_erasure e WHERE e.edition_id = OLD.id) THEN
        RAISE EXCEPTION '{WORDS}';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS {TABLE}_refuse ON {TABLE};
CREATE TRIGGER {TABLE}_refuse BEFORE UPDATE OR DELETE ON {TABLE}
FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse();
"""  # noqa: S608  # as above


def install(using: str) -> None:
    """Put the triggers in place; they are missing after some migrations on SQLite, so this runs after each."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL)
        else:
            for event in ("UPDATE", "DELETE"):
                cursor.execute(SQLITE % {"event": event})
