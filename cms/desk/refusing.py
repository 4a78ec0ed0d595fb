"""A delete view for what may be in use: the model refuses, and the reason is said."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import quote
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail.admin.views.generic import DeleteView


class RefusableDeleteView(DeleteView):
    """Deletes, or leads back to the form with the reason why not: the `ValidationError` of the model's ``delete()``."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Try it."""
        try:
            done: HttpResponse = super().form_valid(form)
        except ValidationError as refusal:
            messages.error(self.request, " ".join(refusal.messages))
            return redirect(self.edit_url_name, quote(self.object.pk))
        return done
