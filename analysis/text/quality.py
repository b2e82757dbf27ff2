"""How far a source can be trusted as text: ``documents.quality``, from 0 to 1, and its parts.

The figure is a product of factors, one for each kind of damage, so that no strength
makes up for a weakness. Each factor is one minus a weight times a measured share. The
weights are a convention, stated here once: a certain repair costs little (the reader
sees what was printed), an uncertain mark costs most (nobody knows what was printed).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.text.repair import RepairLexicon
from analysis.text.repair.script import traditional_share
from analysis.text.repair.spun import spun_share
from analysis.text.spans import CleanText, Repair

_CERTAIN, _PROBABLE, _UNCERTAIN = 0.10, 1.00, 2.00
_TRADITIONAL = 0.05
_SPUN = 0.40
_REDACTED = 0.02  # for each redaction in a thousand characters
_REDACTED_MOST = 0.15
_COMPLETENESS = {"full": 0.0, "summary": 0.25, "truncated": 0.10}
_KIND = {
    "plan": 0.0,
    "long_term_plan": 0.0,
    "work_points": 0.0,
    "draft_plan": 0.05,
    "interpretation": 0.15,
}
_CLOSED = "。！？!?；;”’」』）)》】…"


@dataclass(frozen=True, slots=True)
class QualityPart:
    """One factor: what was measured, the factor it gives, and both in words."""

    name: str
    measured: float
    factor: float
    words_zh: str
    words_en: str


@dataclass(frozen=True, slots=True)
class Quality:
    """The product of the parts, rounded to two digits."""

    parts: tuple[QualityPart, ...]

    @property
    def score(self) -> float:
        score = 1.0
        for part in self.parts:
            score *= part.factor
        return round(score, 2)


def assess(
    clean: CleanText, lexicon: RepairLexicon, *, completeness: str = "full", kind: str = "plan"
) -> Quality:
    """Quality of one document; ``completeness`` and ``kind`` as coded in documents.csv.

    Raises KeyError for a code that documents.schema.yml does not allow.
    """
    return Quality(
        (
            *_repaired(clean),
            _script(clean),
            _spun(clean, lexicon),
            _redacted(clean),
            _complete(clean, completeness),
            _document_kind(kind),
        )
    )


def how_far_spun(clean: CleanText, lexicon: RepairLexicon) -> float:
    """The detector's share (0–1) for the text as it was before despinning."""
    others = [repair for repair in clean.repairs if "spun" not in repair.rule]
    return spun_share(CleanText.replay(clean.raw, others).text, lexicon.spun)


def looks_truncated(clean: CleanText) -> bool:
    """Whether the text, page chrome apart, stops in the middle of a running line."""
    end = len(clean.text)
    for mark in reversed([m for m in clean.marks if m.rule == "chrome"]):
        start, stop = clean.clean_span(mark.start, mark.end)
        if clean.text[stop:end].strip():
            break
        end = start
    last = clean.text[:end].rstrip().rsplit("\n", 1)[-1]
    return bool(last) and last[-1] not in _CLOSED and any(sign in last for sign in "，,。；;")


def _covered(repairs: Iterable[Repair]) -> int:
    """Raw characters under repairs, each counted once."""
    total = at = 0
    for repair in repairs:
        start = max(at, repair.start)
        if repair.end > start:
            total += repair.end - start
            at = repair.end
    return total


def _repaired(clean: CleanText) -> list[QualityPart]:
    length = max(1, len(clean.raw))
    doubts = [mark for mark in clean.marks if mark.rule not in ("chrome", "redaction")]
    levels = (
        ("certain", [r for r in clean.repairs if r.certainty == "certain"], _CERTAIN),
        ("probable", [r for r in clean.repairs if r.certainty == "probable"], _PROBABLE),
        ("uncertain", doubts, _UNCERTAIN),
    )
    zh = {"certain": "已修复，确定", "probable": "已修复，大致确定", "uncertain": "存疑，只作标记"}
    en = {
        "certain": "were repaired with certainty",
        "probable": "were repaired, probably rightly",
        "uncertain": "are doubtful and only marked",
    }
    parts = []
    for name, repairs, weight in levels:
        share = _covered(repairs) / length
        parts.append(
            QualityPart(
                f"repairs_{name}",
                share,
                max(0.0, 1 - weight * share),
                f"{share:.1%}的字符{zh[name]}",
                f"{share:.1%} of the characters {en[name]}",
            )
        )
    return parts


def _script(clean: CleanText) -> QualityPart:
    is_traditional = traditional_share(clean.raw) >= 0.02
    return QualityPart(
        "script",
        float(is_traditional),
        1 - _TRADITIONAL * is_traditional,
        "原为繁体，已转为简体" if is_traditional else "简体",
        "Traditional script, converted" if is_traditional else "Simplified script",
    )


def _spun(clean: CleanText, lexicon: RepairLexicon) -> QualityPart:
    share = how_far_spun(clean, lexicon)
    return QualityPart(
        "spun",
        share,
        1 - _SPUN * share,
        f"{share:.0%}的标志词被换成近义词" if share else "未见近义词替换",
        f"{share:.0%} of the telling words were swapped for synonyms"
        if share
        else "no swapped synonyms found",
    )


def _redacted(clean: CleanText) -> QualityPart:
    count = sum(mark.rule == "redaction" for mark in clean.marks)
    rate = 1000 * count / max(1, len(clean.raw))
    return QualityPart(
        "redaction",
        rate,
        1 - min(_REDACTED_MOST, _REDACTED * rate),
        f"{count}处名称被遮去" if count else "无遮去的名称",
        f"names blanked out: {count}" if count else "no names are blanked out",
    )


def _complete(clean: CleanText, completeness: str) -> QualityPart:
    if completeness == "full" and looks_truncated(clean):
        completeness = "truncated"
    zh = {"full": "全文", "summary": "摘要，不是规划本身", "truncated": "文本中断，结尾缺失"}
    en = {
        "full": "complete",
        "summary": "a summary, not the plan itself",
        "truncated": "cut off before its end",
    }
    loss = _COMPLETENESS[completeness]
    return QualityPart("completeness", loss, 1 - loss, zh[completeness], en[completeness])


def _document_kind(kind: str) -> QualityPart:
    zh = {
        "plan": "规划正文",
        "long_term_plan": "中长期规划",
        "work_points": "年度工作要点",
        "draft_plan": "征求意见稿，可能改动",
        "interpretation": "政策解读，不是规划本身",
    }
    en = {
        "plan": "the plan itself",
        "long_term_plan": "a long-term plan",
        "work_points": "an annual work list",
        "draft_plan": "a draft that may have changed",
        "interpretation": "an interpretation of the plan",
    }
    return QualityPart("kind", _KIND[kind], 1 - _KIND[kind], zh[kind], en[kind])
