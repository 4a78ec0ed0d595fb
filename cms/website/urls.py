"""The addresses of what is public. They are permanent.

Pages are sent compressed: these hold no secret and no token, so nothing can be guessed from their length.
"""

from django.urls import path
from django.views.decorators.gzip import gzip_page

from cms.website.calendar import calendar
from cms.website.coverage import areas_csv, covered
from cms.website.files import edition_file
from cms.website.guidance import GuidanceFeed, guidance, possible_now
from cms.website.method import method
from cms.website.regions import region, regions
from cms.website.reports import download, lesson, report
from cms.website.resemblance import resembling
from cms.website.schemes import scheme, schemes
from cms.website.timeline import TimelineFeed, timeline
from search.web.views import search

urlpatterns = [
    path("zoeken/", gzip_page(search), name="search"),
    path("casus/<int:number>/", gzip_page(report), name="case-report"),
    path("casus/<int:number>/document.json", gzip_page(download), name="case-report-json"),
    path("casus/<int:number>/<int:edition>/", gzip_page(report), name="case-report-edition"),
    path("casus/<int:number>/<int:edition>/document.json", gzip_page(download), name="case-report-edition-json"),
    path("les/<uuid:uuid>/", lesson, name="lesson"),
    path("bestand/<str:sha256>/<str:name>", edition_file, name="edition-file"),
    path("regios/", gzip_page(regions), name="regions"),
    path("regios/<slug:slug>/", gzip_page(region), name="region"),
    path("dekking/", gzip_page(covered), name="coverage"),
    path("dekking/gebieden.csv", gzip_page(areas_csv), name="coverage-csv"),
    path("lijkt-op-ons/", gzip_page(resembling), name="resembling"),
    path("wat-kan-nu/", gzip_page(possible_now), name="possible-now"),
    path("wat-kan-nu/atom/", gzip_page(GuidanceFeed()), name="guidance-feed"),
    path("wat-kan-nu/<slug:code>/", gzip_page(guidance), name="guidance"),
    path("regelingen/", gzip_page(schemes), name="schemes"),
    path("regelingen/<slug:code>/", gzip_page(scheme), name="scheme"),
    path("tijdlijn/", gzip_page(timeline), name="timeline"),
    path("tijdlijn/atom/", gzip_page(TimelineFeed()), name="timeline-feed"),
    path("tijdlijn/agenda.ics", gzip_page(calendar), name="timeline-calendar"),
    path("bewijstreden/", gzip_page(method), name="method"),
]
