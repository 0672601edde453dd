"""The table of commands: menus, shortcuts, tool tips and the sheet of keys are drawn from it."""

from __future__ import annotations

from enum import StrEnum

from mjdesk.domain.frozen import dataclass
from mjdesk.views.language import mark, mark_as, tr, tr_as


class Scope(StrEnum):
    """Where a command's key is heard."""

    WINDOW = "window"
    GALLERY = "gallery"
    """While the gallery or the viewer has the focus."""


class Group(StrEnum):
    """Where a command stands in the sheet of keys; the value is its name in English."""

    CREATE = mark_as("group of keys", "Create")
    LOOK = mark_as("group of keys", "Look")
    FIND = mark_as("group of keys", "Find")
    PAGE = mark_as("group of keys", "Page")
    ACTIONS = mark_as("group of keys", "Actions")
    RATE = mark_as("group of keys", "Rate")
    HAND_OVER = mark_as("group of keys", "Hand over")
    KEEP = mark_as("group of keys", "Keep")
    PROGRAM = mark_as("group of keys", "Program")
    VIEWER = mark_as("group of keys", "In the viewer")
    FILM = mark_as("group of keys", "A film in the viewer")
    AREA = mark_as("group of keys", "Repaint an area")

    @property
    def words(self) -> str:
        """The name in the person's language."""
        return tr_as("group of keys", self.value)


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a person can tell the window."""

    id: str
    text: str
    """Marked words in English; screens show `words`."""
    keys: tuple[str, ...]
    """Portable key texts; the first is shown."""
    group: Group
    scope: Scope = Scope.WINDOW
    icon: str = ""
    number: int = 0
    """Of the picture, where the words name one."""

    @property
    def words(self) -> str:
        """What the command does, in the person's language."""
        return tr(self.text, n=self.number) if self.number else tr(self.text)


_STARS = (
    mark("No stars"),
    mark("1 star"),
    mark("2 stars"),
    mark("3 stars"),
    mark("4 stars"),
    mark("5 stars"),
)
COMMANDS: tuple[Command, ...] = (
    Command("prompt", mark("Write a prompt"), ("/",), Group.CREATE, icon="pencil"),
    Command("create", mark("Create"), ("Ctrl+Return", "Ctrl+Enter"), Group.CREATE, icon="sparkles"),
    Command("create-keep", mark("Create and keep the text"), ("Ctrl+Shift+Return",), Group.CREATE),
    Command("reuse", mark("Use this prompt again"), ("Ctrl+Shift+P",), Group.CREATE, icon="corner-down-left"),
    Command("grid", mark("Gallery"), ("G",), Group.LOOK, Scope.GALLERY, "layout-grid"),
    Command("view", mark("Open the picture"), ("E",), Group.LOOK, Scope.GALLERY, "maximize-2"),
    Command("quick", mark("Quick look"), ("Space",), Group.LOOK, Scope.GALLERY),
    Command("pixels", mark("Every pixel"), ("Z",), Group.LOOK, Scope.GALLERY),
    Command("well", mark("Next ground around the picture"), ("Shift+L",), Group.LOOK, Scope.GALLERY),
    Command("inspector", mark("Inspector"), ("I",), Group.LOOK, Scope.GALLERY, "panel-right"),
    Command("panels", mark("Side panels"), ("Tab",), Group.LOOK, Scope.GALLERY, "panel-left"),
    Command("search", mark("Search"), ("Ctrl+F",), Group.FIND, icon="search"),
    Command("mode-imagine", mark("Imagine"), ("Ctrl+1",), Group.PAGE, icon="sparkles"),
    Command("mode-blend", mark("Blend pictures"), ("Ctrl+2",), Group.PAGE, icon="blend"),
    Command("mode-describe", mark("Describe a picture"), ("Ctrl+3",), Group.PAGE, icon="scan-eye"),
    Command("mode-swap-face", mark("Swap a face"), ("Ctrl+4",), Group.PAGE, icon="scan-face"),
    Command("mode-shorten", mark("Shorten a prompt"), ("Ctrl+5",), Group.PAGE, icon="text-cursor"),
    *(
        Command(
            f"upscale-{n}", mark("Upscale picture {n}"), (f"Alt+{n}",), Group.ACTIONS, icon="expand", number=n
        )
        for n in range(1, 5)
    ),
    *(
        Command(
            f"vary-{n}",
            mark("Vary picture {n}"),
            (f"Alt+Shift+{n}",),
            Group.ACTIONS,
            icon="shuffle",
            number=n,
        )
        for n in range(1, 5)
    ),
    Command("region", mark("Repaint an area"), ("M",), Group.ACTIONS, Scope.GALLERY, "brush"),
    Command("remix", mark("Vary with other words"), ("W",), Group.ACTIONS, Scope.GALLERY, "shuffle"),
    Command("animate", mark("Animate"), ("A",), Group.ACTIONS, Scope.GALLERY, "film"),
    Command("edit", mark("Edit with words"), ("Shift+E",), Group.ACTIONS, Scope.GALLERY, "wand-sparkles"),
    Command("reroll", mark("Reroll"), ("Ctrl+Shift+R",), Group.ACTIONS, icon="refresh-cw"),
    *(
        Command(f"rate-{n}", stars, (str(n),), Group.RATE, Scope.GALLERY, "star")
        for n, stars in enumerate(_STARS)
    ),
    Command("copy", mark("Copy picture"), ("Ctrl+C",), Group.HAND_OVER, Scope.GALLERY, "copy"),
    Command("copy-prompt", mark("Copy prompt"), ("Ctrl+Shift+C",), Group.HAND_OVER, icon="text-cursor"),
    Command("save", mark("Save as"), ("Ctrl+S", "Ctrl+Shift+E"), Group.HAND_OVER, icon="folder-down"),
    Command("folder", mark("Show in folder"), ("Ctrl+R",), Group.HAND_OVER, Scope.GALLERY, "folder-open"),
    Command("upload", mark("Upload pictures"), ("Ctrl+U",), Group.HAND_OVER, icon="upload"),
    Command("albums", mark("Add to a collection"), ("B",), Group.KEEP, Scope.GALLERY, "folder-plus"),
    Command("trash", mark("Move to the trash"), ("Del",), Group.KEEP, Scope.GALLERY, "trash-2"),
    Command("undo", mark("Undo"), ("Ctrl+Z",), Group.KEEP, Scope.GALLERY, "undo-2"),
    Command("queue", mark("Queue"), ("Ctrl+J",), Group.PROGRAM, icon="list"),
    Command("spending", mark("Spending"), ("Ctrl+Shift+M",), Group.PROGRAM, icon="wallet"),
    Command("settings", mark("Settings"), ("Ctrl+,",), Group.PROGRAM, icon="settings"),
    Command("keys", mark("Keys"), ("?", "F1"), Group.PROGRAM, icon="keyboard"),
    Command("quit", mark("Quit"), ("Ctrl+Q",), Group.PROGRAM, icon="log-out"),
)


def command(command_id: str) -> Command:
    """A command by its id; KeyError when there is none."""
    for candidate in COMMANDS:
        if candidate.id == command_id:
            return candidate
    raise KeyError(command_id)


def key_text(keys: str) -> str:
    """How a key is written for people: `Ctrl ⏎`, `Del`."""
    return keys.replace("Return", "⏎").replace("+", " ") if keys != "+" else keys
