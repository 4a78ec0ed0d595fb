"""The addresses of what is public. They are permanent."""

from django.urls import path

from cms.website.files import edition_file
from cms.website.method import method
from cms.website.regions import region, regions
from cms.website.reports import download, lesson, report
from search.web.views import search

urlpatterns = [
    path("zoeken/", search, name="search"),
    path("casus/<int:number>/", report, name="case-report"),
    path("casus/<int:number>/document.json", download, name="case-report-json"),
    path("casus/<int:number>/<int:edition>/", report, name="case-report-edition"),
    path("casus/<int:number>/<int:edition>/document.json", download, name="case-report-edition-json"),
    path("les/<uuid:uuid>/", lesson, name="lesson"),
    path("bestand/<str:sha256>/<str:name>", edition_file, name="edition-file"),
    path("regios/", regions, name="regions"),
    path("regios/<slug:slug>/", region, name="region"),
    path("bewijstreden/", method, name="method"),
]
