"""Word lists by which speaker labels and header fields are told from other words.

All are folded as the search key is, so that neither case nor script matters; heads are
compared folded too.
"""

from qualcode.text.key import fold
from qualcode.text.remarks import REMARKS


def _words(text: str) -> frozenset[str]:
    """The words of `text`, parted by blanks, each folded."""
    return frozenset(fold("|".join(text.split())).split("|"))


def _characters(text: str) -> frozenset[str]:
    return frozenset(fold(text))


SURNAMES = _characters(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪"
    "庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶"
    "解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎"
    "甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘闻位厉伊仝区郜海阚花帅屠豆朴盖练廉禹"
    "井祖漆巴丰支卿狄平索宣晋云容敬来扈晁芮普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭宿鲜印逯隆茹诺慕危玉银亢嵇湛宾戎勾茅呼揭干"
    "尉冶檀衣阴昝幸奉植衡富尧闭欣洪赖丘竺习糜畅"
)
DOUBLE_SURNAMES = _words(
    "欧阳 上官 司马 诸葛 司徒 东方 皇甫 尉迟 公孙 慕容 令狐 夏侯 长孙 宇文 端木 南宫 西门 独孤 申屠 范姜 张简"
)

TITLES = _words(
    "书记 副书记 主任 副主任 委员 会长 副会长 社长 站长 组长 楼长 楼栋长 单元长 队长 班长 网格员 网格长 "
    "社工 老师 教授 博士 医生 大夫 护士 律师 经理 总经理 副总 董事长 理事长 秘书长 执行长 召集人 总监 "
    "院长 校长 园长 局长 副局长 处长 副处长 科长 部长 次长 署长 司长 厅长 镇长 乡长 村长 村主任 里长 "
    "邻长 区长 市长 县长 街长 所长 民警 警官 片警 法官 检察官 议员 立委 政委 代表 专员 专委 主委 参事 "
    "先生 女士 小姐 太太 阿姨 叔叔 伯伯 大爷 大妈 大叔 大婶 大姐 大哥 大嫂 奶奶 爷爷 婆婆 公公 妈妈 爸爸 "
    "师傅 师父 同学 同志 同事 同仁 工程师 设计师 研究员 督导 干事 助理 秘书 馆长 店长 老板 老板娘 业主 "
    "住户 租户 房东 店主 商户 居民 村民 市民 农民 工人 志愿者 义工 志工 党员 干部 党支部书记 物业 保安 "
    "保洁 居委 居委会 村委 村委会 业委会 物业公司 街道办 社工站 督察 督导员 辅导员 护理员 协管员 联络员 "
    "指导员 调解员 管理员 服务员 工作人员 老人 老年人 青年 儿童 学生 家长 母亲 父亲 妻子 丈夫 儿子 女儿 "
    "邻居 楼友 队员 组员 社员 成员甲 社区工作者 社会工作者 负责同志 副镇长 副乡长 副区长 副院长 副校长 "
    "副会长 副理事长 院士 处员 科员 技师 技正 视察 司机"
)
SHORT_TITLES = _words("总 工 姐 哥 叔 婶 嫂 姨 伯 爷 奶 妈 爸 妹 弟 老 某 导 局 处 科 队 董 师 氏")
PERSON_ENDINGS = tuple(_words("者 员 长 人 生 师 民 工 手 代表 同仁 同事 主任 书记 嘉宾 听众"))

INTERVIEWER_WORDS = _words(
    "访谈者 访问者 采访者 访谈员 访员 调查员 研究者 笔者 记者 访 问 访谈人 采访人 q i interviewer "
    "researcher moderator co-moderator co-interviewer 访问员"
)
HOST_WORDS = _words("主持人 主持 主席 司仪 提问者 host chair")
PARTICIPANT_WORDS = _words(
    "受访者 被访者 被访人 受访人 被访谈人 被访谈者 被访问者 被访问人 被采访者 被采访人 受访对象 "
    "访谈对象 受 答 被访 受访 a r interviewee respondent participant informant"
)
OTHER_SPEAKER_WORDS = _words(
    "说话人 发言人 讲话人 主讲人 讲者 与谈人 嘉宾 提问人 回答者 听众 观众 众人 全体 "
    "未知说话人 旁人 旁白 翻译 口译 speaker narrator facilitator audience translator interpreter "
    "chairperson chairman chairwoman unknown panelist observer everyone multiple"
)
KNOWN_WORDS = INTERVIEWER_WORDS | HOST_WORDS | PARTICIPANT_WORDS | OTHER_SPEAKER_WORDS

