"""Who pays an amount: one level, several together, or nobody that the text names."""

from __future__ import annotations

import pytest
from tiny_texts import read


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        ("争取中央和省级补助资金2.1亿元。", "中央和省级"),
        ("项目投资2亿元，其中市、县配套1.5亿元。", "市、县"),
        ("项目投资2亿元，其中企业自筹5000万元。", "企业"),
        ("项目投资2亿元，其中社会捐赠100万元。", "社会"),
        ("小学生均公用经费650元，由省、市、县三级财政按6:2:2承担。", "省、市、县三级财政"),
        ("市级财政和学校共建，县财政安排300万元。", "县财政"),
        ("投入教育资金300万元，改善市、县办学条件。", None),
    ],
)
def test_who_pays(text: str, payer: str | None):
    assert read(text).funding[-1]["payer"] == payer
