"""Who answers for what: agencies by theme."""

from __future__ import annotations

import pandas as pd

from analysis.figures.assemble import Words, finish
from analysis.figures.figure import Figure, require_columns, row_dicts
from analysis.figures.grid import column_batches, grid_panel
from analysis.figures.marks import select
from analysis.figures.narrow import narrowing
from analysis.figures.rows import lay_out
from analysis.figures.setting import Setting

COLUMNS = ("agency_id", "theme_id", "lead", "member")


@narrowing
def responsibility(frame: pd.DataFrame, setting: Setting, region: str, most: int = 20) -> Figure:
    """Agency × theme for one region: tasks led (the number) among all tasks (the disc).

    ``frame``: DataFrame[agency_id, theme_id, lead, member], counts of tasks in which the agency
    leads or takes part. The ``most`` busiest agencies are drawn, by tasks led; all are in the data.
    """
    require_columns(frame, ("agency_id", "theme_id", "lead", "member"), "responsibility")
    load = frame.groupby("agency_id")[["lead", "member"]].sum()
    order = load.sort_values(["lead", "member"], ascending=False, kind="stable").index
    agencies = [str(agency) for agency in order[:most]]
    themes = [str(theme) for theme in frame["theme_id"].drop_duplicates()]
    members = [(one, setting.name("agencies", one)) for one in agencies]
    lines = lay_out(setting, [("", members or [("", setting.say("not_stated"))])])
    rows = frame[frame["agency_id"].isin(agencies)]
    busiest = int((rows["lead"] + rows["member"]).max()) if len(rows) else 1
    cells = []
    for row in row_dicts(rows):
        lead, every = int(row["lead"]), int(row["lead"] + row["member"])
        name, theme = (
            setting.name("agencies", row["agency_id"]),
            setting.name("themes", row["theme_id"]),
        )
        spoken = setting.say("tip.load", agency=name, theme=theme, lead=lead, n=every)
        if every:
            cells.append(
                {"row": row["agency_id"], "column": row["theme_id"], "state": "stated",
                 "text": str(lead) if lead else "·", "area": every / max(busiest, 1),
                 "tip_value": spoken, "say": spoken}
            )  # fmt: skip
    columns = [(theme, setting.name("themes", theme)) for theme in themes]
    docs = setting.documents[setting.documents["region_id"] == region]["doc_id"]
    total = int((frame["lead"] + frame["member"]).sum())
    parameters = {"region": region}
    subtitle = setting.say("subtitle.load", region=setting.region(region), n=total)
    leads = [(setting.name("agencies", one), int(n)) for one, n in load["lead"][order].items()]
    title, alt = _load_words(leads if total else [], setting.region(region), setting)
    words = Words(title, subtitle, alt, total, counted="tasks", parameters=parameters,
                  doc_ids=[str(doc) for doc in docs])  # fmt: skip
    panels = []
    for batch in column_batches(setting, lines, themes):
        held = [column for column in columns if column[0] in batch]
        own = [cell for cell in cells if cell["column"] in batch]
        panels.append(grid_panel(setting, lines, held, own))
    return finish("agencies-by-theme", setting, panels, select(frame, COLUMNS), words)


def _load_words(leads: list[tuple[str, int]], region: str, setting: Setting) -> tuple[str, str]:
    """Title and description, from agencies with the tasks they lead, busiest first."""
    if not leads:
        title = setting.say("title.load_none", region=region)
        return title, setting.say("alt.nothing", title=title)
    (agency, n), (least, fewest) = leads[0], leads[-1]
    title = setting.say("title.load", agency=agency, n=n, region=region)
    told = {"high": f"{agency} {n}", "low": f"{least} {fewest}"}
    return title, setting.say("alt.extremes", title=title, **told)
