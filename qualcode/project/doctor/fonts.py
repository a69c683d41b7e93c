"""Which font there is for figures with Chinese text: found by its files, without any drawing library."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from qualcode.project.doctor.finding import Finding

FONTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Noto Sans CJK SC": ("notosanscjk", "notosanscjksc"),
        "Source Han Sans SC": ("sourcehansans", "sourcehansanssc", "sourcehansanscn"),
        "Microsoft YaHei": ("msyh",),
        "PingFang SC": ("pingfang",),
        "Hiragino Sans GB": ("hiraginosansgb",),
        "Heiti SC": ("stheiti",),
        "SimHei": ("simhei",),
        "WenQuanYi Micro Hei": ("wqymicrohei",),
        "WenQuanYi Zen Hei": ("wqyzenhei",),
        "Noto Sans SC": ("notosanssc",),
        "Arial Unicode MS": ("arialuni", "arialunicode"),
        "Droid Sans Fallback": ("droidsansfallback",),
    }
)
"""Fonts in the order in which they are taken, with how the names of their files begin."""
_SUFFIXES = frozenset((".ttf", ".ttc", ".otf", ".otc"))
_MOST_FILES = 20_000
_WAIT = 10
_CURES = MappingProxyType(
    {
        "linux": "Debian, Ubuntu: sudo apt install fonts-noto-cjk (or the small fonts-wqy-microhei); "
        "Fedora: sudo dnf install google-noto-sans-cjk-fonts",
        "darwin": "open Font Book and restore the standard fonts, or install Noto Sans CJK SC",
        "win32": "Settings, Optional features: add Chinese (Simplified) Supplemental Fonts",
    }
)


def font_findings() -> Iterator[Finding]:
    """The font that Chinese in figures is drawn with."""
    found = find_font()
    if found:
        yield Finding("Chinese font", found)
    else:
        cure = _CURES.get(sys.platform, _CURES["linux"])
        yield Finding("Chinese font", "none found: figures could not show Chinese", "note", cure)


def find_font() -> str:
    """The first of `FONTS` that is installed; empty where none is."""
    listed = _listed()
    there = {_plain(Path(file).stem) for file in _files(_folders())} | {_plain(name) for name in listed}
    for name, stems in FONTS.items():
        wanted = (_plain(name), *stems)
        if any(one.startswith(wanted) for one in there):
            return name
    return ""


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower()))


def _folders() -> list[Path]:
    """Where the systems keep their fonts."""
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        own = os.environ.get("LOCALAPPDATA")
        return [windows, *([Path(own) / "Microsoft" / "Windows" / "Fonts"] if own else [])]
    if sys.platform == "darwin":
        return [
            Path("/System/Library/Fonts"),
            Path("/System/Library/AssetsV2"),
            Path("/Library/Fonts"),
            home / "Library/Fonts",
        ]
    shared = os.environ.get("XDG_DATA_HOME") or str(home / ".local/share")
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path(shared) / "fonts", home / ".fonts"]


def _files(folders: Iterable[Path]) -> Iterator[str]:
    """Names of the font files in some folders and those below them."""
    number = 0
    for folder in folders:
        for _, _, names in os.walk(folder):
            for name in names:
                number += 1
                if number > _MOST_FILES:
                    return
                if Path(name).suffix.lower() in _SUFFIXES:
                    yield name


def _listed() -> list[str]:
    """Names of the families for Chinese that fontconfig knows, where it is installed."""
    program = shutil.which("fc-list")
    if program is None:
        return []
    try:
        done = subprocess.run(
            [program, ":lang=zh", "family"],
            capture_output=True,
            timeout=_WAIT,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return done.stdout.decode("utf-8", "replace").replace(",", "\n").splitlines()
