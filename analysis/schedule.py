"""Ready schedule entries for this checkout; printed, never installed."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from analysis.errors import InputError
from analysis.paths import Project

NAME = "education-plans-refresh"
HOUR, MINUTE = 3, 17
EXIT_CODES = (
    "exit 0: done, or `no change` (nothing was run)",
    "exit 1: the work failed; the last published site was left as it is; the log says why",
    "exit 2: wrong call or bad input; it will fail again until the input is mended",
)
CRON = """\
# Refresh the published reports every night at {hour:02d}:{minute:02d}. Install with: crontab -e
# (replace the line of an earlier entry; set MAILTO above it to get the output by mail).
{codes}
# Two runs never mix: the later one waits for nothing, says so and exits 1.
{minute} {hour} * * * {command}
"""
SYSTEMD = """\
# Save the two parts under ~/.config/systemd/user/ as named, then run:
#   systemctl --user daemon-reload
#   systemctl --user enable --now {name}.timer
#   loginctl enable-linger "$USER"     (to run while nobody is logged in)
{codes}
# Result: systemctl --user status {name}; log: journalctl --user -u {name}

# ---- {name}.service ----
[Unit]
Description=Refresh the education plan reports

[Service]
Type=oneshot
WorkingDirectory={folder}
Environment=PYTHONHASHSEED=0 PYTHONUTF8=1
ExecStart={python} -m analysis refresh
Nice=10
TimeoutStartSec=2h

# ---- {name}.timer ----
[Unit]
Description=Refresh the education plan reports every night

[Timer]
OnCalendar=*-*-* {hour:02d}:{minute:02d}:00
RandomizedDelaySec=10min
Persistent=true

[Install]
WantedBy=timers.target
"""
GITHUB = """\
# Refreshes the reports every night and publishes the site with GitHub Pages.
# Written by `python -m analysis schedule --github`; save as .github/workflows/refresh.yml and
# choose "GitHub Actions" as the source under Settings > Pages.
{codes}
# The site published last is kept in the cache, so that the next run can tell what changed
# and starts no kernel when nothing did.
name: refresh

on:
  schedule:
    - cron: "{minute} {hour} * * *"
  push:
    branches: [main]
    paths: ["analysis/**", "data/**", "notebooks/**", "requirements.lock"]
  workflow_dispatch:

permissions:
  contents: read

concurrency:
  group: refresh
  cancel-in-progress: false

jobs:
  refresh:
    runs-on: ubuntu-latest
    timeout-minutes: 60
    outputs:
      changed: ${{{{ steps.refresh.outputs.changed }}}}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.11"
          cache: pip
          cache-dependency-path: requirements.lock
      - uses: actions/cache@v4
        with:
          path: |
            reports/site
            reports/releases
            reports/.cache
            reports/.state.json
            data/curated/policy.duckdb
          key: site-${{{{ github.run_id }}}}-${{{{ github.run_attempt }}}}
          restore-keys: site-
      - name: Refresh
        id: refresh
        run: |
          set -o pipefail
          make --no-print-directory refresh | tee refresh.log
          if grep -qx 'no change' refresh.log; then changed=false; else changed=true; fi
          if [ "$GITHUB_EVENT_NAME" = workflow_dispatch ]; then changed=true; fi
          echo "changed=$changed" >> "$GITHUB_OUTPUT"
      - name: Keep what failed for reading
        if: failure()
        uses: actions/upload-artifact@v4
        with:
          name: failed-notebooks
          path: reports/failed
          if-no-files-found: ignore
      - name: Take the site out of its link
        if: steps.refresh.outputs.changed == 'true'
        run: cp -rL reports/site public
      - uses: actions/upload-pages-artifact@v3
        if: steps.refresh.outputs.changed == 'true'
        with:
          path: public

  publish:
    needs: refresh
    if: needs.refresh.outputs.changed == 'true'
    runs-on: ubuntu-latest
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: ${{{{ steps.pages.outputs.page_url }}}}
    steps:
      - id: pages
        uses: actions/deploy-pages@v4
"""


def entry(project: Project, kind: str) -> str:
    """The text of a schedule entry: ``cron``, ``systemd`` or ``github``.

    Paths are those of this checkout, quoted for the reader of the entry. Raises InputError for
    a path that no such entry can hold.
    """
    codes = "\n".join(f"# {line}" for line in EXIT_CODES)
    when = {"hour": HOUR, "minute": MINUTE, "codes": codes}
    if kind == "github":
        return GITHUB.format(**when).rstrip("\n")
    folder, python = project.root.resolve(), interpreter(project)
    for path in (folder, python):
        if any(ord(character) < 32 for character in str(path)):
            raise InputError(
                f"{str(path)!r}: found a control character in the path; no schedule entry can "
                "hold one; rename the folder"
            )
    if kind == "cron":
        return CRON.format(**when, command=cron_command(folder, python)).rstrip("\n")
    if kind == "systemd":
        units = SYSTEMD.format(
            **when, name=NAME, folder=systemd_plain(folder), python=systemd_quoted(python)
        )
        return units.rstrip("\n")
    raise InputError(f"schedule: found {kind!r}; allowed are cron, systemd, github")


def interpreter(project: Project) -> Path:
    """The Python of the checkout's own environment, else the one that runs this."""
    for name in ("bin/python", "Scripts/python.exe"):
        own = project.root.resolve() / ".venv" / name
        if own.exists():
            return own
    return Path(sys.executable)


def cron_command(folder: Path, python: Path) -> str:
    """One shell command; cron takes an unescaped ``%`` for the end of the line."""
    log = shlex.quote(str(folder / "reports" / "refresh.log"))
    command = (
        f"cd {shlex.quote(str(folder))} && mkdir -p reports && PYTHONHASHSEED=0 PYTHONUTF8=1 "
        f"{shlex.quote(str(python))} -m analysis refresh >> {log} 2>&1"
    )
    return command.replace("%", "\\%")


def systemd_plain(path: Path) -> str:
    """A path as the whole value of a setting: only specifiers are read there."""
    return str(path).replace("%", "%%")


def systemd_quoted(path: Path) -> str:
    """A path as the first word of a command line of systemd."""
    text = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + text.replace("%", "%%").replace("$", "$$") + '"'
