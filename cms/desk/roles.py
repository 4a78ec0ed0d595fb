"""Who is who at the desk. Rights themselves are Wagtail's permissions; see ``setup``."""

from typing import Any

#: The group of the RE's editors: they see all, review, publish, withdraw and keep the lists of terms.
RE_GROUP = "Realisatie-eenheid"


def in_re(user: Any) -> bool:
    """Whether ``user`` is an editor of the RE. Being a superuser does not make one."""
    return bool(user.is_active and user.groups.filter(name=RE_GROUP).exists())


def is_editor(user: Any) -> bool:
    """Whether ``user`` may see and manage all regions' work: the RE, and administrators."""
    return bool(user.is_active and (user.is_superuser or in_re(user)))
