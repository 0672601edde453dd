"""Makes the Debian package from the bundle."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from bundling.elf import is_library, needs
from bundling.project import IDENTIFIER, NAME, ROOT, TITLE, summary, version
from bundling.system_libraries import GLIBC, debian_packages

LINUX = ROOT / "packaging" / "linux"
HOME = Path("usr/lib") / NAME
_RECOMMENDS = (
    "ca-certificates",
    "fonts-noto-cjk | fonts-wqy-microhei | fonts-droid-fallback",
    "xdg-desktop-portal",
)
_MAINTAINER = "MJ Desk contributors <noreply@localhost>"


def depends(bundle: Path) -> list[str]:
    """What the package needs of a system, read from the libraries themselves."""
    inside = {path.name for path in bundle.rglob("*")}
    glibc = (0, 0)
    wanted: set[str] = set()
    for path in bundle.rglob("*"):
        if path.is_file() and not path.is_symlink() and is_library(path):
            found = needs(path)
            glibc = max(glibc, found.glibc)
            wanted |= {name for name in found.libraries if name not in inside and name not in GLIBC}
    return [f"libc6 (>= {glibc[0]}.{glibc[1]})", *debian_packages(wanted)]


def architecture() -> str:
    return subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, check=True, text=True
    ).stdout.strip()


def make_package(bundle: Path, made: Path, work: Path, target: Path, made_at: int) -> Path:
    """Writes `mjdesk_VERSION_ARCHITECTURE.deb` into the target folder and returns it."""
    root = work / "deb"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(bundle, root / HOME, symlinks=True)
    _link(root / "usr/bin" / NAME, f"../lib/{NAME}/{NAME}")
    _link(root / "usr/bin" / f"{NAME}-cli", f"../lib/{NAME}/{NAME}")
    _copy(LINUX / f"{NAME}.desktop", root / "usr/share/applications" / f"{NAME}.desktop")
    _copy(LINUX / f"{IDENTIFIER}.metainfo.xml", root / "usr/share/metainfo" / f"{IDENTIFIER}.metainfo.xml")
    icons = root / "usr/share/icons/hicolor"
    for drawing in sorted((made / "icons").glob("*.png")):
        _copy(drawing, icons / f"{drawing.stem}x{drawing.stem}" / "apps" / f"{NAME}.png")
    _copy(ROOT / "resources/app" / f"{NAME}.svg", icons / "scalable/apps" / f"{NAME}.svg")
    _copy(made / "resources" / "NOTICES.txt", root / "usr/share/doc" / NAME / "NOTICES.txt")
    _copy(ROOT / "LICENSE", root / "usr/share/doc" / NAME / "copyright")
    control = root / "DEBIAN"
    control.mkdir()
    size = sum(path.lstat().st_size for path in root.rglob("*") if path.is_file()) // 1024
    (control / "control").write_text(_control(bundle, size), encoding="utf-8")
    _copy(LINUX / "debian" / "postrm", control / "postrm")
    (control / "postrm").chmod(0o755)
    _settle(root, made_at)
    package = target / f"{NAME}_{version()}_{architecture()}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(package)],
        check=True,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"SOURCE_DATE_EPOCH": str(made_at)},
    )
    return package


def _control(bundle: Path, size: int) -> str:
    return "\n".join(
        [
            f"Package: {NAME}",
            f"Version: {version()}",
            f"Architecture: {architecture()}",
            f"Maintainer: {_MAINTAINER}",
            f"Installed-Size: {size}",
            f"Depends: {', '.join(depends(bundle))}",
            f"Recommends: {', '.join(_RECOMMENDS)}",
            "Section: graphics",
            "Priority: optional",
            f"Description: {summary()}",
            f" {TITLE} sends prompts to a gateway of your choice, follows what becomes of them, brings the",
            " pictures home and keeps them in a library on this machine. A built-in gateway that paints by",
            " itself lets you try everything without an account.",
            "",
        ]
    )


def _settle(root: Path, made_at: int) -> None:
    """Plain rights and one date, so that the same sources make the same package."""
    for path in sorted(root.rglob("*"), reverse=True):
        if not path.is_symlink():
            executable = path.is_dir() or os.access(path, os.X_OK)
            path.chmod(0o755 if executable else 0o644)
        os.utime(path, (made_at, made_at), follow_symlinks=False)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _link(place: Path, to: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(to)
