"""Why something does not become public. Never ``PermissionDenied``: the admin would turn that into a bare redirect."""


class NotApproved(Exception):  # a refusal with a text for its reader, not a fault of the program
    """These words may not become public. The text is for the editor, in Dutch; what was attempted is rolled back."""


class KeepText(NotApproved):
    """A refusal raised before anything was decided: what was typed in the same request is kept."""
