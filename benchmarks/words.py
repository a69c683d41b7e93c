"""The made-up vocabularies that the benchmark's transcripts and terms are built from.

English words are syllables put together, Chinese words are compounds of common words and
characters. Terms never share a made-up word (a character, in Chinese) with the running
text, so a term stands only where it was planted.
"""

import itertools
from functools import cache
from random import Random

FUNCTION_EN = """
the of and to in that it is was I for on you he with as his they at be this from have or by one had not but
what all were when we there can an your which their said if do will each about how up out them then she many
some so these would other into has more her two like him see time could no make than first been its who now
people my made over did down only way find use may long little very after words just where most know get
through back much before go good new write our used me man too any day same right look think also around
""".split()

SPOKEN_EN = "it's I'm don't we're there's that's you're doesn't they're didn't can't I've he's wasn't isn't we've I'd".split()
PROPER_EN = "Monday March Greenhill Riverside Council English Chinese America Sunday Okafor London Asia 2019 15 3.5 20".split()

ONSETS = "b br c ch cl d dr f fl fr g gl gr h j k l m n p pl pr r s sc sh sl sp st t th tr v w".split()
VOWELS = "a e i o u ai ea ee ia oa oo ou".split()
CODAS = " n r l s t m d nd st nt ck ng rd".split(" ")
ENDINGS = " s ed ing er ly ment ness al".split(" ")

NAMES_EN = """
Maria Lopez|Tom Reed|Grace Obi|Henry Walsh|Mrs Patel|Ana Ruiz|Joe Marsh|Ellen Park|Mr Novak|Lucy Adams
|Peter Kay|Ruth Stone|Samir Haddad|Nora Quinn|Ben Carter|Irene Fox
""".replace("\n", "").split("|")

FUNCTION_ZH = """
的 了 是 在 我 我们 他 他们 你 你们 她 这 那 这个 那个 就 也 都 还 又 很 不 没 有 没有 说 要 会 能 去 来 到 和 跟 把 被
给 对 从 向 比 让 上 下 里 个 一个 一些 这些 那些 什么 怎么 为什么 因为 所以 但是 如果 虽然 而且 或者 然后 已经 正在 可以
应该 需要 觉得 认为 知道 看到 想 做 用 吧 呢 啊 吗 着 过 得 地 最 更 非常 比较 其实 可能 大概 当时 后来 现在 以前 今天 明天
""".split()

CONTENT_ZH = """
社区 居民 小区 街道 邻居 老人 孩子 家庭 学校 医院 工作 生活 活动 问题 事情 时间 地方 情况 关系 方面 办法 经验 意见 想法 要求
服务 管理 组织 参加 参与 支持 帮助 解决 处理 安排 通知 开会 讨论 商量 决定 同意 反对 反映 投诉 登记 检查 改造 建设 发展 变化
环境 卫生 安全 交通 停车 绿化 楼道 电梯 水电 房子 门口 广场 花园 市场 商店 超市 食堂 办公室 物业 公司 单位 部门 政府 领导 干部
书记 主任 委员 代表 志愿者 党员 群众 青年 妇女 儿童 学生 老师 医生 工人 农民 朋友 亲戚 父母 儿子 女儿 年轻人 老年人 外地人 本地人
昨天 前年 去年 今年 明年 上午 下午 晚上 早上 周末 平时 经常 有时候 一直 从来 刚才 马上 慢慢 一起 自己 大家 别人 每个人 很多人
清楚 明白 简单 复杂 困难 容易 重要 主要 一般 特别 特殊 真正 完全 基本 实际 具体 直接 主动 积极 认真 热情 辛苦 满意 高兴 着急 担心
开始 结束 继续 停止 增加 减少 提高 降低 改变 保持 完成 准备 接受 拒绝 选择 相信 希望 喜欢 愿意 害怕 记得 忘记 发现 了解 认识 联系
电话 手机 微信 消息 报纸 电视 网络 材料 文件 表格 名单 制度 政策 规定 计划 项目 经费 资金 补贴 收入 工资 房租 价格 质量 数量 标准
第一 第二 第三 几个 三个 五年 十年 两次 一次 多少 全部 部分 一半 多数 少数 左右 20 2019 App 以上 以下 之间 之后 之前 旁边 里面 外面 上面 下面
""".split()

