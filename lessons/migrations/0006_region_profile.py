"""How urban a region is and how it grows become facts that can be compared: in the pages, and in their versions."""

import re
from decimal import Decimal

from django.db import migrations, models

CLASSES = {
    'zeer sterk stedelijk': 'zeer-sterk',
    'sterk stedelijk': 'sterk',
    'matig stedelijk': 'matig',
    'weinig stedelijk': 'weinig',
    'niet stedelijk': 'niet',
}
GROWTH = models.DecimalField(
    blank=True,
    decimal_places=1,
    help_text='Verandering van het aantal leerlingen, in procent per jaar. Bij krimp met een min ervoor: -1,1.',
    max_digits=4,
    null=True,
    verbose_name='groei of krimp',
)


def percent(text):
    """"Krimp, 1,1% per jaar" as -1.1; None for what holds no percentage."""
    found = re.search(r'(\d{1,3}(?:,\d)?)\s*%', text or '')
    if found is None:
        return None
    number = Decimal(found[1].replace(',', '.'))
    return -number if re.search(r'krimp|minder|daal', text, re.IGNORECASE) else number


def class_of(text):
    """The code of a class; empty for what is none."""
    return CLASSES.get((text or '').strip().lower(), '')


def lost(urbanity, growth):
    """What of the two texts has no place any more, as a paragraph."""
    parts = [growth] if growth and percent(growth) is None else []
    parts += [urbanity] if urbanity and not class_of(urbanity) and urbanity != 'Niet van toepassing' else []
    return f"\n\nOver de regio: {'; '.join(parts)}." if parts else ''


def facts_from_texts(apps, schema_editor):
    """Read the texts; what cannot be read as a fact goes on as text, in the definition of the region."""
    for region in apps.get_model('lessons', 'Region').objects.all():
        region.growth_percent = percent(region.growth)
        region.definition = (region.definition + lost(region.urbanity, region.growth)).strip()
        region.urbanity = class_of(region.urbanity)
        region.save(update_fields=['growth_percent', 'definition', 'urbanity'])
    kind = apps.get_model('contenttypes', 'ContentType').objects.filter(app_label='lessons', model='region').first()
    for revision in apps.get_model('wagtailcore', 'Revision').objects.filter(content_type=kind) if kind else ():
        content = revision.content
        urbanity, growth = content.get('urbanity') or '', content.get('growth') or ''
        number = percent(growth)
        content['definition'] = ((content.get('definition') or '') + lost(urbanity, growth)).strip()
        content['urbanity'], content['growth'] = class_of(urbanity), None if number is None else str(number)
        revision.save(update_fields=['content'])


def texts_from_facts(apps, schema_editor):
    """The facts as texts again, in the pages; their versions are read with either."""
    labels = {code: label.capitalize() for label, code in CLASSES.items()}
    for region in apps.get_model('lessons', 'Region').objects.all():
        number = region.growth_percent
        word = 'Krimp' if number is not None and number < 0 else 'Groei'
        region.growth = '' if number is None else f"{word}, {str(abs(number)).replace('.', ',')}% per jaar"
        region.urbanity = labels.get(region.urbanity, '')
        region.save(update_fields=['growth', 'urbanity'])


class Migration(migrations.Migration):

    dependencies = [
        ('lessons', '0005_dated_borders'),
    ]

    operations = [
        migrations.AddField(
            model_name='region',
            name='large_city',
            field=models.BooleanField(blank=True, null=True, verbose_name='met een van de vijf grote steden (G5)'),
        ),
        migrations.AddField(model_name='region', name='growth_percent', field=GROWTH),
        migrations.RunPython(facts_from_texts, texts_from_facts),
        migrations.RemoveField(model_name='region', name='growth'),
        migrations.RenameField(model_name='region', old_name='growth_percent', new_name='growth'),
        migrations.AlterField(
            model_name='region',
            name='urbanity',
            field=models.CharField(blank=True, choices=[('zeer-sterk', 'Zeer sterk stedelijk'), ('sterk', 'Sterk stedelijk'), ('matig', 'Matig stedelijk'), ('weinig', 'Weinig stedelijk'), ('niet', 'Niet stedelijk')], max_length=20, verbose_name='stedelijkheid'),
        ),
    ]
