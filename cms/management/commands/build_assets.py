"""``manage.py build_assets``: the website's style sheet, script and licences, from node_modules and our sources."""

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.settings.env import ROOT
from cms.website import stylesheet

MODULES = ROOT / "node_modules"
SOURCES = ROOT / "cms" / "website" / "assets"
TARGET = ROOT / "build" / "static"
BUDGET = 30 * 1024  # bytes of CSS after gzip

THEME = "@nl-design-system-unstable/voorbeeld-design-tokens"
# Package → its style sheet. The library's versions are its own: npm may hoist another one.
LIBRARY = {
    "@nl-design-system-candidate/button-css": "dist/button.css",
    "@nl-design-system-candidate/skip-link-css": "dist/skip-link.css",
    "@utrecht/textbox-css": "dist/index.css",
    "@utrecht/select-css": "dist/index.css",
    "@utrecht/custom-checkbox-css": "dist/index.css",
}
FONTS = ("@fontsource-variable/source-sans-3", "@fontsource/bricolage-grotesque")
OWN = ("tokens", "theme", "type", "layout", "components/*", "contrast", "print")
NOTICE = """/*! Style sheet of the Kennisplatform onderwijsregio's. It contains, changed only by leaving rules out:
{packages}
Licences: /static/licences/ */
"""


def package(name: str) -> Path:
    """The folder of an npm package: the one that the component library brings, else the hoisted one.

    Raises:
        CommandError: it is not installed.
    """
    inner = MODULES / "@utrecht" / "component-library-css" / "node_modules" / name
    folder = inner if inner.is_dir() else MODULES / name
    if not folder.is_dir():
        raise CommandError(f"{name} is not installed. Run: npm ci --ignore-scripts")
    return folder


def described(name: str) -> str:
    """One line for the notice: name, version, licence, copyright."""
    about = json.loads((package(name) / "package.json").read_text("utf-8"))
    owner = "Copyright Frameless B.V. and Gemeente Utrecht" if name.startswith("@utrecht/") else about.get("author", "")
    owner = owner["name"] if isinstance(owner, dict) else owner
    return f"   {name} {about['version']}, {about['license']}{f', {owner}' if owner else ''}"


def own_rules() -> list[stylesheet.Rule]:
    """The rules of our own style sheets, in the order in which they may override each other."""
    paths = [path for part in OWN for path in sorted((SOURCES / "css").glob(f"{part}.css"))]
    return [rule for path in paths for rule in stylesheet.parse(path.read_text("utf-8"))]


def used_classes() -> set[str]:
    """The library's classes that occur in a template."""
    return stylesheet.library_classes(path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.html"))


def bundle() -> str:
    """The whole style sheet."""
    used = used_classes()
    library = [
        rule
        for name, path in LIBRARY.items()
        for rule in stylesheet.prune(stylesheet.parse((package(name) / path).read_text("utf-8")), used)
    ]
    own = own_rules()
    given = set(stylesheet.variables(own))
    theme = stylesheet.variables(stylesheet.parse((package(THEME) / "dist" / "theme.css").read_text("utf-8")))
    css = stylesheet.minified([*library, *own])
    kept = stylesheet.needed(theme, css, given)
    variables = ";".join(f"{name}:{value}" for name, value in kept.items())
    notice = NOTICE.format(packages="\n".join(described(name) for name in (*LIBRARY, THEME)))
    return f"{notice}.voorbeeld-theme{{{variables}}}{css}"


class Command(BaseCommand):
    """Build the website's static files into build/static."""

    help = "Build the website's style sheet and script into build/static (npm ci comes first)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the files and say how large the style sheet is.

        Raises:
            CommandError: a package is missing, or the style sheet is over its budget.
        """
        css = bundle()
        size = len(gzip.compress(css.encode(), mtime=0))
        if size > BUDGET:
            raise CommandError(f"site.css is {size} bytes after gzip; the budget is {BUDGET}.")
        licences = TARGET / "licences"
        licences.mkdir(parents=True, exist_ok=True)
        (TARGET / "site.css").write_text(css, "utf-8")
        for source in (*(SOURCES / "js").glob("*.js"), SOURCES / "icon.svg"):
            shutil.copyfile(source, TARGET / source.name)
        for name in (*LIBRARY, THEME, *FONTS):
            text = next(package(name).glob("LICENSE*"))
            shutil.copyfile(text, licences / f"{name.strip('@').replace('/', '-')}.txt")
        self.stdout.write(f"{TARGET / 'site.css'}: {size / 1024:.1f} kB after gzip")
