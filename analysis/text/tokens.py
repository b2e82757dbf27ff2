"""Words with their places: one ``cut()`` in front of two equal segmenters.

Numbers and Latin strings are taken out before a segmenter sees the text: with the
hidden Markov model off it cuts ``99.8%`` to pieces, with it on the two segmenters
disagree there and nowhere else. What is left are runs of Han characters, on which
rjieba (Rust) and jieba (Python) give the same words.
"""

from __future__ import annotations

import re
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from analysis.errors import InputError

Engine = Literal["rjieba", "jieba"]
TokenKind = Literal["han", "number", "latin"]

HAN = "\u3400-\u4dbf\u4e00-\u9fff〇"
RUN = re.compile(
    rf"(?P<number>[0-9０-９][0-9０-９.,．，]*(?<![.,．，])[%％‰]?)"
    rf"|(?P<latin>[A-Za-zＡ-Ｚａ-ｚ]+)"
    rf"|(?P<han>[{HAN}]+)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word and its span in the text it was cut from."""

    text: str
    start: int
    end: int
    kind: TokenKind


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The curated words a segmenter must not cut, and the words no count should see."""

    domain_words: tuple[str, ...] = ()
    stopwords: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, domain_words: Iterable[str], stopwords: Iterable[str], names: Iterable[str] = ()
    ) -> Vocabulary:
        """From the columns of domain_words.csv and stopwords.csv; order does not matter.

        ``names`` (of agencies and places) are neither cut nor counted: that Yumen's text
        says 玉门 and Zichuan's lists its bureaus is no finding.
        """
        kept = {name for name in names if len(name) > 1}
        return cls(tuple(sorted({*domain_words, *kept})), frozenset({*stopwords, *kept}))


@dataclass(frozen=True, slots=True)
class ContextLine:
    """A keyword in context; ``start`` and ``end`` are the node's span in the text."""

    start: int
    end: int
    left: str
    node: str
    right: str


def cut(text: str, vocabulary: Vocabulary | None = None, engine: Engine = "rjieba") -> list[Token]:
    """The tokens of ``text`` in order; punctuation and spaces are left out.

    Stopwords are kept: what to drop is the measure's choice (`content_words`).
    Raises InputError for an unknown engine.
    """
    segment = _segmenter(engine, (vocabulary or Vocabulary()).domain_words)
    return list(_tokens(text, segment))


def _tokens(text: str, segment: Callable[[str], list[str]]) -> Iterator[Token]:
    for run in RUN.finditer(text):
        at = run.start()
        if run.lastgroup == "han":
            for word in segment(run.group()):
                yield Token(word, at, at + len(word), "han")
                at += len(word)
        elif run.lastgroup == "number":
            yield Token(run.group(), at, run.end(), "number")
        else:
            yield Token(run.group(), at, run.end(), "latin")


def content_words(tokens: Iterable[Token], stopwords: frozenset[str]) -> list[str]:
    """Han words of two characters or more that are no stopwords: what keyness counts.

    Single characters are left out because in plans they are mostly measure words and
    remnants of numbers (处, 名, 个), which say how much and not what about.
    """
    return [
        token.text
        for token in tokens
        if token.kind == "han" and len(token.text) > 1 and token.text not in stopwords
    ]


def keyword_in_context(text: str, keyword: str, width: int = 20) -> list[ContextLine]:
    """Every place of ``keyword`` in ``text`` with up to ``width`` characters either side.

    Line ends inside the context become spaces, so that a line stays a line.
    """
    if not keyword:
        return []
    lines = []
    at = text.find(keyword)
    while at >= 0:
        end = at + len(keyword)
        left = text[max(0, at - width) : at].replace("\n", " ")
        right = text[end : end + width].replace("\n", " ")
        lines.append(ContextLine(at, end, left, keyword, right))
        at = text.find(keyword, end)
    return lines


@lru_cache(maxsize=16384)
def han_count(text: str) -> int:
    """Number of Han characters: the unit of every share of text."""
    return sum(run.end() - run.start() for run in _HAN_RUN.finditer(text))


_HAN_RUN = re.compile(rf"[{HAN}]+")


@lru_cache(maxsize=8)
def _segmenter(engine: str, domain_words: tuple[str, ...]) -> Callable[[str], list[str]]:
    """One segmenter a process and vocabulary: loading costs 0.1–0.8 s and cannot be pickled."""
    if engine == "rjieba":
        return _rjieba(domain_words)
    if engine == "jieba":
        return _jieba(domain_words)
    raise InputError(
        f"tokeniser {engine!r} is unknown; choose one of {', '.join(get_args(Engine))}"
    )


def _rjieba(domain_words: tuple[str, ...]) -> Callable[[str], list[str]]:
    import rjieba

    # An instance of its own: the module's functions share one dictionary.
    instance = rjieba.Jieba()
    for word in domain_words:
        instance.add_word(word, None, None)
    return lambda run: list(instance.cut(run, True))


def _jieba(domain_words: tuple[str, ...]) -> Callable[[str], list[str]]:
    with warnings.catch_warnings():
        # jieba's regular expressions hold invalid escapes; they are not ours to mend.
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel("ERROR")
    instance = jieba.Tokenizer()
    # A folder that lives only while the dictionary loads: the default cache file is
    # shared by all users of a machine and fails when another one owns it.
    with tempfile.TemporaryDirectory() as private:
        instance.tmp_dir = private
        instance.initialize()
    for word in domain_words:
        instance.add_word(word)
    return lambda run: list(instance.cut(run, HMM=True))
