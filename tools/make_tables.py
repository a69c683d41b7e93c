"""Write `qualcode/text/_tables.py` and `_simplified.py`: character classes and foldings as constants.

Needs the package `opencc` (in the extra `dev`). Character data come from the `unicodedata`
of the Python that runs this, variants of Chinese characters from OpenCC's tables. Run
`python tools/make_tables.py` to write the files, with `--check` to compare only.
"""

import argparse
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "qualcode" / "text"

HAN = (
    "2e80-2e99 2e9b-2ef3 2f00-2fd5 3005 3007 3021-3029 3038-303b 3400-4dbf 4e00-9fff f900-fa6d fa70-fad9 "
    "16fe2-16fe3 16ff0-16ff6 20000-2fffd 30000-3fffd"
)
"""Characters of the script Han. Both planes of ideographs are taken whole: what is added to
them later is Han as well, so that the answer does not hang on a version of Unicode."""

KANA = (
    "3041-3096 309d-309f 30a1-30fa 30fc-30ff 31f0-31ff ff66-ff9f 1aff0-1aff3 1aff5-1affb 1affd-1affe "
    "1b000-1b122 1b132 1b150-1b152 1b155 1b164-1b167"
)
"""Letters of the scripts Hiragana and Katakana with the long mark, of either width."""

CONVERSIONS = "t2s s2t t2tw t2hk tw2t hk2t s2tw s2hk tw2s hk2s".split()
"""OpenCC's conversions by character. The Japanese ones are left out: 欠 is not 缺 in Chinese."""

PHRASE_VARIANTS = (
    "借藉 沉沈 复覆 炼链 了瞭 背揹 坏坯 夫伕 苏甦 宁甯 熏薰 里哩 座坐 枪鎗 柏栢 穗繐 鳌鼇 戚鏚 具俱 像象 "
    "矿鑛 浚濬 仿彷 拿拏 仇讎 焰燄 划畫 琅瑯 檗蘗 澄澂 豆荳 呆待 锄耡 筱篠 藤籐 斤觔 果菓 吣唚 耇耈 堤隄 "
    "斫斲 颖頴 妍姸 彝彜"
).split()
"""Characters that OpenCC exchanges within whole words only."""

USAGE_VARIANTS = (
    "着著 甚什 占佔 你妳 它牠 他祂 份分 账帐 姐姊 佛彿 彷徬 仿倣 仿髣 只衹 只祇 只祗 台臺 么麼 于於 后後 "
    "里裡 里裏 干乾 干幹 吗嗎 咱偺 咱喒 碰踫 碰掽 乃迺 乃廼 剩賸 佑祐 麻蔴 麻痲 秘祕 侄姪 群羣 峰峯 升昇 "
    "升陞 污汙 污汚 炮砲 炮礮 杯盃 杯桮 杰傑 铺舖 户戶 户戸 查査 晒曬 搜蒐 梁樑 泄洩 涌湧 个箇 个個 幸倖 "
    "欲慾 念唸 雇僱 托託 志誌 注註 板闆 才纔 众眾 众衆 吃喫 鉴鑑 鉴鑒 烟煙 烟菸 伙夥 家傢 款欵 折摺 余餘 "
    "余馀 妆粧 扎紮 扎紥 羡羨 奶嬭 昵暱 韵韻 岩巖 岩喦 哄鬨 周週 周賙 布佈 游遊 迹跡 迹蹟 愿願 凶兇 唇脣 "
    "挂掛 痹痺 雕鵰 迴回 廻回 囘回 溯泝 泝遡 锈鏽 锈銹 糕餻 钩鉤 霉黴 蛔蚘 栖棲 栗慄 痴癡 酸痠 采採 采埰 "
    "凄悽 凄淒 挽輓 捆綑 擦攃 携攜 携擕 睬倸 筝箏 粗觕 粗麤 葱蔥 裤袴 恒恆 并並 并併 并竝 凌淩 冲沖 决決 "
    "况況 凉涼 净淨 减減 凑湊 准凖"
).split()
"""Characters that writers use for one another and that no table of OpenCC joins for certain."""

RADICALS = (
    "⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇𠘨 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺑尣 ⺒巳 ⺓幺 ⺔彑 "
    "⺕彐 ⺖忄 ⺗㣺 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王 "
    "⺪𤴔 ⺫目 ⺬示 ⺭礻 ⺮𥫗 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺳㓁 ⺴冗 ⺵𦉫 ⺶羊 ⺷𦍌 ⺸𦍋 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽𦥑 "
    "⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇𧢲 ⻈讠 ⻉贝 ⻊𧾷 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏邑 ⻐钅 ⻑長 "
    "⻒镸 ⻓长 ⻔门 ⻕阜 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞𩙿 ⻟飠 ⻠饣 ⻡𩠐 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 "
    "⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟"
).split()
"""CJK radicals and their ideographs; for most of them NFKC knows none."""

