"""The table of commands: menus, shortcuts, tool tips and the sheet of keys are drawn from it."""

from __future__ import annotations

from enum import StrEnum

from mjdesk.domain.frozen import dataclass


class Scope(StrEnum):
    """Where a command's key is heard."""

    WINDOW = "window"
    GALLERY = "gallery"
    """While the gallery or the viewer has the focus."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a person can tell the window."""

    id: str
    words: str
    keys: tuple[str, ...]
    """Portable key texts; the first is shown."""
    group: str
    scope: Scope = Scope.WINDOW
    icon: str = ""


COMMANDS: tuple[Command, ...] = (
    Command("prompt", "Write a prompt", ("/",), "Create", icon="pencil"),
    Command("create", "Create", ("Ctrl+Return", "Ctrl+Enter"), "Create", icon="sparkles"),
    Command("create-keep", "Create and keep the text", ("Ctrl+Shift+Return",), "Create"),
    Command("reuse", "Use this prompt again", ("Ctrl+Shift+P",), "Create", icon="corner-down-left"),
    Command("grid", "Gallery", ("G",), "Look", Scope.GALLERY, "layout-grid"),
    Command("view", "Open the picture", ("E",), "Look", Scope.GALLERY, "maximize-2"),
    Command("quick", "Quick look", ("Space",), "Look", Scope.GALLERY),
    Command("pixels", "Every pixel", ("Z",), "Look", Scope.GALLERY),
    Command("well", "Next ground around the picture", ("Shift+L",), "Look", Scope.GALLERY),
    Command("inspector", "Inspector", ("I",), "Look", Scope.GALLERY, "panel-right"),
    Command("panels", "Side panels", ("Tab",), "Look", Scope.GALLERY, "panel-left"),
    Command("search", "Search", ("Ctrl+F",), "Find", icon="search"),
    Command("mode-imagine", "Imagine", ("Ctrl+1",), "Page", icon="sparkles"),
    Command("mode-blend", "Blend pictures", ("Ctrl+2",), "Page", icon="blend"),
    Command("mode-describe", "Describe a picture", ("Ctrl+3",), "Page", icon="scan-eye"),
    Command("mode-swap-face", "Swap a face", ("Ctrl+4",), "Page", icon="scan-face"),
    Command("mode-shorten", "Shorten a prompt", ("Ctrl+5",), "Page", icon="text-cursor"),
    *(
        Command(f"upscale-{n}", f"Upscale picture {n}", (f"Alt+{n}",), "Actions", icon="expand")
        for n in range(1, 5)
    ),
    *(
        Command(f"vary-{n}", f"Vary picture {n}", (f"Alt+Shift+{n}",), "Actions", icon="shuffle")
        for n in range(1, 5)
    ),
    Command("region", "Repaint an area", ("M",), "Actions", Scope.GALLERY, "brush"),
    Command("remix", "Vary with other words", ("W",), "Actions", Scope.GALLERY, "shuffle"),
    Command("animate", "Animate", ("A",), "Actions", Scope.GALLERY, "film"),
    Command("edit", "Edit with words", ("Shift+E",), "Actions", Scope.GALLERY, "wand-sparkles"),
    Command("reroll", "Reroll", ("Ctrl+Shift+R",), "Actions", icon="refresh-cw"),
    *(
        Command(
            f"rate-{n}",
            "1 star" if n == 1 else f"{n} stars" if n else "No stars",
            (str(n),),
            "Rate",
            Scope.GALLERY,
            "star",
        )
        for n in range(6)
    ),
    Command("copy", "Copy picture", ("Ctrl+C",), "Hand over", Scope.GALLERY, "copy"),
    Command("copy-prompt", "Copy prompt", ("Ctrl+Shift+C",), "Hand over", icon="text-cursor"),
    Command("save", "Save as", ("Ctrl+S", "Ctrl+Shift+E"), "Hand over", icon="folder-down"),
    Command("folder", "Show in folder", ("Ctrl+R",), "Hand over", Scope.GALLERY, "folder-open"),
    Command("upload", "Upload pictures", ("Ctrl+U",), "Hand over", icon="upload"),
    Command("albums", "Add to a collection", ("B",), "Keep", Scope.GALLERY, "folder-plus"),
    Command("trash", "Move to the trash", ("Del",), "Keep", Scope.GALLERY, "trash-2"),
    Command("undo", "Undo", ("Ctrl+Z",), "Keep", Scope.GALLERY, "undo-2"),
    Command("queue", "Queue", ("Ctrl+J",), "Program", icon="list"),
    Command("spending", "Spending", ("Ctrl+Shift+M",), "Program", icon="wallet"),
    Command("settings", "Settings", ("Ctrl+,",), "Program", icon="settings"),
    Command("keys", "Keys", ("?", "F1"), "Program", icon="keyboard"),
    Command("quit", "Quit", ("Ctrl+Q",), "Program", icon="log-out"),
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
