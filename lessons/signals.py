"""What the bottom layer tells whoever listens."""

from django.dispatch import Signal

#: Something public changed. Sent inside the transaction of the change, with
#: ``kind: str``, ``key: str`` and ``generation: int`` (the content generation that the change made).
public_changed = Signal()
