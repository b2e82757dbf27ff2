"""Tiny frames the chart tests share: three regions, one of which says nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd

from analysis.figures.setting import Setting

REGIONS = pd.DataFrame(
    [
        ("zibo", "淄博市", "Zibo City", "370300", None, "山东省", "Shandong"),
        ("zichuan", "淄川区", "Zichuan District", "370302", "zibo", "山东省", "Shandong"),
        ("yumen", "玉门市", "Yumen City", "620981", None, "甘肃省", "Gansu"),
    ],
    columns=[
        "region_id",
        "name_zh",
        "name_en",
        "adcode",
        "parent_id",
        "province_zh",
        "province_en",
    ],
)
DOCUMENTS = pd.DataFrame(
    [
        ("zibo", "zibo", "要点", "Work points", "work_points", "2020-04-03", "full", "repost"),
        ("zichuan", "zichuan", "规划稿", "Draft", "draft_plan", "2022-09-27", "full", "official"),
        ("yumen", "yumen", "规划", "Plan", "plan", "2022-11-30", "full", "official"),
    ],
    columns=[
        "doc_id", "region_id", "title_zh", "title_en", "kind", "issued_on", "completeness",
        "source_kind",
    ],
)  # fmt: skip
INDICATORS = pd.DataFrame(
    [("pre", "学前毛入园率", "Preschool enrolment"), ("years", "受教育年限", "Years of schooling")],
    columns=["indicator_id", "name_zh", "name_en"],
)
THEMES = pd.DataFrame(
    [("t1", "德育", "Moral education"), ("t2", "教师", "Teachers")],
    columns=["theme_id", "name_zh", "name_en"],
)
AGENCIES = pd.DataFrame(
    [("a1", "教体局", "Education Bureau"), ("a2", "财政局", "Finance Bureau")],
    columns=["agency_id", "name_zh", "name_en"],
)
TABLES = {
    "regions": REGIONS,
    "documents": DOCUMENTS,
    "indicators": INDICATORS,
    "themes": THEMES,
    "agencies": AGENCIES,
}
QUOTE = "到2025年，<b>学前</b>毛入园率达到95%以上"


def setting(lang: str = "zh", size: str = "page", **more: Any) -> Setting:
    return Setting.of(TABLES, lang, size, **more)


def many(count: int) -> dict[str, pd.DataFrame]:
    """Tables with ``count`` regions, each with a document; some share a name."""
    names = [f"江北{i // 2}区" for i in range(count)]
    regions = pd.DataFrame(
        {
            "region_id": [f"r{i}" for i in range(count)],
            "name_zh": names,
            "name_en": [f"Jiangbei {i // 2} District" for i in range(count)],
            "adcode": [f"{100000 + i}" for i in range(count)],
            "parent_id": None,
            "province_zh": [f"省{i}" for i in range(count)],
            "province_en": [f"Province {i}" for i in range(count)],
        }
    )
    documents = pd.DataFrame(
        {
            "doc_id": regions["region_id"],
            "region_id": regions["region_id"],
            "title_zh": "规划",
            "title_en": "Plan",
            "kind": "plan",
            "issued_on": "2022-01-01",
            "completeness": "full",
            "source_kind": "official",
        }
    )
    return {**TABLES, "regions": regions, "documents": documents}


def change() -> pd.DataFrame:
    return pd.DataFrame(
        [
            ("pre", "zichuan", "zichuan-10", 90.1, 2020, 95, ">=", "%", 90),
            ("pre", "yumen", "yumen-20", None, None, 98, "=", "%", 90),
            ("years", "zichuan", "zichuan-30", Decimal("10.9"), 2020, Decimal("11.6"), "=", "年", 11.8),  # noqa: E501
        ],
        columns=[
            "indicator_id", "region_id", "statement_id", "baseline_value", "baseline_year",
            "value", "comparator", "unit", "benchmark_value",
        ],
    ).assign(
        doc_id=lambda d: d["region_id"], target_year=2025, benchmark_year=2025, status="target",
        certainty="certain", quote=QUOTE,
    )  # fmt: skip


def funding() -> pd.DataFrame:
    rows = [
        ("yumen-1", "yumen", "spent", "total", "292000000", None, "全面改薄", None),
        ("yumen-2", "yumen", "spent", "total", "30000000", None, "校舍", "yumen-1"),
        ("yumen-3", "yumen", "standing", "per_year", "11000000", None, "学前免费", None),
        ("zichuan-4", "zichuan", "standing", "per_person_month", "300", "800", "班主任津贴", None),
    ]
    frame = pd.DataFrame(
        rows,
        columns=[
            "statement_id", "region_id", "status", "basis", "amount_cny", "amount_high_cny",
            "purpose", "part_of",
        ],
    )  # fmt: skip
    for name in ("amount_cny", "amount_high_cny"):
        frame[name] = pd.Series(
            [None if v is None else Decimal(v) for v in frame[name]], dtype=object
        )
    return frame.assign(doc_id=frame["region_id"], quote=QUOTE, certainty="certain")
