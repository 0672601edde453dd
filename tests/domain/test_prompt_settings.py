from __future__ import annotations

from mjdesk.domain.prompt import parse
from mjdesk.domain.prompt_settings import PromptSettings, effective, settled, stated, with_version


def test_the_text_wins_over_the_panel() -> None:
    panel = PromptSettings(
        version="8.2",
        aspect=(16, 9),
        stylize=300,
        chaos=0,
        weird=50,
        seed=7,
        no=("text",),
        raw=True,
        tile=False,
    )
    prompt = parse("castle --ar 4:5 --niji 7 --no people")
    assert stated(prompt) == {"aspect", "version", "no"}
    sent = effective(prompt, panel)
    assert str(sent) == "castle --ar 4:5 --niji 7 --no people --s 300 --weird 50 --raw --seed 7"
    shown = settled(prompt, panel)
    assert shown.aspect == (4, 5)
    assert (shown.version, shown.is_niji, shown.no, shown.stylize) == ("niji 7", True, ("people",), 300)
    assert effective(sent, panel) == sent


def test_the_version_is_always_written() -> None:
    assert str(effective(parse("castle"), PromptSettings(version="8.2"))) == "castle --v 8.2"
    assert str(effective(parse("castle"), PromptSettings(version="niji 7"))) == "castle --niji 7"
    assert str(effective(parse("castle --v 7"), PromptSettings(version="8.2"))) == "castle --v 7"
    assert str(effective(parse("castle"), PromptSettings())) == "castle"


def test_what_equals_the_default_is_not_written() -> None:
    panel = PromptSettings(aspect=(1, 1), stylize=100, chaos=0, weird=0)
    assert str(effective(parse("castle"), panel)) == "castle"


def test_one_model_replaces_another() -> None:
    assert str(with_version(parse("castle --v 7 --ar 1:1"), "niji 7")) == "castle --ar 1:1 --niji 7"
    assert str(with_version(parse("castle --niji --ar 1:1"), "8.2")) == "castle --ar 1:1 --v 8.2"
