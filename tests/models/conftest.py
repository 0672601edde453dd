"""The scope and the store of one test."""

from __future__ import annotations

import pytest

from tests.support.behind_models import FeedOfTest, ImagesOfTest, ScopeNow, StoreOfTest

__all__ = ["FeedOfTest", "ScopeNow", "StoreOfTest"]


@pytest.fixture
def scope() -> ScopeNow:
    return ScopeNow()


@pytest.fixture
def store() -> StoreOfTest:
    return StoreOfTest()


@pytest.fixture
def images() -> ImagesOfTest:
    return ImagesOfTest()
