"""A report's document as the page that readers see. Pure: documents, facts, labels and a date in, a page model out."""

from cms.website.report_page.build import report_page
from cms.website.report_page.facts import EditionFacts, Place, RecordFacts, Surroundings
from cms.website.report_page.model import ReportPage

__all__ = ["EditionFacts", "Place", "RecordFacts", "ReportPage", "Surroundings", "report_page"]
