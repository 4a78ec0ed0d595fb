"""Logging: everything through structlog to standard error, as JSON for machines or as readable lines."""

from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger


def _without_request(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Drop the request object that Django attaches: it is no text, and may hold what a visitor typed."""
    event.pop("request", None)
    return event


# What every event carries, whoever logs it.
SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure_structlog() -> None:
    """Send structlog's events through the standard library's logging, where levels and handlers are."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def logging_config(level: str, *, as_json: bool) -> dict[str, Any]:
    """Django's ``LOGGING`` for events of ``level`` and above."""
    renderer: list[Processor]
    if as_json:
        renderer = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    else:
        # Plainly: what the variables held may be a password.
        renderer = [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [*SHARED, structlog.stdlib.ExtraAdder(), _without_request],
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderer],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"level": level, "handlers": ["stderr"]},
        "loggers": {
            # Lines for every save and every search would hide what matters.
            "django_tasks": {"level": "WARNING"},
            "elastic_transport": {"level": "WARNING"},
            # Both bring handlers of their own; here all goes one way.
            "django": {"level": level, "handlers": [], "propagate": True},
            "gunicorn.error": {"level": level, "handlers": ["stderr"], "propagate": False},
        },
    }
