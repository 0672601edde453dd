"""Roles have names, hints and reasons that read well."""

from __future__ import annotations

import pytest

from mjdesk.domain.picture import PictureRole
from mjdesk.domain.reference import ReferenceRole
from mjdesk.domain.task import TaskKind
from mjdesk.models.role_menu import Closed, RoleChoice
from mjdesk.views import reference_words
from tests.support.builders import a_picture, a_task


@pytest.mark.parametrize("role", ReferenceRole)
def test_each_role_has_its_words(role: ReferenceRole) -> None:
    assert reference_words.role_name(role).isalpha()
    assert reference_words.role_phrase(role).startswith(("A ", "An "))
    assert not reference_words.role_hint(role).endswith(".")
    assert bool(reference_words.weight_name(role)) is bool(role.weight_flag)


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (RoleChoice(ReferenceRole.STYLE, False), ""),
        (
            RoleChoice(ReferenceRole.CHARACTER, False, Closed.VERSION, needs="6.1"),
            "Character needs version 6.1",
        ),
        (
            RoleChoice(ReferenceRole.CHARACTER, False, Closed.VERSION, needs="niji 6"),
            "Character needs Niji 6",
        ),
        (RoleChoice(ReferenceRole.EDIT, False, Closed.VERSION), "No model takes edit references"),
        (RoleChoice(ReferenceRole.OMNI, False, Closed.FULL, most=1), "Only one omni reference"),
        (RoleChoice(ReferenceRole.EDIT, False, Closed.FULL, most=4), "Only four edit references"),
    ],
)
def test_a_closed_role_says_why(choice: RoleChoice, words: str) -> None:
    assert reference_words.why_closed(choice) == words


@pytest.mark.parametrize("role", [role for role in ReferenceRole if role.most])
def test_each_limit_has_its_words(role: ReferenceRole) -> None:
    number = ("no", "one", "two", "three", "four")[role.most]
    choice = RoleChoice(role, False, Closed.FULL, most=role.most)
    assert reference_words.why_closed(choice).startswith(f"Only {number} {role.value} reference")


@pytest.mark.parametrize(("weight", "text"), [(1.5, "1.5"), (100.0, "100"), (0.0, "0"), (0.25, "0.25")])
def test_weights_are_written_short(weight: float, text: str) -> None:
    assert reference_words.weight_text(weight) == text


@pytest.mark.parametrize(
    ("kind", "roles", "words"),
    [
        (TaskKind.IMAGINE, (PictureRole.INPUT, PictureRole.STYLE), ["Image", "Style"]),
        (TaskKind.IMAGINE, (PictureRole.EDIT_REFERENCE, PictureRole.MASK), ["Edit"]),
        (TaskKind.SWAP_FACE, (PictureRole.INPUT, PictureRole.INPUT), ["Face", "Target"]),
        (TaskKind.VIDEO, (PictureRole.INPUT,), ["Start"]),
        (TaskKind.BLEND, (PictureRole.INPUT, PictureRole.INPUT), ["", ""]),
        (TaskKind.INPAINT, (PictureRole.MASK,), []),
        (TaskKind.DESCRIBE, (PictureRole.INPUT,), []),
    ],
)
def test_what_a_wish_was_made_with(kind: TaskKind, roles: tuple[PictureRole, ...], words: list[str]) -> None:
    inputs = tuple(a_picture(f"{at}" * 64, role) for at, role in enumerate(roles))
    found = reference_words.inputs_of(a_task(kind=kind, inputs=inputs))
    assert [word for _, word in found] == words
