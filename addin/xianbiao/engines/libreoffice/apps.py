"""Applications: each one LibreOffice process, private or already running."""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xianbiao.engines.libreoffice import files, process
from xianbiao.engines.libreoffice.books import Books
from xianbiao.engines.libreoffice.ranges import Range
from xianbiao.engines.libreoffice.refused import refused

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.books import Book
    from xianbiao.engines.libreoffice.engine import Engine


class Apps(base_classes.Apps):
    """The applications in use, the one activated last in front."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._apps: list[App] = []
        atexit.register(self.cleanup)

    def keys(self) -> list[int]:
        """Ids of the processes."""
        return [app.pid for app in self._apps]

    def add(
        self, spec: Any = None, add_book: bool | None = None, xl: Any = None, visible: Any = None
    ) -> App:
        """Start a private LibreOffice; with `add_book`, with an empty book in it."""
        app = App(self, process.start(visible=bool(visible)))
        self._apps.insert(0, app)
        if add_book:
            app.books.add()
        return app

    def connect(self, url: str | None = None) -> App:
        """Reach a LibreOffice that runs, and take up the books open in it."""
        office = process.connect(url) if url else process.connect()
        app = App(self, office)
        self._apps.insert(0, app)
        app.books.take_up()
        return app

    def cleanup(self) -> None:  # type: ignore[override]
        """End every process that was started here."""
        for app in list(self._apps):
            if app.office.is_running:
                app.quit()
            else:
                app.kill()

    def to_front(self, app: App) -> None:
        """Make an application the active one."""
        self._apps.remove(app)
        self._apps.insert(0, app)

    def remove(self, app: App) -> None:
        """Forget an application that has ended."""
        if app in self._apps:
            self._apps.remove(app)

    def __iter__(self) -> Iterator[App]:
        return iter(list(self._apps))

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, pid: int) -> App:
        for app in self._apps:
            if app.pid == pid:
                return app
        raise KeyError(pid)


class App(base_classes.App):
    """One LibreOffice; what Excel would remember for itself is remembered here."""

    books: Any = None
    pid: int = 0
    screen_updating: bool = True
    display_alerts: bool = True
    enable_events: bool = True
    interactive: bool = True
    hwnd: int = 0
    version: str = "16.0"

    def __init__(self, apps: Apps, office: process.Office) -> None:
        self.apps = apps
        self.office = office
        self.pid = office.pid
        self.books = Books(self)
        self.clipboard: Any = None
        self._calculation = "automatic"
        self._status_bar: str | bool = False

    @property
    def engine(self) -> Engine:
        """The engine this application belongs to."""
        return self.apps.engine

    @property
    def api(self) -> Any:
        """The UNO desktop."""
        return self.office.desktop

    @property
    def path(self) -> str:
        """Where the program is."""
        return str(process.find_soffice())

    @property
    def startup_path(self) -> str:
        """LibreOffice opens no folder of books at its start."""
        raise refused("启动文件夹")

    @property
    def selection(self) -> Range | None:
        """The selected cells of the active book; None while no book is open."""
        book = self.books.current
        return book.selection if book else None

    @property
    def visible(self) -> bool:
        """Whether the active book has a window on the screen."""
        book = self.books.current
        return bool(book and book.window and book.window.isVisible())

    @visible.setter
    def visible(self, value: bool) -> None:
        for book in self.books:
            if book.window:
                book.window.setVisible(bool(value))

    @property
    def calculation(self) -> str:
        """`automatic`, `manual` or `semiautomatic`, as last set; LibreOffice has the first two."""
        return self._calculation

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in ("automatic", "manual", "semiautomatic"):
            raise ValueError(f"calculation cannot be {value!r}")
        self._calculation = value
        for book in self.books:
            book.apply_calculation()

    @property
    def status_bar(self) -> str | bool:
        """The text in the status bar; False where LibreOffice has control of it."""
        return self._status_bar

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        self._status_bar = value
        book = self.books.current
        if book:
            book.show_status(value if isinstance(value, str) else "")

    @property
    def cut_copy_mode(self) -> str | None:
        """`copy` between `Range.copy` and `Range.paste`, else None."""
        return "copy" if self.clipboard else None

    @cut_copy_mode.setter
    def cut_copy_mode(self, value: bool) -> None:
        if not value:
            self.clipboard = None

    def range(self, cell1: Any, cell2: Any = None) -> Range:
        """A range of the active sheet of the active book."""
        found: Range = self.books.active.sheets.active.range(cell1, cell2)
        return found

    def calculate(self) -> None:
        """Calculate every formula of every open book."""
        for book in self.books:
            book.doc.calculateAll()

    def activate(self, steal_focus: bool = False) -> None:
        """Make this the active application."""
        self.apps.to_front(self)

    def run(self, macro: str, args: Any) -> Any:
        """VBA is not run: what a button does is a Python function."""
        raise refused(f"运行宏（{macro}）", "改用 xianbiao button 运行对应的按钮")

    def alert(self, prompt: str, title: str, buttons: Any, mode: Any, callback: Any) -> Any:
        """No box is opened over a program that may have no screen."""
        raise refused("弹出对话框", f"在命令行查看：{prompt}")

    def quit(self) -> None:
        """Close the books without saving and end the process, if it was started here.

        What a process that broke off by itself leaves behind is removed.
        """
        if self.office.process is not None and not self.office.answers:
            self.kill()
            return
        books: list[Book] = list(self.books)
        if self.office.process is not None:
            for book in books:
                book.close()
        self.office.stop()
        self.apps.remove(self)

    def kill(self) -> None:
        """End the process, if it was started here, whatever it does; nothing is saved."""
        self.office.kill()
        if self.office.profile is not None:
            for book in self.books:
                files.remove_lock(book.fullname, self.office.profile.name)
        self.apps.remove(self)
