"""What the RE did with what is public, in Wagtail's log: it stands in the history of the page, with who and when."""

from typing import Any, Final

from django.db.models import Model
from wagtail.log_actions import LogFormatter, log

RECORD: Final = "lessons.record"
AREA: Final = "lessons.area"


class Said(LogFormatter):
    """An entry that holds its own words."""

    def format_message(self, log_entry: Any) -> str:
        """What was done."""
        return str(log_entry.data.get("said", ""))


class RecordChanged(Said):
    """A report was withdrawn, its step was lowered, or a passage was taken out."""

    label = "Openbaar stuk wijzigen"


class AreaChanged(Said):
    """The borders of a region changed."""

    label = "Gebied wijzigen"


FORMATTERS: Final = {RECORD: RecordChanged, AREA: AreaChanged}


def note(instance: Model, action: str, user: Any, said: str) -> None:
    """Write down that ``user`` did something, in the transaction of what was done."""
    log(instance=instance, action=action, user=user, data={"said": said})
