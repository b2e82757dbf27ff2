"""How long a change of selection takes to be seen, measured in a browser on any number of rows."""

from __future__ import annotations

import json
import os
import shutil
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import WorkError
from analysis.explore.columns import packed
from analysis.explore.data import Data
from analysis.explore.front import STYLE, script
from analysis.explore.words import words
from analysis.paths import Project

PAGE = """<!doctype html><meta charset="utf-8"><style>{style}</style>
<body style="width:1100px"><div id="place"></div><script type="module">{script}</script></body>"""
# From the click until the second frame after it: by then the change has been painted.
STEP = """async selector => {
  const frame = () => new Promise(done => requestAnimationFrame(done));
  const began = performance.now();
  if (selector) document.querySelector(selector).click();
  await frame(); await frame();
  return performance.now() - began;
}"""
START = """([data, words]) => {
  const bytes = new TextEncoder().encode(data);
  const held = {data: new DataView(bytes.buffer), words, lang: "zh", state: {}, basket: []};
  const model = {get: k => held[k], set: (k, v) => { held[k] = v; }, save_changes() {}, send() {},
    on() {}, off() {}};
  window.plan.render({model, el: document.getElementById("place")});
}"""


@dataclass(frozen=True)
class Pace:
    """Milliseconds from a click on a choice to its picture, over several choices.

    ``still_ms`` is what two frames take in which nothing changes: the part that is not ours.
    """

    statements: int
    median_ms: float
    worst_ms: float
    still_ms: float


def measure(project: Project, count: int | None = None, rounds: int = 9) -> Pace:
    """The pace with the project's statements, or with ``count`` made by repeating them.

    Raises WorkError when there is no browser to measure in.
    """
    data = Data(project, "zh")
    try:
        content = _made(data, count)
    finally:
        data.close()
    told = json.loads(content)
    regions = [one["id"] for one in told["codes"]["regions"]]
    statuses = [one["id"] for one in told["codes"]["statuses"]]
    choices = [("regions", r) for r in regions] + [("statuses", s) for s in statuses]
    with _page() as page:
        page.evaluate(START, [content.decode("utf-8"), words("zh")])
        page.wait_for_selector("[data-ready=yes]")
        taken, still = [], []
        for step in range(rounds):
            kind, one = choices[step % len(choices)]
            selector = f'[data-filter="{kind}"] [data-id="{one}"]'
            taken.append(float(page.evaluate(STEP, selector)))
            still.append(float(page.evaluate(STEP, "")))
    median, rest = round(statistics.median(taken), 1), round(statistics.median(still), 1)
    return Pace(told["n"], median, round(max(taken), 1), rest)


def _made(data: Data, count: int | None, seed: int = 1) -> bytes:
    """The columns of the view; repeated rows get other values, so that they spread."""
    frame = data.query("SELECT * FROM statements ORDER BY statement_id")
    order = data.query("SELECT theme_id FROM themes ORDER BY position")["theme_id"].tolist()
    if count is not None and len(frame):
        random = np.random.default_rng(seed)
        frame = pd.concat([frame] * (count // len(frame) + 1), ignore_index=True).head(count)
        spread = random.uniform(0.2, 1.0, count)
        frame = frame.assign(
            statement_id=[f"s{n}" for n in range(count)],
            value=frame["value"] * spread,
            amount_cny=frame["amount_cny"] * spread,
        )
    themes = [[order[n % len(order)]] for n in range(len(frame))]
    return packed(frame, themes, order, data.view.setting)


@contextmanager
def _page() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise WorkError("playwright is not installed; install the extra `test`") from error
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None:
        raise WorkError("found no chromium; install it, or name it in CHROMIUM")
    code = script("elements", "context", "chart", "table", "view")
    code = code.replace("export default { render }", "window.plan = { render }")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1200, "height": 900}, offline=True)
        page.set_content(PAGE.format(style=STYLE, script=code))
        page.wait_for_function("window.plan !== undefined")
        yield page
        browser.close()
