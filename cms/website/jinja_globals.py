"""What a template may ask for itself: in Wagtail's previews it is handed a draft and nothing else."""

from typing import Any

from cms.website import published, regions


def page_globals() -> dict[str, Any]:
    """Functions by the name that templates know them by."""
    return {"report_preview": published.preview, "region_preview": regions.prepare}
