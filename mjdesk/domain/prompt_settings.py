"""What the compose panel's controls say, and how that meets what the text says: the text always wins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain.frozen import dataclass
from mjdesk.domain.prompt import written_value

if TYPE_CHECKING:
    from mjdesk.domain.prompt import FlagValue, Prompt

_DEFAULTS = {"aspect": "1:1", "stylize": "100", "chaos": "0", "weird": "0"}


@dataclass(frozen=True, slots=True)
class PromptSettings:
    """What the compose panel's controls say; None and empty mean "leave it to Midjourney"."""

    version: str = ""
    """As `ParameterTable.versions()` has it: `8.2`, `niji 7`. Empty: do not pin one."""
    aspect: tuple[int, int] | None = None
    stylize: int | None = None
    chaos: int | None = None
    weird: int | None = None
    seed: int | None = None
    no: tuple[str, ...] = ()
    raw: bool = False
    tile: bool = False

    @property
    def is_niji(self) -> bool:
        """Whether the bot type is NIJI_JOURNEY."""
        return self.version.startswith("niji")


def stated(prompt: Prompt) -> frozenset[str]:
    """Names of the `PromptSettings` fields that the text itself decides, so that the panel can say so."""
    names = ("aspect", "stylize", "chaos", "weird", "seed", "no", "raw", "tile")
    found = {name for name in names if prompt.has(name)}
    return frozenset(found | {"version"} if prompt.version() is not None else found)


def settled(prompt: Prompt, defaults: PromptSettings) -> PromptSettings:
    """What holds in the end: the text where it speaks, the panel elsewhere."""
    said = stated(prompt)
    return PromptSettings(
        version=prompt.version() or defaults.version,
        aspect=prompt.aspect() if "aspect" in said else defaults.aspect,
        stylize=prompt.stylize() if "stylize" in said else defaults.stylize,
        chaos=prompt.chaos() if "chaos" in said else defaults.chaos,
        weird=prompt.weird() if "weird" in said else defaults.weird,
        seed=prompt.seed() if "seed" in said else defaults.seed,
        no=prompt.no() if "no" in said else defaults.no,
        raw=prompt.raw() or defaults.raw,
        tile=prompt.tile() or defaults.tile,
    )


def effective(prompt: Prompt, defaults: PromptSettings) -> Prompt:
    """The prompt to send: the panel's settings become flags unless the text states its own.

    The version is always written, because Midjourney moves its default without notice; a setting that equals
    Midjourney's default is not, because gateways that match by text strip it (parameters.md 4.5).
    Of a prompt with alternatives only what stands outside the braces is seen: expand first.
    """
    said = stated(prompt)
    wanted: tuple[tuple[str, FlagValue], ...] = (
        ("aspect", defaults.aspect),
        ("chaos", defaults.chaos),
        ("stylize", defaults.stylize),
        ("weird", defaults.weird),
        ("raw", defaults.raw),
        ("tile", defaults.tile),
        ("seed", defaults.seed),
        ("no", defaults.no or None),
    )
    for name, value in wanted:
        is_default = written_value(value) == _DEFAULTS.get(name)
        # By identity: 0 equals False, and `--s 0` or `--seed 0` is a wish.
        if name not in said and not is_default and value is not None and value is not False:
            prompt = prompt.with_flag(name, value)
    if "version" in said or not defaults.version:
        return prompt
    return prompt.with_flag(*_version_flag(defaults.version))


def with_version(prompt: Prompt, version: str) -> Prompt:
    """The prompt for this model, as `ParameterTable` calls it; `--v` and `--niji` replace each other."""
    return prompt.with_flag(*_version_flag(version))


def _version_flag(version: str) -> tuple[str, str]:
    return (
        ("niji", version.removeprefix("niji").strip()) if version.startswith("niji") else ("version", version)
    )
