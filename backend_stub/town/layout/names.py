"""Chinese names of the demo town with their pinyin and English forms. Pure; used by every layout module."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

_READINGS = """
松song 亭ting 柳liu 泉quan 马ma 桥qiao 房fang 家jia 人ren 民min 共gong 青qing 团tuan 华hua 光guang 联lian 通tong
中zhong 心xin 新xin 村cun 昌chang 国guo 北bei 京jing 西xi 五wu 东dong 一yi 二er 三san 四si 世shi 纪ji 上shang 海hai
金jin 晶jing 大da 道dao 重chong 庆qing 南nan 路lu 街jie 巷xiang 环huan 快kuai 速su 滨bin 河he 胜sheng 利li 和he 平ping
建jian 设she 解jie 放fang 文wen 化hua 学xue 院yuan 兴xing 工gong 业ye 园yuan 科ke 技ji 创chuang 润run 德de 祥xiang 福fu
安an 康kang 宁ning 明ming 春chun 秋qiu 梅mei 兰lan 竹zhu 菊ju 桃tao 李li 杏xing 槐huai 枫feng 桐tong 荷he 莲lian 枣zao
榆yu 杨yang 桂gui 山shan 水shui 云yun 湖hu 溪xi 林lin 田tian 苑yuan 庄zhuang 井jing 塘tang 堤di 坊fang 店dian 台tai
石shi 龙long 凤feng 鹤he 鹿lu 雁yan 燕yan 银yin 玉yu 宝bao 盛sheng 丰feng 永yong 长chang 清qing 景jing 秀xiu 美mei
善shan 义yi 仁ren 礼li 智zhi 信xin 诚cheng 孝xiao 贤xian 才cai 立li 振zhen 前qian 进jin 朝chao 阳yang 向xiang 红hong
旗qi 花hua 小xiao 区qu 城cheng 府fu 湾wan 郡jun 轩xuan 居ju 第di 实shi 验yan 幼you 儿er 医yi 市shi 卫wei 生sheng 服fu
务wu 化hua 厂chang 油you 库ku 机ji 械xie 食shi 品pin 纺fang 织zhi 陶tao 瓷ci 集ji 贸mao 菜cai 场chang 购gou 物wu 广guang
万wan 百bai 货huo 超chao 火huo 车che 站zhan 客ke 运yun 公gong 交jiao 枢shu 纽niu 体ti 育yu 馆guan 图tu 书shu 博bo 政zheng
警jing 务wu 消xiao 防fang 救jiu 援yuan 派pai 出chu 所suo 巡xun 队dui 村cun 委wei 会hui 社she 供gong 电dian 气qi 热re
厅ting 酒jiu 银yin 行hang 加jia 污wu 处chu 理li 厕ce 师shi 范fan 职zhi 高gao 级ji 初chu 老lao 年nian 院yuan 养yang
网wang 格ge 指zhi 挥hui 子zi 口kou 与yu 段duan 仓cang 储chu 影ying 剧ju 宾bin 阁ge 岭ling 湘xiang 岳yue 衡heng 泰tai 昆kun
仑lun 峨e 眉mei 黄huang 淮huai 江jiang 漓li 沂yi 淄zi 沭shu 汶wen 泗si 潍wei 弥mi 孟meng 乐le 朱zhu 刘liu 孙sun 赵zhao
周zhou 吴wu 郑zheng 冯feng 陈chen 沈shen 韩han 许xu 何he 张zhang 曹cao 严yan 魏wei 姜jiang 谢xie 邹zou 苏su 潘pan 范fan
彭peng 鲁lu 韦wei 苗miao 方fang 任ren 袁yuan 唐tang 薛xue 雷lei 贺he 倪ni 汤tang 罗luo 毕bi 郝hao 常chang 于yu 傅fu 齐qi
伍wu 余yu 卜bu 顾gu 尹yin 姚yao 邵shao 汪wang 毛mao 戴dai 宋song 庞pang 熊xiong 纪ji 舒shu 项xiang 董dong 梁liang 杜du
阮ruan 闵min 徐xu 邱qiu 骆luo 夏xia 蔡cai 胡hu 霍huo 万wan 柯ke 管guan 卢lu 莫mo 丁ding 邓deng 王wang 伟wei 芳fang 娜na
敏min 静jing 丽li 强qiang 磊lei 军jun 洋yang 勇yong 艳yan 杰jie 娟juan 涛tao 超chao 霞xia 刚gang 鹏peng 辉hui 健jian
斌bin 凯kai 浩hao 宇yu 鑫xin 飞fei 帅shuai 亮liang 峰feng 旭xu 晨chen 颖ying 慧hui 倩qian 雪xue 琳lin 佳jia 博bo 毅yi
志zhi 海hai 建jian 国guo 晓xiao 思si 嘉jia 子zi 俊jun 永yong 庭ting 川chuan 冬dong 远yuan 森sen 航hang 彤tong 洁jie 翔xiang
雨yu 乔qiao 岚lan 璐lu 凡fan 禾he 合he 意yi 圣sheng 星xing 月yue 天tian 地di 汇hui 鲁lu 钢gang 铁tie 煤mei 港gang 台tai
七qi 九jiu 侯hou 八ba 六liu 史shi 叶ye 吕lv 孔kong 崔cui 廖liao 易yi 曾zeng 武wu 白bai 秦qin 程cheng 萧xiao 蒋jiang 谭tan
贾jia 赖lai 郭guo 钟zhong 钱qian 阎yan 陆lu 黎li 龚gong 江jiang 修xiu 分fen 局ju 抢qiang 早zao 燃ran 甲jia 乙yi 丙bing 丁ding 顺shun 达da 源yuan 纬wei 经jing 楼lou 门men 正zheng 同tong 佛fo 寺si 塔ta 窑yao 营ying 屯tun 官guan
"""

READINGS: dict[str, str] = {entry[0]: entry[1:] for entry in _READINGS.split()}
"""Pinyin without tones of every character that the generator writes (one reading each, as used here)."""

FIRST = "松柳兰竹桃杏槐枫桐荷莲榆杨桂云清景秀福康宁祥德润永丰盛金银玉宝石龙凤鹤鹿雁文贤才立振春秋明阳星月安和兴新仁义礼智信诚长"
SECOND = "泉林园溪湖山田庄井塘堤坊台河岭湾桥苑亭阳光华安宁平和兴盛祥润"

EAST_WEST = ["人民", "共青团", "华光", "联通", "中心", "新村", "昌国", "和平", "胜利", "松泰", "建设", "文昌", "兴学", "前进", "解放", "鲁泰", "黄河", "淮河", "汶水", "沂水"]
NORTH_SOUTH = ["柳泉", "世纪", "西五", "东一", "上海", "北京", "南京", "重庆", "金晶", "东二", "西四", "昆仑", "泰山", "衡山", "朝阳", "向阳", "红旗", "工业", "科技", "创业", "大桥", "西六"]

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛超霞刚鹏辉健斌凯浩宇鑫飞帅亮峰旭晨颖慧倩雪琳佳博毅志海建国晓思嘉子俊永庭川冬远森航彤洁翔雨乔岚璐凡"


@dataclass(frozen=True, slots=True)
class Name:
    """A name in both languages; `pinyin` is the Chinese one's syllables, separated by spaces."""

    zh: str
    en: str

    @property
    def pinyin(self) -> str:
        """Syllables for search: full spelling and initials can both be made of them."""
        return pinyin(self.zh)