QUOTES = {'"': "“”„‟″", "'": "‘’‚‛′"}
HEADER = '''"""Character classes and foldings. Written by tools/make_tables.py: do not edit.

Character data: Unicode {unicode}. Variants of Chinese characters: derived from the
conversion tables of OpenCC {opencc}, Copyright 2010-2026 Carbo Kuo and contributors, under the
Apache License, Version 2.0 (https://www.apache.org/licenses/LICENSE-2.0); changed: reduced to
classes of single characters and joined with further pairs. See NOTICE.
"""

UNICODE = "{unicode}"
OPENCC = "{opencc}"
'''

SIMPLIFIED_HEADER = '''"""Simplified forms of characters. Written by tools/make_tables.py: do not edit.

Derived from the conversion tables of OpenCC {opencc}, Copyright 2010-2026 Carbo Kuo and contributors,
under the Apache License, Version 2.0 (https://www.apache.org/licenses/LICENSE-2.0); changed: single
characters only. See NOTICE.
"""

'''


def parse_ranges(text: str) -> list[range]:
    """`41-5a aa` as ranges of code points."""
    pairs = (part.split("-") for part in text.split())
    return [range(int(pair[0], 16), int(pair[-1], 16) + 1) for pair in pairs]


def show_ranges(points: Iterable[int]) -> str:
    """Sorted code points as `41-5a aa`."""
    runs: list[list[int]] = []
    for point in points:
        if runs and runs[-1][1] == point - 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return " ".join(f"{a:x}" if a == b else f"{a:x}-{b:x}" for a, b in runs)


def all_characters() -> list[str]:
    """Every code point but the surrogates."""
    return [chr(point) for point in range(0x110000) if not 0xD800 <= point < 0xE000]


def han_characters() -> list[str]:
    """The Han characters that have a name in this version of Unicode."""
    return [c for span in parse_ranges(HAN) for c in map(chr, span) if unicodedata.name(c, "")]


def class_ranges(characters: list[str]) -> dict[str, str]:
    """Letters, marks and digits outside Han and kana."""
    apart = {point for span in parse_ranges(f"{HAN} {KANA}") for point in span}
    found: dict[str, list[int]] = defaultdict(list)
    for character in characters:
        category = unicodedata.category(character)
        key = "Nd" if category == "Nd" else category[0]
        if ord(character) not in apart:
            found[key].append(ord(character))
    names = (("LETTERS", "L"), ("MARKS", "M"), ("DIGITS", "Nd"))
    return {name: show_ranges(found[key]) for name, key in names}


def to_narrow(character: str) -> str:
    """The half-width twin of a full-width character, else the character itself."""
    kind, _, rest = unicodedata.decomposition(character).partition(" ")
    return chr(int(rest, 16)) if kind == "<wide>" else character


def to_lower(character: str) -> str:
    """Lower case where that is one code point."""
    lower = character.lower()
    return lower if len(lower) == 1 else character


def simple_pairs(characters: list[str]) -> dict[str, tuple[str, str]]:
    """Pairs of strings: width and quotes, case, white space is named apart."""
    quotes = {curly: straight for straight, row in QUOTES.items() for curly in row}
    form = {c: quotes.get(c, to_narrow(c)) for c in characters}
    lower = {c: to_lower(form[c]) for c in characters}
    forms = [c for c in characters if form[c] != c and form[c] != " "]
    lowers = [c for c in characters if lower[c] != form[c]]
    return {
        "FORM": ("".join(forms), "".join(form[c] for c in forms)),
        "CASE": ("".join(lowers), "".join(lower[c] for c in lowers)),
    }


def radical_pairs() -> tuple[str, str]:
    """Kangxi and CJK radicals and the ideographs they stand for."""
    kangxi = [chr(point) for point in range(0x2F00, 0x2FD6)]
    pairs = {
        **{c: unicodedata.normalize("NFKC", c) for c in kangxi},
        **{pair[0]: pair[1] for pair in RADICALS},
    }
    chosen = sorted(pairs)
    return "".join(chosen), "".join(pairs[c] for c in chosen)