REMARK_WORDS = frozenset(map(fold, REMARKS))

ODD_LABELS = _words("我 甲 乙 丙 丁 戊 男 女 夫 妻 父 母 子 众 合 男声 女声 男1 女1 男2 女2")
"""Labels of one or two characters that no other test knows."""

PERSON_NOUNS = _words(
    "resident neighbour neighbor student teacher doctor nurse manager director officer volunteer member "
    "worker mother father mom mum dad man woman male female boy girl person voice leader secretary mayor "
    "chief staff tenant owner villager citizen elder expert professor principal guest caller reporter "
    "journalist assistant client patient parent child son daughter wife husband grandmother grandfather "
    "grandma grandpa official cadre organizer organiser coordinator councillor"
)
ADDRESSES = _words("mr mrs ms miss dr prof professor sir madam rev fr sister brother uncle auntie aunt")

FIELDS = _words(
    "访谈时间 访问时间 采访时间 录音时间 谈话时间 调查时间 会议时间 时间 访谈地点 访问地点 采访地点 "
    "会议地点 调查地点 地点 方式 访谈方式 访谈形式 采访方式 形式 时长 访谈时长 录音时长 时长(分钟) "
    "记录人 记录 记录员 记录者 整理人 整理 整理者 转录 转录人 转写人 校对 校对人 誊录人 编号 访谈编号 "
    "受访者编号 录音编号 文件编号 序号 姓名 性别 年龄 出生年月 出生年份 职业 职务 职位 职称 日期 "
    "访谈日期 采访日期 文化程度 学历 教育程度 婚姻状况 民族 籍贯 政治面貌 工作单位 单位 住址 居住地 "
    "居住年限 居住时间 联系方式 联系电话 电话 主题 访谈主题 访谈题目 题目 项目 课题 项目名称 社区 "
    "所在社区 所属社区 背景 访谈背景 受访者信息 受访者基本信息 基本信息 基本情况 被访者信息 录音 "
    "录音文件 字数 备注 说明 地址 语言 参加人员 参会人员 出席 出席人员 列席 列席人员 与会人员 在场人员 "
    "参与人员 会议名称 版本 收入 子女 家庭 家庭情况 身份 身分 类型 案例编号 录音机 访谈次数 次数 "
    "访谈目的 匿名 化名 会议主题 会议号 会议编号 会议时长 创建时间 创建人 文件名 文件名称 音频名称 录制时间 "
    "转写时间 导出时间 参会人 参会者 与会人 与会者 发言人数 说话人数 关键词 关键字 "
    "keywords date place location venue time duration length recorded recording transcribed "
    "transcriber transcript id file filename code no number name gender sex age occupation job "
    "profession position title topic subject project community address language notes note education "
    "method mode format setting background status marital-status participants attendees present version "
    "organisation organization institution phone email case interview-date interview-time "
    "interview-place interview-location interview-id interview-number interview-no participant-id "
    "respondent-id interviewee-id date-of-interview place-of-interview time-of-interview recorded-by "
    "transcribed-by date-recorded recording-date length-of-interview author edit editor source"
)
"""Fields of a header block that are never speakers."""

