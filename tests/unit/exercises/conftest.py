"""The shipped content, read once."""

import pytest
from hypothesis import settings

from exercises.catalogue import Catalogue

settings.register_profile("untimed", deadline=None)  # a slow machine is no fault of the content
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load()
