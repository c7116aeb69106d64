"""Commands of LibreOffice's menus, for what its interface has no property for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xianbiao.engines.libreoffice.bridge import listener, struct

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.books import Book


def dispatch(book: Book, frame: Any, command: str) -> None:
    """Run a command such as `.uno:ToggleSheetGrid` in a frame."""
    helper = book.app.office.create("com.sun.star.frame.DispatchHelper")
    helper.executeDispatch(frame, command, "", 0, ())


def view_state(book: Book, command: str) -> Any:
    """What the menu shows of a command: of one that turns something on and off, True or False."""

    class Listener(listener("frame.XStatusListener")):  # type: ignore[misc]
        """Keeps the state that it is told on being added."""

        state: Any = None

        def statusChanged(self, event: Any) -> None:
            self.state = event.State

        def disposing(self, event: Any) -> None:
            """Nothing is held that would have to be given back."""

    url = struct("util.URL")
    url.Complete = command
    _, url = book.app.office.create("com.sun.star.util.URLTransformer").parseStrict(url)
    target = book.controller.Frame.queryDispatch(url, "", 0)
    told = Listener()
    target.addStatusListener(told, url)
    target.removeStatusListener(told, url)
    return told.state
