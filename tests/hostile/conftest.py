"""The screens of this folder stand on the same library and theme as those of tests/views."""

from tests.views.conftest import theme, world_of

__all__ = ["theme", "world_of"]
