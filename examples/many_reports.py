#!/usr/bin/env python3
"""Makes a folder of report files to measure a roll-up with; docs/scale.md has what came of it.

    examples/many_reports.py FOLDER COUNT [COPIED]

COUNT agencies, each with a balanced report of 2025 with figures of its own and six sections of prose that
no other agency has; all of them are in the register. Of COPIED agencies, spread over the others, each section is
that of the agency before, with the name and every figure changed. The same words give the same files.
"""

import csv
import random
import re
import sys
from pathlib import Path

# None of these is a word for a place above a township, nor a numeral.
NAMES = "柳石溪松枫荷梅竹桂兰榆槐桃杏梨枣棠樟柏杉桐楠桑葵莲菊萍芦苇蒲菱藕麦稻粟豆麻棉茶桔橘柚栗椿榕"
WORDS = """
公开 目录 网站 群众 来信 专栏 窗口 干部 村组 站所 材料 登记 审核 把关 发布 更新 解读 图解 动漫 问答 会议 培训 考核
通报 台账 清单 档案 印发 备案 清理 归档 查询 终端 便民 大厅 展板 热线 回访 座谈 意见 建议 整改 台阶 短板 进度 时限
责任 分工 牵头 配合 联络 信箱 补贴 低保 征地 拆迁 危房 饮水 道路 学校 医院 养老 残疾 就业 创业 工地 环保 河长 林长 防汛
抗旱 消防 安全 食品 药品 市场 价格 招标 采购 预算 决算 债务 审计 统计 普查 户籍 婚姻 殡葬 宅基 承包 流转 合作 龙头 果园
大棚 渔船 山林 矿山 车站 码头 集市 广场 公园 厕所 垃圾 污水 路灯 绿化 古树 祠堂 书屋 戏台 球场 夜校 志愿 网格 楼栋 物业
""".split()
JOINTS = ["，并", "，再", "，由", "，对", "，按", "，把", "；", "，同", "，为", "，向"]


def prose(rng, characters):
    sentences, length = [], 0
    while length < characters:
        parts = ["".join(rng.choices(WORDS, k=rng.randint(3, 6))) for _ in range(rng.randint(2, 4))]
        sentence = parts[0] + "".join(rng.choice(JOINTS) + part for part in parts[1:])
        if rng.random() < 0.4:
            sentence += f"{rng.randint(11, 900)}处"
        sentences.append(sentence + "。")
        length += len(sentence)
    return "".join(sentences)


def name(at):
    """A name of three characters, of four past some 79,000, that no other number has."""
    base = len(NAMES)
    more = NAMES[at // base**3 % base] if at >= base**3 else ""
    return more + NAMES[at // base // base % base] + NAMES[at // base % base] + NAMES[at % base] + "镇"


def report(sample, at, sections):
    agency = f"云泽县{name(at)}人民政府"
    text = sample.replace("云泽县柳塘镇人民政府", agency)
    for number, words in enumerate(sections, 1):
        head = re.compile(rf"(section_{number}: \(\n    heading: [^\n]*\n    before: \[).*?(\],\n  \))", re.S)
        lead = f"{name(at)}今年公布{at % 89 + 11}项。"
        text = head.sub(lambda m: f'{m[1]}"{lead}{words}"{m[2]}', text, count=1)
    # Natural persons: what came in and what was granted.
    for row, figure in (("received", 23), ("granted", 11)):
        text = text.replace(f'"{row}": {{"natural": {figure},', f'"{row}": {{"natural": {figure + at % 97},')
    return text


def main():
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    copied = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    step = count // copied if copied else 0
    sample = (Path(__file__).parent.parent / "assets" / "sample.ron").read_text(encoding="utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    sections = []
    with (folder / "名录.csv").open("w", encoding="utf-8", newline="") as register:
        rows = csv.writer(register)
        rows.writerow(["单位代码", "单位名称", "单位类型"])
        for at in range(count):
            rng = random.Random(at)
            if step and at % step == step - 1 and sections:
                change = lambda m: str(rng.randint(11, 900))  # noqa: E731
                sections = [re.sub(r"\d+", change, words) for words in sections]
            else:
                sections = [prose(rng, 420) for _ in range(6)]
            rows.writerow([f"{at:06}", name(at), "乡镇"])
            below = folder / f"{at // 1000:03}"
            below.mkdir(exist_ok=True)
            (below / f"{at:06}.nianbao").write_text(report(sample, at, sections), encoding="utf-8")


if __name__ == "__main__":
    main()
