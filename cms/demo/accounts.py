"""The demo's accounts. Their passwords are known to everybody: never use them outside the demo."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, User

from lessons.regions.models import Region

RE_GROUP = "Realisatie-eenheid"


@dataclass(frozen=True)
class Login:
    """One account: ``region`` is the slug of an author's region, ``editor`` says that it belongs to the RE."""

    username: str
    password: str
    role: str
    first_name: str
    last_name: str
    region: str = ""
    editor: bool = False
    superuser: bool = False


DEMO_LOGINS = (
    Login("auteur-veenrand", "demo-veenrand", "auteur van Veenrand", "Anne", "de Vries (demo)", region="veenrand"),
    Login("auteur-twijgbeek", "demo-twijgbeek", "auteur van Twijgbeek", "Bilal", "Haddad (demo)", region="twijgbeek"),
    Login("redactie-1", "demo-redactie-1", "redacteur van de RE", "Carla", "Smit (demo)", editor=True),
    Login("redactie-2", "demo-redactie-2", "redacteur van de RE", "Dirk", "Visser (demo)", editor=True),
    Login("beheerder", "demo-beheerder", "beheerder", "Els", "Bakker (demo)", superuser=True),
)


def make_accounts() -> dict[str, User]:
    """Make the demo's users in their groups; answers them by user name."""
    made = {}
    for login in DEMO_LOGINS:
        user = User.objects.create_user(
            login.username,
            f"{login.username}@demo.example",
            login.password,
            first_name=login.first_name,
            last_name=login.last_name,
            is_superuser=login.superuser,
        )
        if login.editor:
            user.groups.add(Group.objects.get(name=RE_GROUP))
        if login.region:
            group = Region.objects.get(slug=login.region).group
            if group is not None:
                user.groups.add(group)
        made[login.username] = user
    return made
