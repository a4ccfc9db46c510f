# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody whose computer speaks Chinese, and Waymark with her; from the build's own translations."""

import json
import re
import subprocess

import pytest

from way_node import BUILD, PATIENCE, clean_environment, program

GTIN = "09521234543213"
ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}")


class Speaker:
    """One data folder, and a language that may change."""

    def __init__(self, folder):
        self.folder = folder

    def run(self, *words, language="zh_CN.UTF-8", code=0):
        variables = clean_environment(
            WAYMARK_LOCALE_DIR=str(BUILD / "po"), WAYMARKD=program("waymarkd"),
            WAYMARK_PASSPHRASE="correct horse", LC_ALL=language, LANGUAGE="")
        done = subprocess.run([program("waymarkctl"), "--data-dir", str(self.folder), "--yes", *words],
                              capture_output=True, text=True, check=False, env=variables,
                              timeout=4 * PATIENCE)
        assert code in (None, done.returncode), done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture
def speaker(folder):
    one = Speaker(folder / "home")
    yield one
    one.run("node", "stop", code=None)


def test_help_is_chinese(speaker):
    text = speaker.run("help")
    assert text.startswith("用法：waymarkctl")
    assert re.search(r"^  verdict +说明一个码的已知情况及理由$", text, re.MULTILINE)
    assert not ENGLISH.search(text)
    options = speaker.run("lot", "create", "--help")
    assert "选项：" in options and re.search(r"--produced DATE +生产日期", options)


def test_what_went_wrong_is_chinese(speaker):
    text = speaker.run("verdcit", "x", code=2)
    assert text == "waymarkctl: 没有命令“verdcit”；您是想用“verdict”吗？\n"


def test_errors_of_rooms_without_a_language_are_chinese(speaker, folder):
    """Their sentences are templates: the arguments stand where Chinese wants them."""
    assert speaker.run("verdict", "https://id.gs1.org/01/09521234543214", code=None) == (
        "waymarkctl: (01) GTIN：校验码有误；有数字输错或读错，见“09521234543214”的第 14 个字符\n")
    assert speaker.run("gs1", "check", "09521234543214", code=1) == (
        "waymarkctl: 产品编号 09521234543214 的校验码有误：按这些数字应为 3；有数字输错或读错\n")
    document = folder / "bad.json"
    document.write_text('{"a": tru}')
    assert speaker.run("epcis", "check", str(document), code=1) == (
        f"{document}: $ 从第 1 行第 7 列起不是 JSON：这既不是 true 或 false，也不是 null\n")
    document.write_text('{"type": "EPCISDocument"}')
    assert f"{document}: $.epcisBody 缺失" in speaker.run("epcis", "check", str(document), code=1)
    answer = speaker.run("network", "add", "--genesis", "ab" * 32, "unix:/no/such.sock", code=None)
    assert answer.startswith("waymarkctl: 无法连接节点（unix:/no/such.sock）：")
    answer = speaker.run("network", "add", "--genesis", "ab" * 32, "ftp://x", code=None)
    assert answer == "waymarkctl: “ftp://x”不是节点的地址；地址以 https://、http:// 或 unix:/ 开头\n"


def test_errors_of_labels_and_nodes_are_chinese(speaker, folder):
    speaker.run("identity", "create", "陆家", "--kind", "brand", "--key-file")
    speaker.run("node", "start")
    speaker.run("product", "register", GTIN, "--name", "zh=绿茶", "--brand", "陆家")
    again = speaker.run("product", "register", GTIN, "--name", "zh=绿茶", "--brand", "陆家", code=None)
    assert again == f"waymarkctl: “陆家”已登记产品 {GTIN}：请更新该产品，或登记另一个 GTIN\n"
    speaker.run("lot", "create", "--quantity", "2", GTIN, "L1")
    text = speaker.run("label", "sheet", "--skip", "999", GTIN, "L1", str(folder / "x.pdf"), code=None)
    assert re.fullmatch(r"waymarkctl: 一张纸只有 \d+ 个标签；请少跳过几个\n", text)
    text = speaker.run("label", "sheet", GTIN, "L1", str(folder / "no" / "x.pdf"), code=None)
    assert text.startswith(f"waymarkctl: 无法写入 {folder / 'no' / 'x.pdf'}：")


