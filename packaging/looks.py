"""Keeps the rendered screens as the pictures that `tests/test_looks.py` compares with (`make looks`)."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "tests" / "looks"


def main() -> None:
    """Renders all screens anew; look at each before committing it."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "tests.support.looks", folder], cwd=ROOT, check=True)
        for source in sorted(Path(folder).glob("*.png")):
            target = KEPT / f"{source.stem}.webp"
            with Image.open(source) as picture:
                picture.convert("RGB").save(target, quality=82, method=6)
            print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
