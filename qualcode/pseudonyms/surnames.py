"""Chinese surnames in simplified characters, by the letter that their reading as a surname begins with."""

from functools import cache
from typing import NamedTuple

_BY_LETTER = {
    "A": "艾安敖",
    "B": "巴闭白包鲍毕卞边薄贝柏班卜宾别",
    "C": "谌畅陈蔡曹程崔常车岑柴昌晁成池迟褚楚储丛淳巢苌",
    "D": "邓丁董杜段戴邸狄刁窦都端东党德豆",
    "E": "鄂",
    "F": "奉范方冯傅付房樊费丰封凤符伏扶福富",
    "G": "辜高郭顾龚葛耿关管官古谷甘盖戈宫巩勾苟桂贡郜干光归国",
    "H": "呼何黄胡韩贺郝侯洪华霍怀花桓宦惠赫弘扈杭和衡海",
    "J": "江姜蒋贾金靳季纪冀姬嵇籍吉计简焦鞠景井荆居敬晋揭",
    "K": "亢孔康柯寇匡邝况蒯阚",
    "L": "芦来李刘林罗梁陆卢吕黎雷赖廖龙路兰蓝郎劳乐冷厉栗连练廉蔺凌柳娄楼鲁鹿逯栾骆利郦隆",
    "M": "麻马毛孟莫梅苗闵牟穆米麦满茅蒙糜宓明缪墨母木慕",
    "N": "南诺倪聂牛宁钮农那年能粘",
    "O": "欧区",
    "P": "盘普潘彭庞裴皮平蒲浦濮朴",
    "Q": "亓卿裘秦邱丘钱乔齐祁强屈瞿曲阙权全仇漆覃戚庆",
    "R": "任阮芮饶荣茹容冉戎",
    "S": "孙宋苏沈石史邵施舒司盛单尚商佘申师时寿束帅水税桑沙山宿粟隋随索召",
    "T": "仝唐田谭汤陶童涂屠滕佟谈台邰檀拓太",
    "W": "位王吴魏汪武万韦卫温文闻翁邬巫伍危隗宛尉乌毋",
    "X": "徐许谢萧肖夏向项解邢辛熊薛荀冼洗奚席咸宣胥幸星习修欣鲜",
    "Y": "杨于余袁叶姚尹易阎闫严颜晏燕羊阳仰伊殷应尤游虞俞喻郁庾元岳云恽银印雍鄢言原苑由於幺阴尧禹玉冶衣",
    "Z": "昝植张赵周朱郑钟曾邹祝庄卓左翟詹展湛章甄郅支仲诸竺祖宗臧查訾佐扎",
}
_DOUBLE = {
    "C": "淳于 褚师",
    "D": "东方 独孤 端木 段干 第五",
    "G": "公孙 公羊 公冶 谷梁",
    "H": "皇甫 赫连 呼延 黄埔",
    "L": "令狐 闾丘 梁丘",
    "M": "慕容",
    "N": "南宫 纳兰 那拉",
    "O": "欧阳",
    "S": "上官 司马 司徒 司空 申屠 单于 叔孙",
    "T": "太史 澹台 拓跋 拓拔",
    "W": "完颜 闻人",
    "X": "夏侯 西门 轩辕 鲜于",
    "Y": "宇文 尉迟 叶赫",
    "Z": "诸葛 长孙 钟离 宗政 仲孙 张简 子车",
}
SINGLE = frozenset("".join(_BY_LETTER.values()))
COMMON = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘蔡蒋余于杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范廖贾夏韦付傅邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵钱严覃武戴莫孔汤温康施牛樊葛邢齐"
    "易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包尚符舒阮柯纪梅童凌毕季裴霍涂苗谷盛冉蓝路游辛靳管柴蒙"
    "鲍华喻祁蒲房滕饶牟艾尤穆古吉简麦娄窦戚岑景费石金高方白洪赖邱卓涂翁万常向安宁曲沙苑仇栾丛佟慕佘查商冷晏瞿"
)
"""Those that are so usual, and so seldom anything else, that they may stand alone before a title."""


class Surname(NamedTuple):
    """A surname at the beginning of a name, and the Latin letter that stands for it."""

    text: str
    letter: str


@cache
def _letters() -> dict[str, str]:
    single = {one: letter for letter, names in _BY_LETTER.items() for one in names}
    return single | {one: letter for letter, names in _DOUBLE.items() for one in names.split()}


def surname_of(name: str) -> Surname | None:
    """The surname that a name in simplified characters begins with, a double one first, or None."""
    letters = _letters()
    for length in (2, 1):
        head = name[:length]
        if len(head) == length and head in letters:
            return Surname(head, letters[head])
    return None
