"""Signing in: Wagtail's form in Dutch throughout."""

from django import forms
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm


class LoginForm(WagtailLoginForm):
    """User name and password."""

    password = forms.CharField(label="Wachtwoord", strip=False, widget=forms.PasswordInput)
