"""Gathers what the program says for those who translate it, and compiles what they wrote.

    python packaging/words.py gather     bring resources/i18n/*.po in step with the sources (`make words`)
    python packaging/words.py compile    make .qm files of them, beside them, for a start from source

Babel reads the sources, because Qt's own `lupdate` knows no functions outside classes and no plural in the
sources. `lrelease` reads Babel's format and makes what Qt loads.
"""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).resolve().parent.parent
I18N = ROOT / "resources" / "i18n"
SPEAKING = ("mjdesk/views", "mjdesk/app.py")
"""Where people are spoken to."""
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "tr": None,
    "mark": None,
    "tr_as": ((1, "c"), 2),
    "mark_as": ((1, "c"), 2),
    "tr_count": (1, 2),
}
"""The functions of `mjdesk/views/language.py`, as Babel wants them told."""
_WIDTH = 100


def languages() -> list[str]:
    """Those that are translated, by the names of their files."""
    return sorted(path.stem for path in I18N.glob("*.po"))


def compile_all(target: Path = I18N) -> list[Path]:
    """Makes `mjdesk_LANGUAGE.qm` in `target` of each language; SystemExit with what `lrelease` disliked."""
    target.mkdir(parents=True, exist_ok=True)
    return [
        compile_one(I18N / f"{language}.po", target / f"mjdesk_{language}.qm") for language in languages()
    ]


def compile_one(source: Path, compiled: Path) -> Path:
    """Makes one file for Qt of one file of a translator."""
    done = subprocess.run(
        (_lrelease(), _below_root(source), "-qm", _below_root(compiled)),
        capture_output=True,
        check=False,
        cwd=ROOT,
        errors="replace",
    )
    if done.returncode or not compiled.exists():
        sys.exit(f"{source.name} could not be compiled: {done.stdout}{done.stderr}")
    return compiled


def _below_root(path: Path) -> Path:
    """As seen from ROOT: on Windows `lrelease` finds no folder whose name the code page lacks."""
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


def _lrelease() -> Path:
    import PySide6

    home = Path(PySide6.__file__).parent
    names = ("lrelease.exe", "lrelease", "Qt/libexec/lrelease")
    found = next((home / name for name in names if (home / name).is_file()), None)
    return found or sys.exit("PySide6 brings no lrelease here, so no translation can be compiled")


def gather() -> None:
    """Rewrites each .po: new words come in empty, words that nobody says any more go."""
    found = gathered()
    for language in languages():
        path = I18N / f"{language}.po"
        kept = read(path)
        kept.update(found, no_fuzzy_matching=True)
        kept.obsolete.clear()
        path.write_bytes(written(kept))
        missing = sum(not _is_said(message) for message in kept if message.id)
        print(f"{path.relative_to(ROOT)}: {len(kept)} sentences, {missing} to be translated")


def gathered() -> Catalog:
    """Every sentence of the sources, in the order of modules."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import extract_from_file

    catalog = Catalog(project="MJ Desk", charset="utf-8")
    for source in _sources():
        name = source.relative_to(ROOT).as_posix()
        for _, message, comments, context in extract_from_file(
            "python", source, keywords=KEYWORDS, comment_tags=("words:",), strip_comment_tags=True
        ):
            catalog.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    return catalog


def read(path: Path) -> Catalog:
    """One language's words."""
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        catalog = read_po(file, locale=path.stem)
    catalog.header_comment = "# The words of MJ Desk."
    catalog.fuzzy = False
    return catalog


def written(catalog: Catalog) -> bytes:
    """As the file holds it: without blanks to fill in, and without what would change with every commit."""
    from babel.messages.pofile import write_po

    target = io.BytesIO()
    write_po(target, catalog, width=_WIDTH, omit_header=False, include_lineno=False)
    unsteady = (b'"POT-Creation-Date:', b'"PO-Revision-Date:', b'"Generated-By:')
    unknown = (b'"Project-Id-Version:', b'"Report-Msgid-Bugs-To:', b'"Last-Translator:', b'"Language-Team:')
    lines = target.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(unsteady + unknown))


def _sources() -> list[Path]:
    found: list[Path] = []
    for place in SPEAKING:
        path = ROOT / place
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return found


def _is_said(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def main() -> None:
    match sys.argv[1:]:
        case ["gather"]:
            gather()
        case ["compile"]:
            compile_all()
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
