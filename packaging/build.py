"""Builds what people install: `make package`, or `python packaging/build.py` on Windows and macOS.

    python packaging/build.py [--bundle-only] [--releases ADDRESS] [--no-measure]

It draws the icons, writes the notices, lets PyInstaller make a folder with the program in it (mjdesk.spec),
takes out of it what is not needed, and makes of that folder the packages of this system, with a bill of
materials and checksums. Everything lands in dist/; the way there is build/package/. It ends with the sizes,
and with status 1 when one is over its limit.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import words
from bundling import debian, elsewhere, portable, scrub
from bundling.bill import bill
from bundling.drawings import draw_all
from bundling.notices import notices
from bundling.project import NAME, ROOT, version
from bundling.system_parts import system_parts

if TYPE_CHECKING:
    from bundling.system_parts import SystemPart

WORK = ROOT / "build" / "package"
MADE = WORK / "made"
DIST = ROOT / "dist"
_COMPILED = {".dll", ".dylib", ".exe", ".pyd", ".so"}
IS_LINUX = sys.platform.startswith("linux")
MEGABYTE = 1_000_000
INSTALLED_LIMIT = 220.0
PACKAGE_LIMIT = 80.0
START_LIMIT = 1.3


def main() -> int:
    """Builds, measures, and says so."""
    options = _options()
    made_at = _moment()
    shutil.rmtree(WORK, ignore_errors=True)
    DIST.mkdir(exist_ok=True)
    for old in DIST.iterdir():
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    _say("words, drawings and notices")
    words.compile_all(MADE / "resources" / "i18n")
    draw_all(MADE)
    (MADE / "resources").mkdir(parents=True, exist_ok=True)
    _write(MADE / "resources" / "NOTICES.txt", notices([]))
    _write(MADE / "resources" / "origin.json", json.dumps({"releases": options.releases}) + "\n")
    if sys.platform == "win32":
        _write(MADE / "version.txt", elsewhere.windows_version())
    _say("the bundle")
    bundle = _freeze()
    parts = system_parts(_from_the_system())
    _write(_resources(bundle) / "NOTICES.txt", notices(parts))
    _write(MADE / "resources" / "NOTICES.txt", notices(parts))
    if IS_LINUX:
        _clean(bundle)
    made = [_bill_of(bundle, parts, made_at)]
    if not options.bundle_only:
        _say("the packages")
        made += _packages(bundle, made_at)
    _write(DIST / "SHA256SUMS", "".join(f"{_digest(path)}  {path.name}\n" for path in sorted(made)))
    return _report(bundle, made, measures=IS_LINUX and not options.no_measure)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Build the packages of this system.")
    parser.add_argument("--bundle-only", action="store_true", help="the folder, without packages of it")
    parser.add_argument("--no-measure", action="store_true", help="without comparing starts")
    parser.add_argument(
        "--releases",
        default=os.environ.get("MJDESK_RELEASES", ""),
        metavar="ADDRESS",
        help="the page that About links to for newer versions",
    )
    return parser.parse_args()


def _freeze() -> Path:
    """Lets PyInstaller work; the folder that it made (on macOS the app)."""
    import PyInstaller.__main__

    os.environ["MJDESK_MADE"] = str(MADE)
    os.environ["PYTHONHASHSEED"] = "0"
    PyInstaller.__main__.run(
        [
            *("--noconfirm", "--log-level", "WARN"),
            *("--distpath", str(WORK / "bundle"), "--workpath", str(WORK / "freeze")),
            str(ROOT / "packaging" / f"{NAME}.spec"),
        ]
    )
    if sys.platform == "darwin":
        return WORK / "bundle" / elsewhere.APP
    return WORK / "bundle" / NAME


def _resources(bundle: Path) -> Path:
    inside = "Contents/Resources" if sys.platform == "darwin" else "_internal"
    return bundle / inside / NAME / "resources"


def _from_the_system() -> list[Path]:
    """Libraries that were taken from this system, by PyInstaller's own list."""
    toc = WORK / "freeze" / NAME / "COLLECT-00.toc"
    if not IS_LINUX or not toc.exists():
        return []
    import ast

    entries = ast.literal_eval(toc.read_text(encoding="utf-8"))[0]
    homes = ("/lib/", "/usr/lib/", "/lib64/", "/usr/lib64/")
    return sorted({Path(source) for _, source, _ in entries if source.startswith(homes)})


def _clean(bundle: Path) -> None:
    """Strip, and take the build's own paths out."""
    from bundling.elf import is_library

    paths = scrub.build_paths()
    for path in sorted(bundle.rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        # The first file carries its archive behind its end; libraries of numpy and Pillow were moved about by
        # a tool whose results `strip` spoils.
        if (
            is_library(path)
            and path != bundle / NAME
            and path.parent.name not in {"numpy.libs", "pillow.libs"}
        ):
            scrub.strip(path)
        scrub.scrub(path, paths)


def _packages(bundle: Path, made_at: int) -> list[Path]:
    if IS_LINUX:
        archive = portable.make_archive(bundle, MADE, DIST, made_at)
        if shutil.which("dpkg-deb") is None:
            print("no dpkg-deb here, so no .deb was made")
            return [archive]
        return [debian.make_package(bundle, MADE, WORK, DIST, made_at), archive]
    return elsewhere.packages(bundle, MADE, WORK, DIST)


def _bill_of(bundle: Path, parts: list[SystemPart], made_at: int) -> Path:
    """Writes the bill of materials, with a digest of every library and program in the bundle."""
    compiled = [
        path
        for path in bundle.rglob("*")
        if path.is_file() and not path.is_symlink() and (path.suffix in _COMPILED or ".so." in path.name)
    ]
    target = DIST / f"{NAME}-{version()}-{_system()}.cdx.json"
    _write(target, bill(parts, {p.relative_to(bundle).as_posix(): _digest(p) for p in compiled}, made_at))
    return target


def _system() -> str:
    machine = "x64" if sys.platform == "win32" else platform.machine().lower()
    return f"{platform.system().lower().replace('darwin', 'macos')}-{machine}"


def _report(bundle: Path, made: list[Path], *, measures: bool) -> int:
    installed = sum(
        path.lstat().st_size for path in bundle.rglob("*") if path.is_file() and not path.is_symlink()
    )
    rows = [("installed", installed / MEGABYTE, INSTALLED_LIMIT, "MB")]
    for path in made:
        limit = PACKAGE_LIMIT if path.suffix != ".json" else float("inf")
        rows.append((path.name, path.stat().st_size / MEGABYTE, limit, "MB"))
    if measures:
        from bundling.start_time import compare

        packaged, source = compare(bundle / NAME)
        print(f"\nstart until the window is shown: packaged {packaged:.2f} s, from source {source:.2f} s")
        rows.append(("start, packaged : from source", packaged / source, START_LIMIT, "x"))
    print()
    for name, value, limit, unit in rows:
        allowed = f"at most {limit:g}" if limit != float("inf") else ""
        print(f"{name:<48}{value:8.2f} {unit:<3} {allowed:<14}{'' if value <= limit else 'TOO MUCH'}")
    return int(any(value > limit for _, value, limit, _ in rows))


def _moment() -> int:
    """When the last commit was made; the present where there is no git."""
    if stated := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(stated)
    try:
        answer = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, check=False, text=True
        )
    except OSError:
        return int(time.time())
    return int(answer.stdout.strip() or time.time()) if answer.returncode == 0 else int(time.time())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _say(words: str) -> None:
    print(f"== {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
