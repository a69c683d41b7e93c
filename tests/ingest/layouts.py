"""Transcripts as they are laid out in the field, with the turns that stand in them."""

LAYOUTS: dict[str, tuple[str, list[str]]] = {
    "header block, blank lines": (
        """L社区居民访谈记录

访谈时间：2023年5月12日
访谈地点：L社区居委会活动室
受访者：王某，女，62岁，退休教师
访谈者：李明

访谈者：王阿姨您好，请问您在这里住了多久？

受访者：住了二十多年了。
以前是单位房，后来卖给个人。

后来人就杂了。

访谈者：平时参加什么活动？

受访者：主要有两个：
一是合唱队，二是志愿者。
""",
        ["访谈者|王阿姨", "受访者|住了二十多年了", "访谈者|平时", "受访者|主要有"],
    ),
    "header block without a blank line below": (
        """编号：03
时间：2022.08.03
访谈者：张三
受访者：李四
访谈者：您好，开始吧？
受访者：好的。
访谈者：谢谢您。
受访者：不客气。
""",
        ["访谈者|您好", "受访者|好的", "访谈者|谢谢", "受访者|不客气"],
    ),
    "one turn a line": (
        """问：您是哪一年搬来的？
答：一九九八年。
问：那时候小区什么样？
答：都是平房。负责人：老张，你认识吧。
时间：大概是冬天。
问：后来呢？
答：后来拆了。
""",
        ["问|您是", "答|一九", "问|那时候", "答|都是", "问|后来呢", "答|后来拆"],
    ),
    "访 and 受": (
        """访：为什么要成立这个互助小组？
受：老人多，没人管。
受：子女都在外地。
访：谁来牵头？
受：老党员。
""",
        ["访|为什么", "受|老人多", "受|子女", "访|谁来", "受|老党员"],
    ),
    "numbered residents in a focus group": (
        """焦点小组访谈 第二场

主持人：大家先介绍一下自己。

居民A：我住三号楼。

居民B：我是楼长。

居民C：我刚搬来。

居民A（插话）：欢迎。

主持人：那我们说说停车的事。

居民-04：停车太难了。
""",
        [
            "主持人|大家",
            "居民A|我住",
            "居民B|我是",
            "居民C|我刚",
            "居民A|欢迎",
            "主持人|那我们",
            "居民-04|停车",
        ],
    ),
    "labels on lines of their own": (
        """访谈者：
您觉得居委会的工作怎么样？

受访者01：
事情太多，
都在填表。

访谈者：
能举个例子吗？

受访者01：
检查的时候要补台账。
""",
        ["访谈者|您觉得", "受访者01|事情太多", "访谈者|能举", "受访者01|检查"],
    ),
    "speaker words alone, no colon": (
        """访谈者
您好，我们开始。

受访者
好的，你问吧。

访谈者
您是党员吗？

受访者
是，老党员了。
""",
        ["访谈者|您好", "受访者|好的", "访谈者|您是", "受访者|是，"],
    ),
    "time stamps by a recorder": (
        """说话人 1 00:05
各位早上好。

说话人 2 00:09
你好。

说话人 1 01:12
今天讲三件事：停车、垃圾、电梯。
电梯：要先征求意见。

说话人 3 02:40
我同意。
""",
        ["说话人 1|各位", "说话人 2|你好", "说话人 1|今天", "说话人 3|我同意"],
    ),
    "time stamps before English names": (
        """[00:00:01] Interviewer: Thanks for coming.
[00:00:05] Mary Brown: No problem.
[00:00:09] Interviewer: How did the garden start?
[00:00:13] Mary Brown: Three of us met in 2015. The idea: grow food.
[00:01:13] Joe: And flowers.
""",
        ["Interviewer|Thanks", "Mary Brown|No problem", "Interviewer|How", "Mary Brown|Three", "Joe|And"],
    ),
    "names and times on their own line": (
        """Mary Brown  0:02
So we started with nothing.

Joe Lee  0:15
Just a fence.

Mary Brown  0:21
Right.
""",
        ["Mary Brown|So we", "Joe Lee|Just", "Mary Brown|Right"],
    ),
    "bold labels": (
        """# Interview 4

Some notes on the place and the mood.

**Interviewer:** What does the committee do?

**Resident 2:** It organises the night watch.

It also settles quarrels.

**Interviewer:** Who decides?

**Resident 2:** We vote.
""",
        ["Interviewer|What", "Resident 2|It org", "Interviewer|Who", "Resident 2|We vote"],
    ),
    "headings": (
        """### 访谈者：
请介绍一下社区。

### 王主任：
我们社区有三千户。

### 访谈者：
有社工吗？

### 王主任：
有两个。
""",
        ["访谈者|请介绍", "王主任|我们", "访谈者|有社工", "王主任|有两个"],
    ),
    "lenticular brackets": (
        """【记者】您当书记几年了？
【王书记】八年了。
【记者】最难的是什么？
【王书记】人手不够。【笑】
""",
        ["记者|您当", "王书记|八年", "记者|最难", "王书记|人手"],
    ),
    "names, titles in brackets": (
        """王书记（社区党委书记）：欢迎各位。

刘芳（街道办干部）：谢谢王书记。

王书记：请坐。

陈建国：我先说两句：第一，停车。

第二：物业费。

刘芳：记下了。
""",
        ["王书记|欢迎", "刘芳|谢谢", "王书记|请坐", "陈建国|我先", "刘芳|记下"],
    ),
    "many speak once": (
        """主席：现在开会。

林志明：我同意。

陳淑惠：我沒有意見。

衛生局代表：我們配合辦理。

張文雄：請說明經費。

會計室：經費來源有三項。

主席：照案通過。

林志明：謝謝。
""",
        [
            "主席|现在",
            "林志明|我同意",
            "陳淑惠|我",
            "衛生局代表|我們",
            "張文雄|請",
            "會計室|經費",
            "主席|照案",
            "林志明|謝謝",
        ],
    ),
    "one speaker": (
        """王主任：我来讲讲我们社区。我们社区有三千户，老人占三成。

这几年主要做两件事：加装电梯和停车。

困难也有：没有钱。
""",
        ["王主任|我来讲"],
    ),
    "English letters": (
        """Q: How many of you are there?

A: About twelve.

We meet on Fridays.

Q: Where?

A: In the hall. Note: it leaks.
""",
        ["Q|How many", "A|About", "Q|Where", "A|In the hall"],
    ),
    "participant codes": (
        """I: Do you trust the committee?
P1: Mostly.
P2: Not always. For example: the parking.
I: Tell me more.
P3: They never asked us.
P1: True.
""",
        ["I|Do you", "P1|Mostly", "P2|Not", "I|Tell", "P3|They", "P1|True"],
    ),
    "English header block": (
        """Interview 07
Date: 12 May 2023
Place: Community hall
Interviewer: Jane Smith
Interviewee: Mr. Li, 62, male

Interviewer: Shall we start?

Interviewee: Yes, please.

Interviewer: How long have you been here?

Interviewee: Since 1998.
""",
        ["Interviewer|Shall", "Interviewee|Yes", "Interviewer|How", "Interviewee|Since"],
    ),
    "numbered lines": (
        """01 A: 你吃了吗
02 B: 吃了
03 A: 去开会吗
04 B: 去
05 A: 一起走
""",
        ["A|你吃", "B|吃了", "A|去开", "B|去", "A|一起"],
    ),
    "long answers over many paragraphs": (
        "\n\n".join(
            [
                "访谈者：请讲讲这些年的变化。",
                "赵大爷：变化大了去了。",
                *[f"第{n}年的时候，我们这里修了路，种了树，日子一年比一年好。" for n in "一二三四五六七八九"],
                "访谈者：最难的是哪一年？",
                "赵大爷：第三年。",
                *["那一年没有钱，也没有人，大家的心都散了。"] * 8,
                "孙奶奶：那年我也在。",
                "访谈者：谢谢两位。",
            ]
        ),
        ["访谈者|请讲", "赵大爷|变化", "访谈者|最难", "赵大爷|第三年", "孙奶奶|那年", "访谈者|谢谢"],
    ),
    "question numbers beside an answer": (
        """Q1：您在社区住了多久？
受访者：十年。
Q2：您参加过议事会吗？
受访者：参加过两次。
""",
        ["受访者|十年", "受访者|参加过"],
    ),
    "cues of a meeting program": (
        """00:00:03.120 --> 00:00:05.200
Li Wei: Good morning everyone.

00:00:05.900 --> 00:00:08.000
Anna Schmidt: Morning!

00:00:09.000 --> 00:00:12.000
Li Wei: Let's start: first the garden.
""",
        ["Li Wei|Good", "Anna Schmidt|Morning", "Li Wei|Let"],
    ),
    "names with times in brackets": (
        """张伟(00:00:12): 各位好，今天我们聊一下物业的问题。

李娜(00:00:20): 好的。

张伟(00:00:25): 先说电梯：一共三部。

王芳(00:01:02): 我补充一点。
""",
        ["张伟|各位好", "李娜|好的", "张伟|先说电梯", "王芳|我补充"],
    ),
    "names and times, no blank lines": (
        """张伟 00:00:12
各位好，今天我们聊一下物业的问题。
李娜 00:00:20
好的。
张伟 00:00:25
先说电梯：一共三部。
""",
        ["张伟|各位好", "李娜|好的", "张伟|先说电梯"],
    ),
    "codes, and a list in an answer": (
        """附录一 访谈记录（节选）

访谈对象：Z01（社区书记，男，48岁）
访谈时间：2022年7月15日
访谈地点：社区办公室

W：书记您好，感谢您接受访谈。
Z01：不客气，有什么就问吧。
W：社区现在有哪些社会组织？
Z01：主要有三类：文体类、志愿类、互助类。
文体类：舞蹈队、合唱队。
志愿类：巡逻队。
互助类：老年互助小组。
W：他们的经费从哪里来？
Z01：党组织服务群众经费。
""",
        ["W|书记", "Z01|不客气", "W|社区现在", "Z01|主要有", "W|他们的", "Z01|党组织"],
    ),
    "initials": (
        """INTERVIEW TRANSCRIPT #4
Participant: Mrs. L.
Date: 3/4/2021

SK: Thank you for joining.
ML: My pleasure.
SK: What do you think of the new rules?
ML: Two things: they're long, and nobody reads them.
""",
        ["SK|Thank", "ML|My", "SK|What", "ML|Two"],
    ),
    "square brackets, no colon": (
        """[Interviewer] How did it begin?
[Resident A] With a quarrel.
[Interviewer] About what?
[Resident A] Parking.
""",
        ["Interviewer|How", "Resident A|With", "Interviewer|About", "Resident A|Parking"],
    ),
    "messages with date and time": (
        """小雨 2023/5/1 10:20
今天有人来吗

阿宝 2023/5/1 10:21
我来

小雨 2023/5/1 10:22
好的
""",
        ["小雨|今天", "阿宝|我来", "小雨|好的"],
    ),
    "a Markdown list": (
        """- **Interviewer:** Hello?
- **Participant 3:** Hi.
- **Interviewer:** Ready?
- **Participant 3:** Yes: go.
""",
        ["Interviewer|Hello", "Participant 3|Hi", "Interviewer|Ready", "Participant 3|Yes"],
    ),
    "remarks after the name": (
        """王主任（看表）：时间到了。
李书记：（点头）开始吧。
王主任：好。
""",
        ["王主任|时间到", "李书记|（点头）", "王主任|好。"],
    ),
    "words for relatives": (
        """妈妈：孩子都在外地。
爸爸：一年回来一次。
笔者：平时谁照顾？
妈妈：邻居。
爸爸：对，邻居好。
""",
        ["妈妈|孩子", "爸爸|一年", "笔者|平时", "妈妈|邻居", "爸爸|对，"],
    ),
    "numbers before the word": (
        """主持人：大家觉得呢？
众人：好！
主持人：谁先讲？
3号居民：我先讲。
5号居民：我补充。
3号居民：是的。
""",
        ["主持人|大家", "众人|好！", "主持人|谁先", "3号居民|我先", "5号居民|我补", "3号居民|是的"],
    ),
    "甲 and 乙": (
        """甲：你来了。
乙：来了。
甲：坐。
乙：谢谢。
""",
        ["甲|你来", "乙|来了", "甲|坐。", "乙|谢谢"],
    ),
}

