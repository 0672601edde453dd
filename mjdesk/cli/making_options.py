"""What may be typed for films, edits and answers; nothing here needs the program itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mjdesk.domain.request import BATCH_SIZES

if TYPE_CHECKING:
    from argparse import ArgumentParser


def add_film_options(parser: ArgumentParser) -> None:
    parser.add_argument("picture", help="a file, or a task: of a picture, or of a film that is to go on")
    parser.add_argument("--out", type=Path, required=True, help="folder for the films")
    parser.add_argument("--prompt", default="", help="what happens in it")
    parser.add_argument("--motion", choices=["low", "high"], default="low", help="how much moves")
    parser.add_argument("--loop", action="store_true", help="it ends where it begins")
    parser.add_argument("--end", metavar="FILE", default="", help="the picture that it ends with")
    parser.add_argument(
        "--count", type=int, choices=BATCH_SIZES, default=1, help="how many (default: %(default)s)"
    )
    parser.add_argument("--tile", type=int, choices=range(1, 5), default=1, help="which picture, or film")


def add_edit_options(parser: ArgumentParser) -> None:
    parser.add_argument("picture", help="a file, or a task")
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--prompt", required=True, help="what it shall become")
    parser.add_argument("--mask", type=Path, help="PNG of its size: white is painted anew")
    parser.add_argument(
        "--retexture", action="store_true", help="what is where stays, what it is made of changes"
    )
    parser.add_argument("--tile", type=int, choices=range(1, 5), default=1, help="which picture of a sheet")


def add_answer_options(parser: ArgumentParser) -> None:
    parser.add_argument("task", help="id, or its beginning")
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--prompt", default="", help="the words (default: those that the gateway proposes)")
    parser.add_argument("--mask", type=Path, help="PNG for Vary Region: white is painted anew")