PERSON_FIELDS = _words(
    "访谈者 访问者 采访者 访谈员 访员 访问员 调查员 访谈人 采访人 研究者 记者 受访者 受访人 被访者 "
    "被访人 被访谈人 被访谈者 被访问者 被访问人 受访对象 访谈对象 采访对象 被采访者 被采访人 对象 "
    "主持人 主持 主席 司仪 发言人 主讲人 嘉宾 翻译 interviewer interviewers "
    "interviewee interviewees respondent participant researcher moderator facilitator host chair speaker "
    "speakers informant interviewed-by translator"
)
"""Fields of a header block that are also labels of talk."""

STOP_WORDS = _words(
    "问题 题目 答案 原因 结果 结论 方法 办法 措施 建议 意见 看法 观点 想法 目的 目标 意义 作用 特点 优点 "
    "缺点 优势 劣势 机会 挑战 威胁 困难 难点 重点 要点 关键 核心 前提 条件 背景 现状 情况 例子 例如 案例 "
    "比如 譬如 举例 说明 备注 注意 注释 附注 注 附 附件 附录 附表 来源 出处 资料来源 数据来源 参考文献 "
    "关键词 关键字 摘要 引言 前言 导言 正文 标题 副标题 作者 编辑 责任编辑 目录 图 表 图表 公式 定义 "
    "概念 原则 任务 内容 主题 时间 地点 时候 平时 当时 同时 此时 有时 何时 何人 何地 何处 何事 方面 方向 "
    "方案 方式 方针 程序 成果 成绩 成员 成员名单 金额 黄金 白天 白话 高度 高兴 经济 计划 计算 项目 章程 "
    "管理 管道 原来 原话 原文 应该 应当 常见 常委 常常 左边 右边 石头 水平 平均 平台 平常 文件 文化 文章 "
    "文字 文献 明显 明确 明天 全部 全体会议 全文 单位 单元 单词 相反 相关 相对 相比 强调 强项 重申 利益 "
    "利弊 信息 信任 信心 由于 由此 富有 智慧 支持 支出 国家 国际 国内 海外 华人 区别 区域 师资 和谐 都是 "
    "都有 但是 干什么 干扰 向来 向上 易错 易懂 于是 于此 任何 安全 安排 安静 温馨提示 温馨 施工 施行 "
    "万一 万事 万能 包括 包含 尚未 关于 关系 关注 管他 管理费 时间表 时长 车辆 车位 游戏 路线 房屋 房子 "
    "连接 解释 解决 解答 季节 农村 农业 党委 党建 党支部 米饭 花费 花园 景观 商量 商业 商店 索取 封面 "
    "初步 初衷 来源于 来访 容易 班子 公式 公司 公共 公告 公约 居住 欢迎 感谢 谢谢 谢意 许可 许多 何况 "
    "夏天 周期 周末 周围 周边 马上 高层 高龄 金融 江湖 白费 石油 史料 毛病 武力 孔子 孟子 老子 孙子 常识 "
    "方便 方言 牛奶 安心 齐全 易经 章节 申请 申报 申请人 甘愿 包装 宁愿 成本 成功 成立 成长 路上 游客 "
    "管控 房价 解放 时代 司法 古代 吉祥 简单 简介 简称 简历 项链 连续 党的 席位 应对 应聘 边界 师德 商品 "
    "明年 查询 官方 封闭 谈话 谈判 乐意 南方 班级 储备 原则上 劳动 满意 位置 海报 花钱 权利 权力 强制 "
    "平等 支付 国情 计分 相信 初期 门口 云端 容量 来信 都市 普通 修改 修订 况且 那么 那时 印象 隆重 战略 "
    "公开 利用 呼吁 居民楼 但 信用 展望 阴天 智能 植物 衡量 富裕 由来 或者 再者 前者 后者 二者 两者 三者 "
    "负责人 联系人 申办人 经办人 法人 本人 别人 某人 每人 他人 有人 后人 承办人 签发人 责任人 收件人 "
    "发件人 委托人 对方 双方 各方 另一方面 一方面 总之 总的来说 总结 小结 综上 首先 其次 再次 最后 然后 "
    "另外 此外 还有 因此 所以 因为 如果 虽然 即 如 其中 其他 其它 其余 以上 以下 如下 上午 下午 晚上 "
    "早上 中午 凌晨 今天 昨天 星期一 星期二 星期三 星期四 星期五 星期六 星期日 周一 周二 周三 周四 周五 "
    "周六 周日 各位 大家好 你好 您好 电话 传真 邮箱 邮编 网址 微信 地址 联系方式 主办 承办 协办 主办方 "
    "承办方 主办单位 承办单位 口号 标语 歌词 优先 亮点 短板 做法 经验 教训 启示 思考 讨论 分析 概述 概况 "
    "基本情况 理由 依据 证据 假设 变量 样本 步骤 流程 阶段 环节 层面 维度 类型 种类 分类 名称 简言之 "
    "换言之 也就是说 题记 后记 编者按 按语 按 注解 例 引 序 答复 提示 温习 复习 作业 练习 考点 知识点 "
    "文字记录 逐字稿 转写原文 全文概要 全文摘要 章节速览 发言总结 要点回顾 问答回顾 待办事项 会议纪要 "
    "链接 原标题 转自 更新 发布 发布时间 阅读 浏览 点击 字号 note notes nb ps example examples for e.g "
    "i.e eg ie summary background conclusion conclusions keywords keyword key abstract introduction "
    "source sources author authors title date time place warning tip tips step figure table chart "
    "appendix reference references chapter section part page line item question questions problem "
    "problems reason reasons result results finding findings method methods methodology discussion aim "
    "aims objective objectives goal goals scope limitation limitations recommendation recommendations "
    "implication implications first second third fourth fifth firstly secondly thirdly finally lastly "
    "next then also however therefore moreover furthermore besides because although though if when while "
    "where what why how who which that this these those it he she we they you my our your his her their "
    "the a an and or but so in on at to from with of by is are was were be been being do does did done "
    "there here yes no ok okay well oh ah um uh right sure exactly http https ftp www mailto url doi "
    "isbn issn tel fax email phone mobile web website link copyright published updated edit edited "
    "editor editors by re fw fwd cc bcc subject attachment monday tuesday wednesday thursday friday "
    "saturday sunday january february march april may june july august september october november "
    "december today tomorrow yesterday morning afternoon evening night am pm strengths weaknesses "
    "opportunities threats pros cons advantages disadvantages theme themes category categories code "
    "codes definition definitions concept concepts idea ideas fact facts point points issue issues case "
    "cases option options choice choices answer answers correct total number numbers one two three id ai "
    "qq ppt app tv usb pdf day week month year unit lesson exercise task stage phase level version "
    "volume vol no nos type group topic module quote quotes"
)