NAMES_ZH = "王主任 李大姐 张书记 刘师傅 陈阿姨 杨老师 赵大爷 黄医生 周先生 吴女士 徐奶奶 孙队长 马组长 朱会计 胡同学 郭委员".split()

TERM_CHARACTERS = (
    "蓝橙紫灰褐琥珀翡翠珊瑚玛瑙瓷陶釉漆绸缎锦绣帛纱麻棉絮毡裘靴帽巾带扣针线梭纺筐篮篓箩筛簸碾磨臼杵犁耙锄镰斧凿锯刨锤钳"
    "钉铆焊炉灶釜甑锅盆盘碟碗盏杯壶瓶罐坛缸桶勺筷叉刀砧葱姜蒜椒茴桂芝糖醋酱盐油酒茶莲藕菱芡荷菊梅兰竹松柏杉榆槐柳杨枫桦"
    "棕榈桑梓樟楠檀梨桃杏李枣柿橘柚橙荔枝椰蕉瓜豆麦稻黍粟蚕蝶蜂蚁蝉蛙龟蛇鹤雁雀燕鹰隼鸽鹅鸭犬羊驼骡驴鹿狐狼豹虎熊猿"
    "鲤鲫鲈鳗虾蟹蚌螺贝潮汐浪涛沙滩礁岬湾港渡桨帆舵锚缆舟艇舱雾霜露雹雷虹霞岚峰岭峡谷崖洞泉溪涧潭沼泽漠原丘陵"
)


def english_words(seed: str, number: int, shortest: int) -> list[str]:
    """That many distinct made-up words of at least `shortest` letters, always the same ones."""
    random = Random(seed)
    taken = set(FUNCTION_EN)
    seen: dict[str, None] = {}
    while len(seen) < number:
        syllables = random.choices((1, 2, 3), (4, 5, 1))[0]
        pieces = [random.choice(ONSETS) + random.choice(VOWELS) for _ in range(syllables)]
        ending = random.choices(ENDINGS, (12, 3, 2, 2, 1, 1, 1, 1, 1))[0]
        word = "".join(pieces) + random.choice(CODAS) + ending
        if len(word) >= shortest and word not in taken:
            seen[word] = None
    return list(seen)


@cache
def running_words(language: str) -> tuple[str, ...]:
    """The words of the running text, the commonest first."""
    if language == "en":
        # Common words are short: the length counts for the rank, and so does chance.
        random = Random("english ranks")
        words = sorted(english_words("english", 20_000, 3), key=lambda word: len(word) + 6 * random.random())
        kept = set(term_words("en"))
        made = [word for word in words if word not in kept]
        joined = [f"{one}-{other}" for one, other in zip(made[200:500], made[500:800], strict=True)]
        common = list(dict.fromkeys(FUNCTION_EN))
        return (
            *common[:70],
            *SPOKEN_EN,
            *common[70:100],
            *PROPER_EN,
            *common[100:],
            *made[:3000],
            *joined,
            *made[3000:],
        )
    compounds = ["".join(pair) for pair in itertools.product(CONTENT_ZH, CONTENT_ZH) if pair[0] != pair[1]]
    return tuple(dict.fromkeys([*FUNCTION_ZH, *CONTENT_ZH, *Random("compounds").sample(compounds, 3_000)]))


@cache
def term_words(language: str) -> tuple[str, ...]:
    """Words that are kept for terms: none of them is in the running text, none lies in another."""
    if language == "en":
        return apart(english_words("english terms", 2_000, 6))
    running = set("".join([*FUNCTION_ZH, *CONTENT_ZH, *NAMES_ZH]))
    own = [character for character in dict.fromkeys(TERM_CHARACTERS) if character not in running]
    random = Random("chinese terms")
    lengths = random.choices((2, 3, 4), (6, 2, 2), k=3_000)
    return apart(["".join(random.sample(own, length)) for length in lengths])


def apart(words: list[str]) -> tuple[str, ...]:
    """The words in their order, without those that hold another one or lie in another one."""
    kept: list[str] = []
    for word in dict.fromkeys(words):
        if not any(word in other or other in word for other in kept):
            kept.append(word)
    return tuple(kept)
