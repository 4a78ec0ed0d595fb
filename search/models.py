"""All models of this app, from their rooms."""

from search.index.models import Lease, Outbox

__all__ = ["Lease", "Outbox"]