TOPIC_ENDINGS = tuple(
    _words(
        "问题 原因 结果 结论 方法 办法 措施 建议 意见 看法 观点 目的 目标 意义 作用 特点 优点 缺点 条件 "
        "背景 现状 情况 例子 说明 来源 定义 概念 原则 任务 内容 主题 时间 地点 方面 方向 方案 方式 程序 "
        "成果 计划 项目 管理 信息 关系 部分 阶段 步骤 流程 环节 层面 类型 名称 "
        "困难 难点 重点 做法 经验 需求 要求 矛盾 挑战 优势 劣势 贡献 工作 想法 情形"
    )
)
"""Ends of words for things that are talked about."""
THING_ENDINGS = _characters(
    "案法率度性化点面类项型式量额费期版篇章节条款图表页会局部制令站网街路区市省县题组第例注"
)
"""Last characters of words that are numbered but do not speak: 表1, 方案A."""
NAME_ENDINGS_RARE = _characters("度性率费期版型项类款额点部站局页表案量式")

LATIN_NOUN_ENDINGS = (
    "tion",
    "sion",
    "ness",
    "ment",
    "ity",
    "ism",
    "ous",
    "ful",
    "able",
    "ology",
    "ship",
    "ways",
    "ies",
)
PARTICLES = _words("de da di du del della van von der den la le el al bin bint ibn of dos das y e")
