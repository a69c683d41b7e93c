"""Invented sentences in which what may tell who somebody is stands in braces: {person:王建国}."""

import re
from typing import NamedTuple

ZH = """\
那年是{person:王建国}带头找的街道，后来{person:李晓梅}才加进来。
{person:张经理}说物业费要涨，{person:老李}第一个不同意。
我们楼的{person:周淑芬}大姐退休以后天天在花园里忙。
{person:小陈}你把名单给{person:刘书记}送过去，别等到下午。
{person:欧阳锋}是搞水电的，谁家漏水都喊他。
我老伴叫{person:吴德贵}，以前在{organisation:红星机械厂}上班。
{person:王姐}人热心，可是脾气急，跟{person:孙阿姨}吵过两回。
居委会换了三任主任，{person:赵主任}干得最久。
你们学校的{person:何教授}来过一次，讲垃圾分类。
{person:司马静}在{place:翠湖社区}做社工，去年才调来的。
我是{place:河南}人，二十年前跟着老乡来{place:杭州}打工。
从{place:成都市}{place:武侯区}搬过来以后，孩子就在{organisation:育才小学}念书。
{place:幸福里小区}没有物业，大家自己管自己。
我家住{address:翠竹路18号3栋2单元501室}，快递老送错。
你记一下，{address:江苏省南京市鼓楼区中山北路26号}。
她电话是{phone:13800138000}，白天打不通。
有事打我手机{phone:139 0013 9000}，座机{phone:025-83211234}也行。
邮箱写{email:wangxm1962@example.com}，别写错了。
身份证号{id:110101199003077889}，我背得出来。
微信号：{account:wang_xm1962}，加的时候说是邻居。
加QQ{account:283746152}进群，群里有通知。
那辆{plate:苏A·D12345}天天堵在消防通道上。
新能源的车牌{plate:沪AD12345}不收停车费。
工资卡号{number:6222 0213 8001 3800 012}我写在纸上了。
{person:阿强}开小卖部，什么消息都是他先知道。
{person:黄师傅}修了三十年电梯，徒弟{person:马小军}也来了。
业委会主任{person:郑卫东}跟开发商打过官司。
{person:买买提}大叔的馕做得好，院子里都爱吃。
{person:扎西}是援藏的时候认识的，现在还打电话。
{person:诸葛明}这个名字好记，开会签到一眼就看见。
说起来还是{person:钱老师}有耐心，教大家用手机挂号。
网格员{person:罗婷婷}一个人管四百户。
{person:陈大爷}和{person:杨奶奶}每天早上打太极。
那会儿{organisation:第三人民医院}还没搬走，看病方便。
{person:林志远}和{person:林志强}是两兄弟，都住六楼。
{person:小刘}、{person:小赵}都是九零后，坐不住。
楼上{person:许家}装修，噪音大得很。
{person:彭丽}她爱人在{place:深圳}，一年回来一次。
以前归{organisation:长江纺织公司}管，现在没人管。
{place:玉林街道}的干部来看过，说要研究研究。
{person:唐总}答应捐两台健身器材，后来没下文。
找{organisation:阳光社工事务所}做的评估，花了三个月。
社区团购的团长叫{person:曾小兰}，账目清清楚楚。
派出所{person:高警官}来调解过，两家才不闹了。
{person:迈克尔}是外教，租在我们楼上，中文说得好。
志愿者里面，{person:范志毅}的点子最多。
明白人都知道，智慧社区不是装几个摄像头。
老师傅带徒弟，小区里的事情大家商量着办。
我们高兴的时候一起包饺子，有文化的人写写标语。
老旧小区改造，国家有补贴，居民自己出一点。
老板不在，老乡也不在，老人家都去晒太阳了。
第三次会议的时候，主任和书记都没有来。
小时候住平房，小学就在马路对面。
谢谢大家支持，平安社区靠的是方方面面。
王某说他不想干了，李某某也是这个意思。
L社区的张X和H市来的专家谈了两次。
居民A和居民B意见不一样，受访者03没有表态。
这条路修了三年，那个公园也是刚建的。
高层住户嫌电梯慢，单元门常常坏。
钱是小事，关系搞僵了才麻烦。
黄金周人最多，安全问题要向上反映。
一三年涨过一次价，两千零八年奥运会那会儿最便宜。
"""