def pinyin(zh: str) -> str:
    """Syllables of `zh` separated by spaces, other characters kept; raises KeyError for an unknown one."""
    parts: list[str] = []
    for character in zh:
        if "一" <= character <= "鿿":
            parts.append(READINGS[character])
        elif character.strip():
            parts.append(character.lower())
    return " ".join(parts)


def roman(zh: str) -> str:
    """Pinyin as one capitalised word, an apostrophe before a bare vowel: 柳泉 → Liuquan, 东二 → Dong'er."""
    first, *rest = pinyin(zh).split()
    return (first + "".join(("'" if part[0] in "aeo" else "") + part for part in rest)).capitalize()


def street(zh: str, kind: str = "路") -> Name:
    """A street's name: 柳泉 → 柳泉路, Liuquan Rd."""
    suffix = {"路": "Rd", "街": "St", "巷": "Lane", "大道": "Ave", "快速路": "Expressway"}[kind]
    return Name(zh + kind, f"{roman(zh)} {suffix}")


def stems(rng: np.random.Generator, taken: set[str]) -> Iterator[str]:
    """Endless two-character stems in seeded order, none in `taken`, each once (then with a numeral)."""
    every = sorted({a + b for a in FIRST for b in SECOND if a != b} - taken)
    order = rng.permutation(len(every))
    for round_number in range(10):
        suffix = "" if round_number == 0 else "一二三四五六七八九"[round_number - 1]
        for index in order:
            yield every[int(index)] + suffix


def person(rng: np.random.Generator) -> Name:
    """A person's name, two or three characters: 王晓峰, Wang Xiaofeng."""
    surname = SURNAMES[int(rng.integers(len(SURNAMES)))]
    given = "".join(GIVEN[int(rng.integers(len(GIVEN)))] for _ in range(1 if rng.random() < 0.25 else 2))
    return Name(surname + given, f"{roman(surname)} {roman(given)}")
