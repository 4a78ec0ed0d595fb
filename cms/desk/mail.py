"""Mail from the desk: sent after what it tells of is saved, and never a reason to undo it."""

from collections.abc import Sequence
from functools import partial

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

log = structlog.get_logger(__name__)


class AfterCommit(BaseEmailBackend):
    """Hands mail to the backend that delivers it once the transaction is done.

    A request to the admin is one transaction: mail sent in it would tell of a review that may still be refused, would
    hold the database while a mail server hangs, and would turn every review away while that server cannot be found.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the messages until the commit; answers how many."""
        transaction.on_commit(partial(deliver, list(email_messages)))
        return len(email_messages)


def deliver(messages: list[EmailMessage]) -> None:
    """Send, and write down what could not be sent."""
    try:
        get_connection(settings.EMAIL_DELIVERY_BACKEND).send_messages(messages)
    except Exception:  # whatever is wrong with the mail server, what the mail tells of has happened
        log.exception("mail not sent", to=[address for message in messages for address in message.to])
