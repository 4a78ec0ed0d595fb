"""Borders of regions become rows with days, outside the page and its versions."""

import datetime

import django.db.models.deletion
import lessons.days
from django.db import migrations, models


FIRST = datetime.date(2023, 1, 1)
"""Where nothing tells since when a region has its borders: the first year of the onderwijsregio's."""


def rows_from_lists(apps, schema_editor):
    """Every municipality of a region for each of its sectors, from the day of its first status on."""
    Region = apps.get_model('lessons', 'Region')
    RegionArea = apps.get_model('lessons', 'RegionArea')
    RegionStatus = apps.get_model('lessons', 'RegionStatus')
    sectors, municipalities = listed(Region, 'sectors', 'sector_id'), listed(Region, 'municipalities', 'municipality_id')
    for region in Region.objects.all():
        statuses = RegionStatus.objects.filter(region=region).order_by('date')
        since = statuses.values_list('date', flat=True).first() or FIRST
        places = municipalities.get(region.pk) or ([None] if region.national else [])
        if not places and sectors.get(region.pk):  # borders were not filled in: the sectors stay readable
            region.definition = f"{region.definition}\n\nSectoren: {', '.join(sectors[region.pk])}.".strip()
            region.save(update_fields=['definition'])
        RegionArea.objects.bulk_create(
            RegionArea(region=region, sector_id=sector, municipality_id=place, valid_from=since)
            for sector in sectors.get(region.pk, [])
            for place in places
        )


def lists_from_rows(apps, schema_editor):
    """The lists that there were before: all rows that have no end."""
    Region = apps.get_model('lessons', 'Region')
    Sectors = Region._meta.get_field('sectors').remote_field.through
    Municipalities = Region._meta.get_field('municipalities').remote_field.through
    rows = apps.get_model('lessons', 'RegionArea').objects.filter(valid_until__isnull=True)
    for region, sector in rows.values_list('region', 'sector').distinct():
        Sectors.objects.create(region_id=region, sector_id=sector)
    for region, place in rows.filter(municipality__isnull=False).values_list('region', 'municipality').distinct():
        Municipalities.objects.create(region_id=region, municipality_id=place)
    Region.objects.filter(pk__in=rows.filter(municipality__isnull=True).values('region')).update(national=True)


def listed(Region, name, key):
    """What each region names in one of its lists."""
    found = {}
    for region, code in Region._meta.get_field(name).remote_field.through.objects.values_list('region_id', key):
        found.setdefault(region, []).append(code)
    return found


class Migration(migrations.Migration):

    dependencies = [
        ('lessons', '0004_schemes_and_guidance'),
    ]

    operations = [
        migrations.AddField(
            model_name='municipality',
            name='tile_column',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='kolom op de tegelkaart'),
        ),
        migrations.AddField(
            model_name='municipality',
            name='tile_row',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Heeft elke gemeente een kolom en een rij, dan staan zij op de kaart bij benadering waar zij liggen. Anders staan zij per provincie op alfabet.', null=True, verbose_name='rij op de tegelkaart'),
        ),
        migrations.AlterField(
            model_name='regionstatus',
            name='status',
            field=models.CharField(choices=[('aangemeld', 'Aangemeld'), ('voorlopig', 'Voorlopig voorloper'), ('voorloper', 'Voorloper'), ('in-oprichting', 'In oprichting'), ('onderwijsregio', 'Onderwijsregio')], max_length=20, verbose_name='status'),
        ),
        migrations.CreateModel(
            name='RegionMerger',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(validators=[lessons.days.sensible_day], verbose_name='op')),
                ('into', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merged', to='lessons.region', verbose_name='opgegaan in')),
                ('region', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='merger', to='lessons.region', verbose_name='regio')),
            ],
            options={
                'verbose_name': 'samenvoeging',
                'verbose_name_plural': 'samenvoegingen',
            },
        ),
        migrations.CreateModel(
            name='RegionArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(validators=[lessons.days.sensible_day], verbose_name='geldt vanaf')),
                ('valid_until', models.DateField(blank=True, null=True, validators=[lessons.days.sensible_day], verbose_name='geldt tot en met')),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='lessons.municipality', verbose_name='gemeente')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='areas', to='lessons.region', verbose_name='regio')),
                ('sector', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='lessons.sector', verbose_name='sector')),
            ],
            options={
                'verbose_name': 'gemeente van een regio',
                'verbose_name_plural': "gemeenten van regio's",
                'ordering': ['sector__sort_order', 'municipality__label', 'valid_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='area_ends_after_it_begins'), models.UniqueConstraint(fields=('region', 'sector', 'municipality', 'valid_from'), name='area_begins_once'), models.UniqueConstraint(condition=models.Q(('municipality__isnull', True)), fields=('region', 'sector', 'valid_from'), name='country_begins_once')],
            },
        ),
        migrations.RunPython(rows_from_lists, lists_from_rows),
        migrations.RemoveField(
            model_name='region',
            name='municipalities',
        ),
        migrations.RemoveField(
            model_name='region',
            name='national',
        ),
        migrations.RemoveField(
            model_name='region',
            name='sectors',
        ),
    ]
