"""The pages that a site cannot be without: home, and the page above all regions."""

from django.db import migrations


def make_pages(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Locale = apps.get_model("wagtailcore", "Locale")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    HomePage = apps.get_model("cms", "HomePage")
    RegionIndexPage = apps.get_model("lessons", "RegionIndexPage")

    # What Wagtail's own migrations make: a page of welcome, and the site that shows it.
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()

    locale, _ = Locale.objects.get_or_create(language_code="nl")
    home_type, _ = ContentType.objects.get_or_create(app_label="cms", model="homepage")
    index_type, _ = ContentType.objects.get_or_create(app_label="lessons", model="regionindexpage")
    home = HomePage.objects.create(
        title="Home", draft_title="Home", slug="home", content_type=home_type, locale=locale,
        path="00010001", depth=2, numchild=1, url_path="/home/",
    )
    RegionIndexPage.objects.create(
        title="Regio's", draft_title="Regio's", slug="regios", content_type=index_type, locale=locale,
        path="000100010001", depth=3, numchild=0, url_path="/home/regios/",
    )
    Page.objects.filter(depth=1).update(numchild=1)
    Site.objects.create(
        hostname="localhost", site_name="Kennisplatform onderwijsregio's", root_page_id=home.pk, is_default_site=True
    )


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0001_initial"),
        ("lessons", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_pages, migrations.RunPython.noop)]
