"""The terminal interface of `matbaa top`: open articles, dead letters, and acts on them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import DataTable, Footer, Header, Static

from matbaa.errors import MatbaaError
from models.queries import (
    Filter,
    LetterFilter,
    Row,
    Timeline,
    counts,
    lanes,
    latencies,
    list_articles,
    stuck,
    timeline,
)
from models.queries.letters import letter_ids
from models.session import look
from models.states import State
from tasks import acts
from workers.commands import board_text, press

_ROWS = 60
#: The views of the list, in turn: everything, what failed, what readers see.
_VIEWS: tuple[tuple[str, Filter], ...] = (
    ("latest", Filter()),
    ("dead (rejected submissions: matbaa dead-letters)", Filter(state=State.DEAD)),
    ("published", Filter(state=State.PUBLISHED)),
)


class Board(App[None]):
    """An overview of the pipeline, and its latest articles."""

    TITLE = "matbaa"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quit", "Quit"),
        Binding("v", "view", "Latest / dead / published"),
        Binding("r", "retry", "Retry"),
        Binding("u", "look", "Refresh"),
    ]
    CSS = """
    #figures { height: auto; padding: 0 1; }
    DataTable { height: 1fr; overflow-x: hidden; }
    #detail { height: 3; padding: 0 1; background: $surface; }
    """

    def __init__(self, every: float) -> None:
        super().__init__()
        self.every = every
        self.view = 0
        self.rows: dict[str, Row] = {}

    def compose(self) -> ComposeResult:
        """Figures above, articles below, and the details of the article under the cursor."""
        yield Header(show_clock=True)
        yield Static(id="figures", markup=False)
        yield DataTable(cursor_type="row", zebra_stripes=True)
        yield Static(id="detail", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Start refreshing."""
        self.action_look()
        self.set_interval(self.every, self._look_unless_looking)

    def _look_unless_looking(self) -> None:
        """Refresh, unless the last refresh is still running because the database is slow."""
        if all(each.is_finished for each in self.workers if each.group == "look"):
            self.action_look()

    @work(thread=True, exclusive=True, group="look")
    def action_look(self) -> None:
        """Query the database, outside the user interface's thread."""
        try:
            with look() as session:
                stands = lanes(session)
                figures = board_text.figures(
                    counts(session),
                    stands,
                    latencies(session, datetime.now(UTC) - timedelta(hours=1)),
                    stuck(session, stands),
                )
                rows, _next = list_articles(session, _VIEWS[self.view][1], limit=_ROWS)
        except MatbaaError as error:
            self.call_from_thread(self.query_one("#figures", Static).update, str(error))
            return
        self.call_from_thread(self._show, figures, rows)

    def _show(self, figures: Text, rows: list[Row]) -> None:
        self.sub_title = _VIEWS[self.view][0]
        self.query_one("#figures", Static).update(figures)
        table = self.query_one(DataTable)
        at = table.cursor_row
        table.clear(columns=True)
        columns = board_text.columns(self.size.width)
        for column in columns:
            table.add_column(column.name, width=column.width)
        self.rows = {f"{row.id}\0{row.rev}": row for row in rows}
        for key, row in self.rows.items():
            table.add_row(*board_text.cells(row, columns), key=key)
        if rows:
            table.move_cursor(row=min(at, len(rows) - 1))
        self._tell()

    def on_data_table_row_highlighted(self) -> None:
        """Show the details of the row under the cursor."""
        self._tell()

    def _tell(self) -> None:
        self.query_one("#detail", Static).update(board_text.detail(self._chosen()))

    def on_resize(self) -> None:
        """Refresh: the columns depend on the width."""
        self._look_unless_looking()

    def action_view(self) -> None:
        """Switch to the next view."""
        self.view = (self.view + 1) % len(_VIEWS)
        self.action_look()

    def action_retry(self) -> None:
        """Replay the dead letters of the article under the cursor."""
        row = self._chosen()
        if row is not None:
            self._retry(row.id)

    @work(thread=True)
    def _retry(self, article_id: str) -> None:
        try:
            with look() as session:
                numbers = letter_ids(session, LetterFilter(article_id=article_id))
            done = acts.retry(numbers, who=press.who())
        except MatbaaError as error:
            self.call_from_thread(self._complain, error)
            return
        said = "; ".join(act.done for act in done) or "the article has no open dead letter"
        self.call_from_thread(self.notify, said, title=article_id, markup=False)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Open an article."""
        row = self.rows.get(event.row_key.value or "")
        if row is None:
            return
        try:
            with look() as session:
                found = timeline(session, row.id)
        except MatbaaError as error:
            self._complain(error)
            return
        if found is not None:
            self.push_screen(ArticleScreen(found))

    def _complain(self, error: MatbaaError) -> None:
        self.notify(str(error), severity="error", markup=False)

    def _chosen(self) -> Row | None:
        place = self.query_one(DataTable).cursor_row
        rows = list(self.rows.values())
        return rows[place] if 0 <= place < len(rows) else None


class ArticleScreen(ModalScreen[None]):
    """The timeline of one article."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter", "app.pop_screen", "Back")]
    CSS = "VerticalScroll { background: $surface; padding: 1 2; margin: 2 4; }"

    def __init__(self, found: Timeline) -> None:
        super().__init__()
        self.found = found

    def compose(self) -> ComposeResult:
        """The timeline as text."""
        with VerticalScroll():
            yield Static(board_text.timeline(self.found), markup=False)
        yield Footer()
