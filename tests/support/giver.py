"""`python -m tests.support.giver`: another program, whose pictures are dragged out, or lie on the clipboard.

Orders come one a line, as JSON: `{"give": "file", "what": [path]}` says what the next drag carries, and with
`"on": "clipboard"` puts it there. `give` is `file`, `web` (a page's address, its markup and the bitmap, as
browsers do), `link` (an address alone), `bitmap` or `text`. Each order is answered with `ready`.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QSocketNotifier, Qt, QUrl
from PySide6.QtGui import QDrag, QImage
from PySide6.QtWidgets import QApplication, QLabel
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent


def parcel(order: dict[str, Any]) -> QMimeData:
    """What the order asks for, as the programs of this world pack it."""
    mime = QMimeData()
    what = order.get("what", "")
    match order["give"]:
        case "file":
            mime.setUrls([QUrl.fromLocalFile(path) for path in what])
        case "web":
            mime.setUrls([QUrl("https://pictures.test/view?id=7")])
            mime.setHtml('<img src="https://pictures.test/view?id=7">')
            mime.setText("https://pictures.test/view?id=7")
            mime.setImageData(QImage(what))
        case "link":
            mime.setUrls([QUrl(what)])
            mime.setText(what)
        case "bitmap":
            mime.setImageData(QImage(what))
        case "text":
            mime.setText(what)
        case _:
            pass
    return mime


class Giver(QLabel):
    """A window full of one thing."""

    def __init__(self) -> None:
        super().__init__("drag me")
        self.order: dict[str, Any] = {"give": "nothing"}
        self._pressed = False

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = True

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed:
            self._pressed = False
            drag = QDrag(self)
            drag.setMimeData(parcel(self.order))
            drag.exec(Qt.DropAction.CopyAction)


def main() -> int:
    app = QApplication([])
    giver = Giver()
    giver.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
    giver.setGeometry(1300, 700, 130, 120)
    giver.show()

    def on_order() -> None:
        line = sys.stdin.readline()
        if not line:
            app.quit()
            return
        giver.order = json.loads(line)
        if giver.order.get("on") == "clipboard":
            app.clipboard().setMimeData(parcel(giver.order))
        sys.stdout.write("ready\n")
        sys.stdout.flush()

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, app)
    notifier.activated.connect(on_order)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
