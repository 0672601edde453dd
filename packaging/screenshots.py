"""Copies the pictures of a tour that README.md shows into resources/screenshots (`make screenshots`).

    python packaging/screenshots.py TOUR_DIRECTORY

README.md decides: a picture is copied because it is shown there. Its name without the ending is the tour's;
another ending means another format, which keeps the repository small. `08-family.zh_CN.webp` is of a tour in
Chinese, which lies in TOUR_DIRECTORY.zh_CN.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
SHOWN = re.compile(r"resources/screenshots/([\w.-]+\.(?:png|webp|jpg))")
QUALITY = 88


def main() -> None:
    """Copies what is shown, and says so when the tour has no such picture."""
    tour = Path(sys.argv[1])
    shown = sorted(set(SHOWN.findall((ROOT / "README.md").read_text(encoding="utf-8"))))
    if not shown:
        sys.exit("README.md shows no picture of resources/screenshots")
    for name in shown:
        stem, _, language = name.rpartition(".")[0].partition(".")
        folder = tour.with_name(f"{tour.name}.{language}") if language else tour
        source = folder / f"{stem}.png"
        if not source.is_file():
            sys.exit(f"README.md shows {name}, but no tour made {source}")
        target = ROOT / "resources" / "screenshots" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with Image.open(source) as picture:
            picture.convert("RGB").save(target, optimize=True, quality=QUALITY)
        print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
