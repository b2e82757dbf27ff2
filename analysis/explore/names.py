"""Finding what a person means by a name: id, Chinese, English or alias; else the nearest ones."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from analysis.errors import InputError

NEAREST = 4
LIKENESS = 0.34


@dataclass(frozen=True)
class Names:
    """Everything of one kind that can be asked for; ``spoken`` maps each spelling to ids."""

    kind_zh: str
    kind_en: str
    spoken: Mapping[str, frozenset[str]]
    shown: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, kind_zh: str, kind_en: str, rows: Iterable[tuple[str, Iterable[str]]]) -> Names:
        """From (id, its spellings); the first spelling is the one shown beside the id."""
        spoken: dict[str, set[str]] = {}
        shown: dict[str, str] = {}
        for record, spellings in rows:
            every = [record, *(one for one in spellings if one)]
            shown.setdefault(record, every[1] if len(every) > 1 else record)
            for one in every:
                spoken.setdefault(_fold(one), set()).add(record)
        return cls(kind_zh, kind_en, {name: frozenset(ids) for name, ids in spoken.items()}, shown)

    def resolve(self, name: str) -> str:
        """The one id meant by ``name``. Raises InputError with the nearest names, zh and en."""
        found = self.spoken.get(_fold(name), frozenset())
        if len(found) == 1:
            return next(iter(found))
        nearest = sorted(found) or self.nearest(name)
        zh = "、".join(self._told(record) for record in nearest) or "无"
        raise InputError(
            f"没有名为“{name}”的{self.kind_zh},最接近的是:{zh} / "
            f"no {self.kind_en} {name!r}; nearest: {', '.join(nearest) or 'none'}"
        )

    def nearest(self, name: str) -> list[str]:
        """Ids whose spellings hold ``name``, lie in it, or are written most like it."""
        wanted = _fold(name)
        holding = sorted(
            (one for one in self.spoken if wanted and (wanted in one or one in wanted)),
            key=lambda one: (abs(len(one) - len(wanted)), one),
        )
        like = difflib.get_close_matches(wanted, list(self.spoken), NEAREST * 2, LIKENESS)
        ids = (record for one in [*holding, *like] for record in sorted(self.spoken[one]))
        return list(dict.fromkeys(ids))[:NEAREST]

    def spellings(self, start: str) -> list[str]:
        """Spellings that begin with or hold ``start``: what completion offers."""
        wanted = _fold(start)
        held = [one for one in self.spoken if wanted in one]
        return sorted(held, key=lambda one: (not one.startswith(wanted), len(one), one))

    def _told(self, record: str) -> str:
        name = self.shown.get(record, record)
        return record if name == record else f"{name}({record})"


def _fold(text: str) -> str:
    return " ".join(str(text).casefold().split())
