import threading

from textual.drivers._writer_thread import WriterThread

from qualcode.tui.terminal import Closable


class Gone:
    """A file whose terminal was closed."""

    def write(self, text: str) -> int:
        raise OSError(5, "Input/output error")

    def flush(self) -> None:
        raise OSError(5, "Input/output error")


def test_who_writes_to_a_closed_terminal_does_not_wait_for_ever():
    def write() -> None:
        thread = WriterThread(Closable(Gone()))  # type: ignore[arg-type]
        thread.start()
        for _ in range(200):
            thread.write("x")
        thread.stop()

    writes = threading.Thread(target=write, daemon=True)
    writes.start()
    writes.join(10)
    assert not writes.is_alive()