class Classes:
    """Union-find over characters.

    A common ideograph that is no traditional form speaks for its class, so that word lists in
    simplified characters know the folded text; among several the one that pairs name first.
    """

    def __init__(self, traditional: Iterable[str]) -> None:
        self.above: dict[str, str] = {}
        self.traditional = frozenset(traditional)
        self.lesser = frozenset(pair[1] for pair in PHRASE_VARIANTS + USAGE_VARIANTS)

    def rank(self, character: str) -> tuple[bool, bool, bool, bool, str]:
        """The least speaks for its class. No character of the first plane folds to one above it."""
        rare = not "一" <= character <= "鿿"
        lesser = character in self.lesser
        return rare, character > "\uffff", character in self.traditional, lesser, character

    def find(self, character: str) -> str:
        """The character that speaks for the class."""
        while character in self.above:
            character = self.above[character]
        return character

    def join(self, one: str, other: str) -> None:
        """Make two classes one."""
        low, high = sorted((self.find(one), self.find(other)), key=self.rank)
        if low != high:
            self.above[high] = low

    def groups(self) -> list[str]:
        """Each class as a string, the speaker first, in the order of the speakers."""
        members: dict[str, set[str]] = defaultdict(set)
        for character in self.above:
            members[self.find(character)].add(character)
        return [speaker + "".join(sorted(members[speaker])) for speaker in sorted(members)]


def variant_classes(han: list[str], converters: Mapping[str, Callable[[str], str]]) -> list[str]:
    """Classes of Han characters that count as one."""
    classes = Classes(c for c in han if converters["t2s"](c) != c)
    for character in han:
        for convert in converters.values():
            classes.join(character, convert(character))
        classes.join(character, unicodedata.normalize("NFC", character))
    for pair in PHRASE_VARIANTS + USAGE_VARIANTS:
        classes.join(pair[0], pair[1])
    for radical, ideograph in zip(*radical_pairs(), strict=True):
        classes.join(radical, ideograph)
    return classes.groups()


def in_charset(character: str, charset: str) -> bool:
    """Whether an old character set of one side holds the character."""
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def sides(han: list[str], converters: Mapping[str, Callable[[str], str]]) -> dict[str, str]:
    """Characters that stand on one side only: what GB 2312 holds is no sign of Hant, nor Big5 of Hans."""
    common = [c for c in han if "一" <= c <= "鿿"]
    simple = {c for c in common if converters["s2t"](c) != c}
    full = {c for c in common if converters["t2s"](c) != c}
    hans = [c for c in common if c in simple - full and not in_charset(c, "big5")]
    hant = [c for c in common if c in full - simple and not in_charset(c, "gb2312")]
    return {"HANS": "".join(hans), "HANT": "".join(hant)}


def wrapped(text: str, width: int) -> list[str]:
    """Text cut at blanks into lines of about `width` characters."""
    lines, line = [], ""
    for word in text.split(" "):
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = ""
        line = f"{line} {word}" if line else word
    return [*lines, line]


def constant(name: str, text: str, width: int = 500) -> str:
    """A constant whose value is words between blanks."""
    rows = ' "\n    "'.join(wrapped(text, width))
    return f'{name} = (\n    "{rows}"\n)\n'


def render(version: str, converters: Mapping[str, Callable[[str], str]]) -> str:
    """The whole file."""
    characters, han = all_characters(), han_characters()
    parts = [HEADER.format(unicode=unicodedata.unidata_version, opencc=version)]
    parts += [constant(name, text) for name, text in class_ranges(characters).items()]
    parts += [constant("HAN", HAN), constant("KANA", KANA)]
    parts += [constant("SPACES", show_ranges(ord(c) for c in characters if c.isspace()))]
    for name, (left, right) in (*simple_pairs(characters).items(), ("RADICALS", radical_pairs())):
        parts.append(f"{name}_FROM = {left!r}\n{name}_TO = {right!r}\n")
    parts += [f"{name} = {text!r}\n" for name, text in sides(han, converters).items()]
    parts.append(constant("VARIANTS", " ".join(variant_classes(han, converters)), 200))
    return "\n".join(parts)


def render_simplified(version: str, to_simplified: Callable[[str], str]) -> str:
    """The file of simplified forms: each character that has one, and that one."""
    pairs = [(c, to_simplified(c)) for c in han_characters()]
    changed = [(full, simple) for full, simple in pairs if full != simple and len(simple) == 1]
    full, simple = ("".join(column) for column in zip(*changed, strict=True))
    return SIMPLIFIED_HEADER.format(opencc=version) + f"FULL = {full!r}\nSIMPLE = {simple!r}\n"


def main() -> int:
    """Write or compare the files; 1 where one differs."""
    import opencc

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare and write nothing")
    check = parser.parse_args().check
    converters = {name: opencc.OpenCC(name).convert for name in CONVERSIONS}
    texts = {
        FOLDER / "_tables.py": render(opencc.__version__, converters),
        FOLDER / "_simplified.py": render_simplified(opencc.__version__, converters["t2s"]),
    }
    if check:
        return int(any(path.read_text("utf-8") != text for path, text in texts.items()))
    for path, text in texts.items():
        path.write_text(text, "utf-8", newline="\n")
        print(f"{path.name}: {len(text.encode()):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
