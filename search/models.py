"""All models of this app, from their rooms."""

from search.index.models import Installation, Lease, Outbox

__all__ = ["Installation", "Lease", "Outbox"]
