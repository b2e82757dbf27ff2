"""The shapes numbers take in Chinese policy text, as regular expressions.

A token is one number, a range (1-2, 300元/月-800, 三至五), a ratio (4:6) or a fraction
(三分之一, 百分之五). Every run of digits and every Chinese numeral character of a text
lies in exactly one token: that is what makes the ledger complete.
"""

from __future__ import annotations

import re

DIGIT = "[0-9０-９]"
ARABIC = (
    rf"(?:{DIGIT}{{1,3}}(?:[,，]{DIGIT}{{3}})+(?!{DIGIT})(?:[.．]{DIGIT}+)?"
    rf"|{DIGIT}+(?:[.．](?!(?:19|20)\d\d年){DIGIT}+)?)"
)
CHINESE = "(?:[零〇○一二三四五六七八九十百千万亿两]+(?:点[零〇一二三四五六七八九]+)?)"
NUMBER = f"(?:{ARABIC}|{CHINESE})"
SEPARATOR = r"\s?(?:[-－–—―~～〜至到]|——)\s?"
RATE = r"(?:[/／每][生人年月天日周学期·•・/／]{1,5})"
# 5亿8千万, 3万2千: digits with the words of their powers, from the larger to the smaller.
_UNDER_MYRIAD = rf"{DIGIT}{{1,4}}(?:[千百]{DIGIT}{{1,3}})?[千百]?"
COMPOUND = (
    rf"{DIGIT}+(?:亿零?{_UNDER_MYRIAD}万(?:零?{_UNDER_MYRIAD}(?![亿万]))?"
    rf"|[亿万]零?{DIGIT}[千百](?:{DIGIT}百)?(?![亿万])|万零?{DIGIT}{{4}}(?![0-9０-９.．亿万年]))"
)
# What may stand between the first number of a range and its separator.
BETWEEN = rf"(?:[%％‰]|[个名所人项处分岁年班次]|[万亿]?元{RATE}?|[万亿]|平方米)?"

TOKEN = re.compile(
    rf"(?P<date>(?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d))"
    rf"|(?P<phone>0\d{{2,3}}\s?[-－—]{{1,2}}\s?\d{{7,8}}(?!\d)|(?<!\d)1[3-9]\d{{9}}(?!\d)"
    rf"|400-\d{{3}}-?\d{{4}})"
    rf"|(?P<spaced>(?<!\d)\d{{1,3}}(?: \d{{3}})+(?!\d)"
    rf"(?=\s?(?:平方米|[元万亿人名所册套台㎡笔个项户间张份件次辆])))"
    rf"|(?P<compound>{COMPOUND})"
    rf"|(?P<moiety>一半|半数|(?<=过)半(?=[，。；、）)\s]|$))"
    rf"|(?P<half>(?:(?P<wholes>(?>{NUMBER}))个)?半)(?=小时|学时|年(?!级))"
    rf"|(?P<share>[百千万]分之)?(?P<first>{NUMBER})"
    rf"(?:分之(?P<fraction>{NUMBER}))?"
    rf"(?:\s?[:：∶]\s?(?P<ratio>{ARABIC}|{CHINESE})(?:[:：∶]{ARABIC})*)?"
    rf"(?:(?P<between>{BETWEEN}){SEPARATOR}(?:[百千万]分之)?(?P<second>{NUMBER})"
    rf"(?:[:：∶](?P<second_ratio>{ARABIC}|{CHINESE}))?)?"
)
#: Stretches whose numerals are names: titles, short quotations, addresses of the web.
# “新增学位3万个” quotes a measure; “双百工程” and “1+X” are names.
_NAME = r"(?![^“”\"「」\n]{0,13}[0-9０-９](?:[万亿][个名所元人]|[%％]))"
PROTECTED = re.compile(
    rf"《[^《》\n]{{0,60}}》|“{_NAME}[^“”\n]{{1,14}}”|\"{_NAME}[^\"\n]{{1,14}}\""
    rf"|「{_NAME}[^」\n]{{1,14}}」"
    r"|https?://[^\s，。；、）》]+|www\.[^\s，。；、）》]+"
)
# Begins only where a run begins and is bounded: a run of a million digits costs one look.
EMAIL = re.compile(r"(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}")
NUMERAL = re.compile("[0-9０-９零〇○一二三四五六七八九十百千万亿两半]")
YEAR = re.compile(
    r"(?:19|20)[0-9]{2}|[12１２][0-9０-９]{3}|[一二][零〇○九][零〇○一二三四五六七八九]{2}"
)
PERIOD = re.compile("十[一二三四五六七]五(?!名|个|所|项)")
WIDE = re.compile("[０-９]")
CHINESE_DIGITS = re.compile("[一二三四五六七八九]{2}")
