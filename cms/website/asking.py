"""What pages ask of a visitor in their address: codes of a list, and a day. What is unknown is left out, and said."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from lessons.days import FIRST, LAST, OUTSIDE
from lessons.vocabulary.labels import Labels

UNKNOWN_DAY: Final = "‘{typed}’ kunnen wij niet lezen. Schrijf de dag als 2-10-2023. U ziet wat vandaag geldt."
DAY_OUTSIDE: Final = f"{OUTSIDE} U ziet wat vandaag geldt."


class Asked:
    """Reads the parameters of an address one by one; ``notices`` gathers a sentence for each that is unknown."""

    def __init__(self, parameters: Mapping[str, str], names: Labels) -> None:
        self._parameters = parameters
        self._names = names
        self.notices: list[str] = []

    def code(self, parameter: str, list_name: str, unknown: str) -> str:
        """A code of a list that is in use; ``""`` where there is none, or an unknown one."""
        code = self._parameters.get(parameter, "")
        if code and code not in {term.pk for term in self._names.all(list_name)}:
            self.notices.append(unknown)
            return ""
        return code

    def day(self, parameter: str, today: date) -> date:
        """A day; ``today`` where there is none, or what is no day."""
        typed = "".join(filter(str.isprintable, self._parameters.get(parameter, ""))).strip()
        if not typed:
            return today
        day = day_of(typed)
        if day is None:
            self.notices.append(UNKNOWN_DAY.format(typed=typed[:40]))
        elif not FIRST <= day <= LAST:
            self.notices.append(DAY_OUTSIDE)
        else:
            return day
        return today


def day_of(typed: str) -> date | None:
    """A day as a browser sends it (2023-10-02) or as people here write it (2-10-2023); None for anything else."""
    for form in ("%Y-%m-%d", "%d-%m-%Y"):
        try:
            return datetime.strptime(typed, form).date()  # noqa: DTZ007  # a day, not a moment
        except ValueError:
            continue
    return None


def options(names: Labels, list_name: str, chosen: str, everything: str) -> list[dict[str, Any]]:
    """The terms of a list to choose from, and all of them first."""
    terms = [{"code": term.pk, "label": term.label, "selected": term.pk == chosen} for term in names.all(list_name)]
    return [{"code": "", "label": everything, "selected": not chosen}, *terms]