def test_why_the_own_ledger_does_not_start_is_chinese(speaker, folder):
    speaker.run("identity", "create", "陆家", "--key-file")
    speaker.run("node", "start")
    speaker.run("node", "stop")
    (database,) = (folder / "home" / "node").glob("*.sqlite")
    database.write_bytes(b"no database" * 1000)
    text = speaker.run("node", "start", code=None)
    assert text == (f"waymarkctl: 此文件夹的账本没有启动：保存的数据已损坏：{database} is not a database\n")


def test_what_programs_read_stays_english(speaker):
    text = speaker.run("gs1", "parse", "https://id.gs1.org/01/09521234543214", code=1)
    assert '"(01) GTIN: the check digit is wrong; a digit was mistyped or misread' in text


def read_failure(text):
    """The last line of JSON among what was printed."""
    return json.loads([line for line in text.splitlines() if line.startswith("{")][-1])


@pytest.mark.parametrize("words, result, english", [
    (("identity", "show", "--identity", "none"), "no-identity", "There is no identity"),
    (("draft", "send", "00000000"), "not-found", "There is no draft 00000000"),
    (("network", "add", "--genesis", "ab" * 32, "ftp://x"), "usage", "“ftp://x” is not the address of a node"),
    (("verdcit", "x"), "usage", "There is no command"),
    (("label", "sheet", GTIN), "usage", "Something is missing"), (("scan",), "usage", "Give the pictures"),
    (("verdict", "https://id.gs1.org/01/09521234543214"), "bad-check-digit", "(01) GTIN: the check digit is wrong"),
    (("product", "register", GTIN, "--name", "zh=绿茶", "--brand", "陆家"), "already-exists",
     f"“陆家” has registered product {GTIN} already: update"),
], ids=range(8))
def test_why_a_command_failed_is_english_for_programs(speaker, words, result, english):
    """A stable name and an English sentence on stdout, while people are told in Chinese."""
    if result == "already-exists":
        speaker.run("identity", "create", "陆家", "--kind", "brand", "--key-file")
        speaker.run("node", "start")
        speaker.run(*words)
    text = speaker.run("--json", *words, code=None)
    failure = read_failure(text)
    assert (failure["result"], failure["error"][:len(english)]) == (result, english), text
    assert not re.search("[\u4e00-\u9fff]", failure["error"].replace("陆家", "")), text
    (told,) = [line for line in text.splitlines() if line.startswith("waymarkctl: ")]
    assert re.search("[\u4e00-\u9fff]", told), text


def test_why_one_of_many_failed_is_english_for_programs(speaker, folder):
    missing = str(folder / "none")
    for words, result in ((("scan", missing), "not-found"), (("epcis", "hash", missing), "io"),
                          (("gs1", "check", "09521234543214"), "bad-check-digit"),
                          (("cose", "verify", "--key", "00" * 32, __file__), "malformed")):
        failure = read_failure(speaker.run("--json", *words, code=None))
        assert failure["result"] == result and ENGLISH.search(failure["error"]), (words, failure)
        assert not re.search("[\u4e00-\u9fff]", failure["error"]), failure
    assert speaker.run("epcis", "hash", missing, code=None) == f"错误：无法读取 {missing}：没有那个文件或目录\n"


def test_verdict_and_story_are_chinese(speaker):
    link = f"https://id.gs1.org/01/{GTIN}"
    speaker.run("identity", "create", "陆家", "--kind", "brand", "--key-file")
    speaker.run("node", "start")
    assert speaker.run("verdict", link).startswith("未知码 — ")
    signed = speaker.run("product", "register", GTIN, "--name", "zh=绿茶", "--brand", "陆家")
    assert f"您登记品牌“陆家”的产品“绿茶”，GTIN {GTIN}。" in signed
    verdict = speaker.run("verdict", link)
    assert verdict.startswith("无法判断 — ") and not ENGLISH.search(verdict)
    assert re.search(r"最新状态为 \d{4}年\d{1,2}月\d{1,2}日 \d\d:\d\d。", verdict)
    assert "陆家（您）登记了该产品。" in speaker.run("timeline", link)
    speaker.run("observe", "--step", "storing", "--reading", "Temperature,4.2,CEL,2,8", f"(01){GTIN}")
    assert "陆家（您）测得：温度 4.2 °C（允许：2 到 8）。" in speaker.run("timeline", link)


def test_english_stays_english(speaker):
    text = speaker.run("help", language="en_US.UTF-8")
    assert text.startswith("Usage: waymarkctl") and not re.search("[\u4e00-\u9fff]", text)
