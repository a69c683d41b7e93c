"""The sheet that a figure is drawn on: a column or two of a journal wide, measured in millimetres."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from qualcode.errors import UsageError
from qualcode.export.atomic import output_file
from qualcode.export.figures.fonts import families
from qualcode.export.table import Language

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Width: TypeAlias = Literal["one", "two"]

MILLIMETRES: Mapping[str, float] = {"one": 85, "two": 175}
"""How wide a figure is that takes one or two columns."""
TALLEST = 235
"""Millimetres: what a page holds."""
SIZES: Mapping[str, float] = {"one": 7, "two": 8}
"""Points of the letters."""
SMALLEST = 4.5
"""Points below which letters cannot be read in print."""
LINE = 0.42
"""Millimetres that a line takes for each point of its letters."""
POINT = 25.4 / 72
"""Millimetres of a point."""
DPI = 300
_MEASURED = 50.0
"""Points of the letters that are measured."""
INK, GREY, FAINT = "#1a1a1a", "#6e6e6e", "#d9d9d9"
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#999999", "#000000")
"""Colours that people with any colour vision tell apart (Okabe and Ito 2008), the yellow left out."""
SHADES = ("#ffffff", "#dce9f5", "#a6cbe6", "#5b9fd0", "#1f6bb0", "#0a3a70")
"""From nothing to much: darker is more, in print without colours too."""
BELOW = ("#ffffff", "#fbe3c8", "#f2b46d", "#d9822b", "#a8560f")
"""The same for what is below nothing."""
_STYLE: Any = {
    "axes.unicode_minus": True,
    "text.parse_math": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "qualcode",
    "pdf.fonttype": 42,
    "axes.linewidth": 0.6,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.major.size": 2.5,
    "ytick.major.size": 2.5,
    "lines.linewidth": 1.0,
    "patch.linewidth": 0.6,
}
_ELSEWHERE = "'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', 'SimHei', sans-serif"
"""Fonts by which a page shows an SVG file where those that it was drawn with are missing."""
_METADATA: Mapping[str, Mapping[str, None]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
FORMATS = tuple(_METADATA)


class Sheet:
    """A figure with axes that are placed in millimetres from its lower left corner.

    Its height is set when it is known what stands on it. Texts are measured before they are set, so that
    nothing is cut off.
    """

    def __init__(self, lang: Language, width: Width, font: str, texts: Iterable[str]) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        if width not in MILLIMETRES:
            raise UsageError(f"there is no width '{width}'", cure="choose one or two", slug="width")
        self.lang, self.width, self.size = lang, MILLIMETRES[width], SIZES[width]
        self.family = families([*texts, "访" if lang == "zh" else ""], font)
        self.height = 0.0
        self._letters: dict[str, float] = {}
        self.figure: Figure = Figure(dpi=DPI)
        self.canvas = FigureCanvasAgg(self.figure)
        self.stand(10)

    def stand(self, height: float) -> None:
        """Give the sheet its height in millimetres."""
        self.height = height
        self.figure.set_size_inches(self.width / 25.4, height / 25.4)

    def axes(self, left: float, bottom: float, width: float, height: float) -> "Axes":
        """Axes at a place and of a size, in millimetres."""
        w, h = self.width, self.height
        axes = self.figure.add_axes((left / w, bottom / h, width / w, height / h))
        axes.tick_params(labelsize=self.size, labelfontfamily=self.family)
        return axes

    def plain(self, left: float, bottom: float, width: float, height: float) -> "Axes":
        """Axes without lines in which a unit is a millimetre."""
        axes = self.axes(left, bottom, width, height)
        axes.set_axis_off()
        axes.set_xlim(0, width)
        axes.set_ylim(0, height)
        return axes

    def whole(self) -> "Axes":
        """The whole sheet as plain axes."""
        return self.plain(0, 0, self.width, self.height)

    def measure(self, text: str, size: float = 0) -> float:
        """How wide a text on one line is, in millimetres: the sum of its letters, each measured once."""
        return sum(map(self._letter, text)) * (size or self.size) / _MEASURED

    def _letter(self, letter: str) -> float:
        """The width of a letter of a certain size in millimetres."""
        if letter not in self._letters:
            from matplotlib.font_manager import FontProperties

            properties = FontProperties(family=self.family, size=_MEASURED)
            renderer: Any = self.canvas.get_renderer()  # type: ignore[no-untyped-call]
            pixels, _, _ = renderer.get_text_width_height_descent(letter, properties, False)
            self._letters[letter] = float(pixels) * 25.4 / DPI
        return self._letters[letter]

    def widest(self, texts: Iterable[str], size: float = 0) -> float:
        """The width of the widest line of some texts."""
        lines = (line for text in texts for line in text.split("\n"))
        return max((self.measure(line, size) for line in lines), default=0.0)

    def fitted(self, text: str, room: float, *, lines: int = 1, size: float = 0) -> str:
        """A text in as many lines as are allowed, none wider than `room`; what does not fit ends in …"""
        left = " ".join(text.split())
        told: list[str] = []
        while left and len(told) < lines:
            is_last = len(told) == lines - 1
            end = self._end(left, room, size, whole=not is_last)
            if is_last and end < len(left):
                end = self._end(left, room - self.measure("…", size), size, whole=False)
                told.append(left[:end].rstrip() + "…")
                break
            cut = int(end < len(left) and _cuts_word(left[end - 1], left[end]))
            end -= cut
            told.append(left[:end].rstrip() + "-" * cut)
            left = left[end:].lstrip()
        return "\n".join(told)

    def _end(self, text: str, room: float, size: float, *, whole: bool) -> int:
        """How many characters of a text fit; with `whole` no word is cut where that can be helped."""
        end = len(text)
        while end > 1 and self.measure(text[:end], size) > room:
            end -= max(1, (end - 1) // 16)
        while end < len(text) and self.measure(text[: end + 1], size) <= room:
            end += 1
        if whole and end < len(text):
            cut = end
            while cut > 1 and not _parts(text[cut - 1], text[cut]):
                cut -= 1
            return cut if cut > 1 else end
        return end

    def noted(self, text: str) -> float:
        """How high a note at the foot of the sheet is, in millimetres."""
        return (1 + self._note(text).count("\n")) * LINE * self.size + 1 if text else 0.0

    def note(self, text: str) -> None:
        """Small grey lines at the foot of the sheet."""
        if text:
            said, size = self._note(text), self.size - 1
            options: Any = {"ha": "right", "va": "bottom", "color": GREY, "linespacing": 1.1}
            self.whole().text(self.width - 1, 0.8, said, size=size, **options)

    def _note(self, text: str) -> str:
        return self.fitted(text, self.width - 3, lines=4, size=self.size - 1)


def _parts(before: str, after: str) -> bool:
    """Whether a line may end between two characters."""
    if after in "）)」』】》，。、；：！？,.;:!?" or before in "（(「『【《":
        return False
    return before in " -/_" or after == " " or _is_han(before) or _is_han(after)


def _cuts_word(before: str, after: str) -> bool:
    return before.isalpha() and after.isalpha() and not _parts(before, after)


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


@contextmanager
def drawing(texts: Iterable[str], *, lang: Language, width: Width, font: str = "") -> "Iterator[Sheet]":
    """A sheet to draw on, in the style of all figures whatever the user's own settings are.

    `texts` are those that will stand on it.

    Raises
    ------
    ReadError, UsageError
        The width or the font is not there, or no font has Chinese where it is needed.
    """
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        sheet = Sheet(lang, width, font, texts)
        matplotlib.rcParams.update(_STYLE | {"font.family": sheet.family, "font.size": sheet.size})
        yield sheet


def add_foot(figure: "Figure", text: str, *, lang: Language, width: Width, font: str = "") -> None:
    """Write a text below a figure, in lines that fit: the sheet grows by them, as far as a page allows."""
    with drawing([text], lang=lang, width=width, font=font) as measuring:
        size = measuring.size - 1
        kept = text.replace("N = ", "N\u00a0=\u00a0")  # no line ends within it
        said = measuring.fitted(kept, measuring.width - 4, lines=4, size=size)
        high = LINE * size * (1 + said.count("\n")) * 1.1 + 1.5
        old = figure.get_figheight() * 25.4
        new = min(old + high, max(old, float(TALLEST)))
        part = (new - high) / new
        figure.set_size_inches(measuring.width / 25.4, new / 25.4)
        for axes in figure.axes:
            x, y, wide, tall = axes.get_position(original=True).bounds
            axes.set_position((x, 1 - part + part * y, wide, part * tall))
        axes = figure.add_axes((0, 0, 1, 1 - part))
        axes.set_axis_off()
        axes.set_xlim(0, measuring.width)
        axes.set_ylim(0, high)
        options: Any = {"va": "bottom", "color": GREY, "linespacing": 1.1, "size": size}
        axes.text(2, 1.0, said, **options)


def figure_bytes(figure: "Figure", format: str) -> bytes:
    """A figure as PNG (300 dots an inch), SVG (texts stay texts) or PDF (fonts embedded): the same bytes
    in every run.
    """
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    if format not in _METADATA:
        cure = f"choose from {', '.join(FORMATS)}"
        raise UsageError(f"there is no format '{format}' for figures", cure=cure, slug="format")
    out = BytesIO()
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_STYLE)
        FigureCanvasAgg(figure).print_figure(out, format=format, dpi=DPI, metadata=dict(_METADATA[format]))
    data = out.getvalue()
    return _for_any_reader(data) if format == "svg" else data


def _for_any_reader(svg: bytes) -> bytes:
    """Name fonts that other machines have behind those that the figure was drawn with."""
    return re.sub(rb"(font-family: [^;\"]*)", rb"\1, " + _ELSEWHERE.encode(), svg)


def save(figure: "Figure", path: str | Path) -> None:
    """Write a figure; the end of its name says the format: .png, .svg or .pdf.

    Raises
    ------
    UsageError, WriteError
        Another format, or the file cannot be written.
    """
    place = Path(path)
    content = figure_bytes(figure, place.suffix.lower().removeprefix("."))
    with output_file(place) as file:
        file.write(content)


def named(codes: Sequence[str], names: Mapping[str, str] | None) -> list[str]:
    """What stands for codes: their names where they are known, else their ids."""
    return [(names or {}).get(code, code) for code in codes]


def numbered(value: float) -> str:
    """A number as it stands in a figure."""
    if value == int(value):
        return f"{int(value):,}".replace("-", "−")
    return f"{value:.2f}".replace("-", "−").replace("0.", ".", 1) if abs(value) < 1 else f"{value:.1f}"