UNLABELLED: dict[str, str] = {
    "essay with colons": """Community Governance in Practice

Abstract: This paper looks at three estates.

Keywords: governance, residents

1. Introduction

There are two problems: money and time.

Note: the data are from 2019.

Fully mobilise the resources: every estate has some.

Author: Wan Ling, Party School
""",
    "Chinese essay": """共建共治共享的社区治理格局

摘要：本文讨论三个社区。

关键词：社区治理；参与

一、问题的提出

社区治理的难点：第一，人；第二，钱。

原因：老人多。

结论：要有能人。
""",
    "field notes": """今天去了L社区。王主任说：“这里缺人。”

她又说：我们只有五个人。

下午三点：下雨了，就回来了。
""",
    "an excerpt in an essay": "我们在社区做了半年的调查，下面是其中的一段。" * 120
    + "\n\n访谈者：您参加吗？\n\n受访者：参加。\n\n由此可见，参与是普遍的。\n",
    "a list": "优势：人多\n劣势：钱少\n机会：政策好\n挑战：老龄化\n",
    "no colon at all": "我在这里住了二十年。大家都认识。\n",
    "a narrative": """赵奶奶，78岁，退休工人。

我是一九六五年来的。那时候的口号是：备战备荒。

我老伴常说：人要有点精神。

后来居委会主任跟我讲：你来当楼长吧。

我说：行。
""",
    "a circular": """关于加强基层治理的意见

一、总体要求

（一）指导思想：坚持党的领导。

（二）工作原则：坚持以人民为中心。

责任单位：民政局
完成时限：2025年
联系人：张三
联系电话：12345678
""",
    "a questionnaire": """1. 您的性别：女
2. 您的年龄：62
3. 您对社区的看法：很好，就是停车难。
4. 您的建议：多建车位。
""",
    "a diary": """5月1日 星期一 晴
上午：打扫卫生
下午：开会
晚上：巡逻

5月2日 星期二 雨
上午：走访
下午：填表
晚上：休息
""",
}
