"""All statements as columns of codes and numbers: what the linked view holds in memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.explore.data import Data
from analysis.explore.words import word
from analysis.figures.figure import as_number, is_missing, row_dicts
from analysis.figures.marks import amount
from analysis.figures.setting import Setting
from analysis.publish.markup import shown

MONEY = "money"
YUAN = "CNY"
REST = "rest"
MOST_MEASURES = 12
STATUSES = ("target", "norm", "achieved", "committed", "standing", "spent", "rule")
CERTAINTIES = ("certain", "probable", "uncertain")


@dataclass(frozen=True)
class Codes:
    """The values of one filter: ids in order, and what is shown for each."""

    ids: Sequence[str]
    names: Sequence[str]

    def numbers(self, values: Iterable[Any], missing: int = -1) -> list[int]:
        """Each value as its place in ``ids``."""
        place = {one: n for n, one in enumerate(self.ids)}
        return [place.get(str(value), missing) for value in values]

    def listed(self) -> list[dict[str, str]]:
        return [{"id": i, "name": n} for i, n in zip(self.ids, self.names, strict=True)]


def payload(data: Data) -> bytes:
    """UTF-8 JSON of every statement, column by column, in the order of regions and texts."""
    frame = data.query(
        "SELECT * FROM statements ORDER BY list_position(?, region_id), doc_id, number_start",
        [data.region_order],
    )
    themes = data.query("SELECT passage_id, theme_id FROM passage_themes ORDER BY weight DESC")
    own = themes.groupby("passage_id")["theme_id"].agg(list).to_dict()
    order = data.query("SELECT theme_id FROM themes ORDER BY position")["theme_id"].tolist()
    return packed(
        frame, [own.get(one, []) for one in frame["passage_id"]], order, data.view.setting
    )


def packed(
    frame: pd.DataFrame, themes: Sequence[list[str]], order: Sequence[str], setting: Setting
) -> bytes:
    """``frame`` of the view `statements`, the themes of each row, and their display order."""
    say = word(setting.lang)
    levels = [level if not is_missing(level) else MONEY for level in frame["level"]]
    measures, measured = _measures(frame, setting)
    theme_codes = Codes(order, [setting.name("themes", one) for one in order])
    codes = {
        "regions": Codes(setting.region_ids, [setting.region(r) for r in setting.region_ids]),
        "levels": Codes(
            _used(LEVELS, levels),
            [
                say(MONEY) if one == MONEY else setting.code("level", one).capitalize()
                for one in _used(LEVELS, levels)
            ],
        ),
        "statuses": _coded("status", STATUSES, frame["status"], setting),
        "certainties": _coded("certainty", CERTAINTIES, frame["certainty"], setting),
        "measures": measures,
    }
    columns = {
        "ids": frame["statement_id"].tolist(),
        "what": [shown(str(one)) for one in _called(frame, setting)],
        "quote": [shown(str(one)) for one in frame["quote"]],
        "amount": [amount(row, setting) for row in row_dicts(frame)],
        "value": _numbers(frame, measured),
        "year": [None if is_missing(one) else int(one) for one in frame["year"]],
        "regions": codes["regions"].numbers(frame["region_id"]),
        "levels": codes["levels"].numbers(levels),
        "statuses": codes["statuses"].numbers(frame["status"]),
        "certainties": codes["certainties"].numbers(frame["certainty"]),
        "measures": codes["measures"].numbers(measured),
        "themes": [theme_codes.numbers(one) for one in themes],
    }
    styles = [setting.style(region) for region in setting.region_ids]
    told = {name: one.listed() for name, one in codes.items()}
    told["themes"] = theme_codes.listed()
    for entry, style in zip(told["regions"], styles, strict=True):
        entry |= {"colour": style.colour, "shape": style.shape}
    content = {"n": len(frame), "codes": told, "columns": columns, "log": YUAN}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


LEVELS = (
    "preschool", "primary", "junior_secondary", "compulsory", "basic", "upper_secondary",
    "vocational", "higher", "special", "lifelong", "private", "teachers", "all", MONEY,
)  # fmt: skip


def _called(frame: pd.DataFrame, setting: Setting) -> list[str]:
    """What each row is about: in the words of the text; in English its gloss, where it has one."""
    if setting.lang == "zh":
        return [str(one) for one in frame["what"]]
    pairs = zip(frame["gloss_en"], frame["what"], strict=True)
    return [str(what if is_missing(gloss) else gloss) for gloss, what in pairs]


def _used(order: Sequence[str], values: Iterable[Any]) -> list[str]:
    there = set(values)
    return [one for one in order if one in there]


def _coded(kind: str, order: Sequence[str], values: pd.Series, setting: Setting) -> Codes:
    used = _used(order, values)
    return Codes(used, [setting.code(kind, one) for one in used])


def _measures(frame: pd.DataFrame, setting: Setting) -> tuple[Codes, list[str]]:
    """Each row's axis: yuan for totals, else its unit; rare units share no axis and have none."""
    say = word(setting.lang)
    total = (frame["basis"] == "total") & frame["amount_cny"].notna()
    unit = frame["unit"].where(frame["basis"].isna() & frame["unit"].notna(), REST)
    measured = [YUAN if is_total else str(one) for is_total, one in zip(total, unit, strict=True)]
    counts = pd.Series(measured).value_counts()
    kept = [str(one) for one in counts.index if one != REST][:MOST_MEASURES]
    names = [say("yuan") if one == YUAN else setting.unit(one) or one for one in kept]
    return Codes(kept, names), measured


def _numbers(frame: pd.DataFrame, measured: Sequence[str]) -> list[float | None]:
    columns = zip(frame["value"], frame["amount_cny"], measured, strict=True)
    return [as_number(cny if one == YUAN else value) for value, cny, one in columns]
