"""The repository itself: what lies at its top, what its locks promise, what must never be written into it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted((ROOT / "packaging" / "requirements").glob("*.lock"))
AT_THE_TOP = {
    *("ARCHITECTURE.md", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "pyproject.toml"),
    *("mjdesk", "packaging", "resources", "tests"),
}
MEBIBYTE = 1 << 20

if not (ROOT / ".git").exists():
    pytest.skip("this is not a checkout", allow_module_level=True)


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git knows and that is there."""
    answer = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    return tuple(path for name in answer.stdout.split("\0") if name and (path := ROOT / name).is_file())


def text_of(path: Path) -> str:
    """The text of a tracked file; nothing for pictures and fonts."""
    data = path.read_bytes()
    return "" if b"\0" in data else data.decode("utf-8")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# What lies where


def test_the_top_level_holds_only_what_belongs_there() -> None:
    top = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert {name for name in top if not name.startswith(".")} <= AT_THE_TOP


def test_no_file_is_large() -> None:
    large = [name_of(path) for path in tracked() if path.stat().st_size > MEBIBYTE]
    assert [name for name in large if not name.startswith("resources/fonts/")] == []


def test_what_can_be_run_says_so() -> None:
    answer = subprocess.run(
        ["git", "ls-files", "--stage", ".ci/run", "packaging/linux/*.sh"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    lines = answer.stdout.splitlines()
    assert len(lines) >= 3
    assert [line for line in lines if not line.startswith("100755")] == []


def test_the_check_of_a_change_is_make_test_and_nothing_else() -> None:
    commands = [line for line in text_of(ROOT / ".ci/run").splitlines() if line and not line.startswith("#")]
    assert commands[-1] == "exec make test"
    assert all(line.startswith(("set ", "cd ", "exec ")) for line in commands)


# What must never be written down

REGISTRIES = ["pypi" + ".org", "python" + "hosted", "npmjs" + ".org", "npmjs" + ".com", "simple" + "/pyside6"]
MACHINE_PATHS = ["/" + "root/", "/" + "work/", "/" + "home/", r"C:" + "\\\\Users", "/" + "tmp/"]


@pytest.mark.parametrize("word", REGISTRIES)
def test_no_file_names_a_registry(word: str) -> None:
    assert [name_of(path) for path in tracked() if word in text_of(path)] == []


@pytest.mark.parametrize("start", MACHINE_PATHS)
def test_no_file_holds_a_path_of_one_machine(start: str) -> None:
    pattern = re.compile(r"(?<![\w.}~)*-])" + re.escape(start) + r"\w")
    assert [name_of(path) for path in tracked() if pattern.search(text_of(path))] == []


def test_no_file_holds_a_key() -> None:
    looks_like_a_key = re.compile(r"\bsk-[A-Za-z0-9]{32,}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----|\bghp_\w{30,}")
    assert [name_of(path) for path in tracked() if looks_like_a_key.search(text_of(path))] == []


# What the locks promise


def pins(lock: Path) -> list[tuple[str, str, str]]:
    """The name, the version and the rest of each pin: its marker and its hashes."""
    blocks = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())
    found = [re.match(r"([\w.-]+)==(\S+)([\s\S]*)", block) for block in blocks]
    assert None not in found, f"{lock.name} holds something else than pins"
    return [(match[1], match[2], match[3]) for match in found if match]


def test_there_are_locks() -> None:
    assert {lock.stem for lock in LOCKS} == {"build", "dev", "runtime", "tools"}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_has_hashes_and_no_address(lock: Path) -> None:
    assert [name for name, _, rest in pins(lock) if not re.search(r"--hash=sha256:[0-9a-f]{64}", rest)] == []
    assert not re.search(
        r"://|^\s*-(?:i|f|-index-url|-extra-index-url|-find-links)\b", lock.read_text("utf-8"), re.M
    )


def test_the_locks_agree_with_each_other() -> None:
    versions: dict[str, set[frozenset[str]]] = {}
    for lock in LOCKS:
        held: dict[str, set[str]] = {}
        for name, version, _ in pins(lock):
            held.setdefault(name, set()).add(version)
        for name, found in held.items():
            versions.setdefault(name, set()).add(frozenset(found))
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_the_locks_hold_everything_that_is_asked_for() -> None:
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))
    groups = project["dependency-groups"]
    asked = {
        "runtime": project["project"]["dependencies"],
        "build": groups["build"],
        "dev": [*project["project"]["dependencies"], *groups["build"], *groups["dev"]],
        "tools": groups["tools"],
    }
    for lock in LOCKS:
        held = {name for name, _, _ in pins(lock)}
        wanted = {
            re.split(r"[\[<>=!~ ]", line)[0].lower().replace("_", "-")
            for line in asked[lock.stem]
            if isinstance(line, str)
        }
        assert wanted <= held, f"run `make lock`: {lock.stem} lacks {wanted - held}"


def test_qt_is_pinned_to_the_last_version_that_keeps_its_references() -> None:
    for lock in LOCKS:
        for name, version, _ in pins(lock):
            if name in {"pyside6-essentials", "shiboken6"}:
                assert version == "6.11.3", "6.12.0 aborts on Python 3.11 (platform.md 0)"


@pytest.mark.skipif(sys.platform == "win32", reason="the Makefile is for Linux and macOS")
def test_the_makefile_says_what_it_can_do() -> None:
    answer = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, check=True, text=True)
    named = {line.split()[1] for line in answer.stdout.splitlines() if line.startswith("  make")}
    assert named >= {"run", "test", "check", "bench", "screenshots", "lock", "clean", "help"}


def test_the_changelog_speaks_of_what_is_coming() -> None:
    headings = re.findall(r"^## \[(.+?)\]", text_of(ROOT / "CHANGELOG.md"), re.M)
    assert headings
    assert headings[0] == "Unreleased"
