"""Who may use which file: Wagtail's own policy, asked where its choosers do not."""

from typing import Any

from wagtail.permissions import policy_registry


def may_choose(user: Any, item: Any) -> bool:
    """Whether ``user`` may choose this image or document; scripts (no user) may."""
    if user is None:
        return True
    policy = policy_registry.get_by_type(type(item))
    return bool(policy.user_has_any_permission_for_instance(user, ["choose", "change", "add"], item))
