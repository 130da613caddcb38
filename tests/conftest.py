"""Settings for all tests."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from converter.model import Document
from tests.helpers import SOURCES, seed

# The same examples on every machine and every day: a red build is never luck.
settings.register_profile(
    "tiaowen", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("tiaowen")


@pytest.fixture(scope="session")
def seeds() -> dict[str, Document]:
    """The five documents of `sources/`, by file name."""
    return {path.name: seed(path.name) for path in sorted(SOURCES.glob("*.txt"))}
