"""The packages of Windows (an installer by Inno Setup, a ZIP) and of macOS (an app in a disk image).

They are made on their own systems, by the workflow; packaging/README.md says what was proved.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from bundling.project import NAME, ROOT, TITLE, summary, version

APP = f"{TITLE}.app"
_ISCC = ("iscc", r"C:\Program Files (x86)\Inno Setup 6\ISCC.exe", r"C:\Program Files\Inno Setup 6\ISCC.exe")


def packages(bundle: Path, made: Path, work: Path, target: Path) -> list[Path]:
    """Whatever this system's people install."""
    return _for_windows(bundle, made, target) if sys.platform == "win32" else _for_mac(bundle, work, target)


def windows_version() -> str:
    """The resource that Windows shows in a program's properties."""
    numbers = ", ".join([*version().split("+")[0].split("."), "0", "0", "0"][:4])
    fields = {
        "CompanyName": "MJ Desk contributors",
        "FileDescription": TITLE,
        "FileVersion": version(),
        "InternalName": NAME,
        "LegalCopyright": "MIT License",
        "OriginalFilename": f"{NAME}.exe",
        "ProductName": TITLE,
        "ProductVersion": version(),
        "Comments": summary(),
    }
    strings = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in fields.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers=({numbers}), prodvers=({numbers})), kids=["
        f"StringFileInfo([StringTable('040904B0', [{strings}])]), "
        "VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )


def _for_windows(bundle: Path, made: Path, target: Path) -> list[Path]:
    name = f"{NAME}-{version()}-windows-x64"
    archive = shutil.make_archive(str(target / name), "zip", bundle.parent, bundle.name)
    compiler = next((found for one in _ISCC if (found := shutil.which(one))), None)
    if compiler is None:
        print("no Inno Setup here, so no installer was made")
        return [Path(archive)]
    subprocess.run(
        [
            compiler,
            "/Q",
            f"/DVersion={version()}",
            f"/DBundle={bundle}",
            f"/DMade={made}",
            f"/O{target}",
            f"/F{name}-setup",
            str(ROOT / "packaging" / "windows" / f"{NAME}.iss"),
        ],
        check=True,
    )
    return [target / f"{name}-setup.exe", Path(archive)]


def _for_mac(app: Path, work: Path, target: Path) -> list[Path]:
    """A disk image with the app and a place to drag it to; signed where there is a name for it."""
    identity = os.environ.get("MJDESK_SIGN_AS", "-")
    entitlements = ROOT / "packaging" / "macos" / "entitlements.plist"
    subprocess.run(
        [
            *("codesign", "--force", "--deep", "--options", "runtime", "--sign", identity),
            *("--entitlements", str(entitlements), str(app)),
        ],
        check=True,
    )
    folder = work / "image"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copytree(app, folder / APP, symlinks=True)
    (folder / "Applications").symlink_to("/Applications")
    image = target / f"{NAME}-{version()}-macos-{platform.machine()}.dmg"
    subprocess.run(
        [
            *("hdiutil", "create", "-quiet", "-volname", TITLE, "-srcfolder", str(folder)),
            *("-ov", "-format", "ULMO", str(image)),
        ],
        check=True,
    )
    if profile := os.environ.get("MJDESK_NOTARY_PROFILE"):
        subprocess.run(
            ["xcrun", "notarytool", "submit", str(image), "--keychain-profile", profile, "--wait"], check=True
        )
        subprocess.run(["xcrun", "stapler", "staple", str(image)], check=True)
    return [image]
