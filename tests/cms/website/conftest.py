"""What tests of the public pages share."""

import pytest

from lessons.vocabulary.labels import labels


@pytest.fixture(autouse=True)
def no_labels_of_another_test() -> None:
    """Labels are kept for a generation, and the next test's generations have the same numbers."""
    labels.cache_clear()