EN = """\
My neighbour {person:Margaret Ellis} started the garden with two spades.
After that {person:Tom} and {person:Priya Nair} joined us on Saturdays.
You should ask {person:Mrs Hargreaves} about the minutes.
I have lived on {place:Willow Lane} for thirty years.
We moved here from {place:Bristol} when my daughter was four.
The lease is held by {organisation:Northgate Housing Trust} now.
{person:Dr Osei} came to the surgery in the old chapel.
Ring me on {phone:020 7946 0958} any evening.
Her mobile is {phone:07700 900123} but she never answers.
Write to {email:p.nair@example.org} and copy me in.
The office is at {address:12 Church Street}, next to the bakery.
Parcels go to {address:Flat 4, 27 Mill Road} by mistake.
Our postcode is {address:M13 9PL} if you need it for the form.
It was {person:Councillor Whitfield} who stood up at the meeting.
People still talk about {person:Old Joe} and his allotment.
The minister from {organisation:St Mark Church} lent us the hall.
I told {person:Anna} twice and {person:Anna} forgot twice.
She works for {organisation:Bexley Council} in the planning team.
Call {phone:(415) 555-2671} before six.
The site is {link:https://example.org/garden?id=7} I think.
When {person:Samuel O'Connor} died the whole street came.
I asked {person:Li Wei} to translate for the older ladies.
There was a row between {person:Patel} and the contractor.
We took the bus to {place:Ashby Park} every Sunday.
They named it after {person:Rosa Delgado}, the first tenant.
Nobody told us that the committee had met on Monday.
In the end I said yes because the English class was free.
The residents wanted a bench and the manager said maybe.
Well, Christmas is the only time that everybody comes.
Her passport number was {id:533401372} at the time.
Honestly, trust takes years and a rumour takes a day.
The interviewer asked, and I said that I did not know.
Participants in the group call her Resident 2 in the notes.
Mr X would not sign, and Person A left the room.
I mean, we are not that kind of neighbourhood.
OK, so the internet was down and I missed the Zoom call.
Sometimes it rains for a week and nobody waters anything.
Then {person:Fatima Noor} brought soup for all of them.
The {organisation:Riverside Tenants Association} has no money left.
He said {person:Duncan} would fix the gate by April.
"""

_MARK = re.compile(r"\{([a-z]+):([^{}]*)\}")


class Sentence(NamedTuple):
    """A sentence without marks, and what was marked: start, end, kind."""

    text: str
    truth: tuple[tuple[int, int, str], ...]


def read(marked: str) -> list[Sentence]:
    return [_sentence(line) for line in marked.splitlines() if line]


def _sentence(line: str) -> Sentence:
    text, truth, at = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        truth.append((len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        at = mark.end()
    return Sentence(text + line[at:], tuple(truth))


ZH_UNSEEN = """\
听{person:冯建华}讲，{place:柳荫街}那边拆得差不多了。
{person:邹敏}是我徒弟，跟{person:曹师傅}学过两年。
老伴走了以后，女儿{person:秦雨薇}每周末回来。
{person:高大姐}拿着喇叭在楼下喊，{person:小余}跟着记名字。
给{person:夏主任}打了三次，号码是{phone:15912345678}，都没接。
我在{place:嘉陵路}开了十一年理发店。
孩子转到{organisation:明德中学}，上学要坐六站。
{place:武汉}疫情那年，{person:罗医生}住在单位没回家。
合同上写的是{address:解放路102号}，其实门开在后巷。
{person:尹大妈}说{person:老魏}抽烟，两个人就吵起来了。
{person:邓永强}当过兵，说话声音大。
{person:古丽}会唱歌，院子里的活动少不了她。
有个叫{person:石磊}的年轻人帮大家申请经费。
{place:桂花社区}的志愿者过来教我们怎么分。
房东姓{person:沈}，人在{place:上海}，平时见不着。
先把收据给{person:江会计}看，再找人签字。
{person:汤副书记}在会上表了态，材料第二天就报上去了。
发到{email:fengjh@example.cn}，标题写清楚。
夏天晚上凉快，大家都搬凳子出来坐。
平时没什么矛盾，停车是个大问题。
花钱请人打扫，不如自己动手。
年轻人都上班，白天只剩老人和孩子。
高低床是捐的，书架是我们自己钉的。
程序走完了，钱还没有下来。
"""

EN_UNSEEN = """\
{person:Kathleen} told me that {person:Mr Okafor} would speak first.
The flats on {place:Garnet Street} were empty for years.
We applied to {organisation:Weston Borough Council} in the spring.
My cousin {person:Ivan Petrov} painted the fence.
Everyone in {place:Halifax} remembers the flood.
You can text {person:Bea} on {phone:07911 123456}.
The meeting was at {address:8 Orchard Road} that time.
Then {person:Nurse Adeyemi} asked how we were coping.
It is in the minutes, which {person:Gwen Hughes} typed.
They sent it to {email:tenants@example.net} by accident.
The company promised a lift and nothing happened.
Before that, nobody knew who lived upstairs.
Funny enough, the Thursday group grew the fastest.
{person:Joan} left. {person:Joan} never came back.
I would rather talk to a person than to a machine.
"""
