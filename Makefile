# Everything a person types. `make report` and `make test` work on a bare machine with
# Python >= 3.11 and make; what is missing is installed or named in one sentence.

PYTHON ?= python3
JOBS ?= 2
BIN = .venv/bin
READY = .venv/.ready
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PYTHONHASHSEED = 0

.DEFAULT_GOAL := help
.PHONY: help report refresh test check lab bench fuzz mutate browser clean

help:
	@echo "make report   build the tables, run the notebooks, publish reports/site/index.html"
	@echo "make test     every check and test, the browser's included"
	@echo "make lab      JupyterLab on the explore notebook"
	@echo "make refresh  do only what changed inputs require"
	@echo "make check    lint, types, layers, words, invariants of the data"
	@echo "make bench    speed, memory and error rates, as ratios of one run"
	@echo "make fuzz     ten minutes of texts nobody would write"
	@echo "make mutate   small faults in text/ and statements/: do the tests notice?"

report: $(READY)
	@$(BIN)/python -m analysis report --jobs $(JOBS)

refresh: $(READY)
	@$(BIN)/python -m analysis refresh --jobs $(JOBS)

# The lab asks once whether it may fetch news; nothing here is fetched, so the answer is no.
lab: $(READY)
	@$(BIN)/python -m analysis build
	@mkdir -p .venv/share/jupyter/lab/settings
	@echo '{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false"}}' \
	  > .venv/share/jupyter/lab/settings/overrides.json
	$(BIN)/jupyter lab --ServerApp.ip=127.0.0.1 \
	  --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate notebooks/explore.ipynb

check: $(READY)
	$(BIN)/ruff format --check analysis tests
	$(BIN)/ruff check analysis tests
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_layers.py tests/test_labels.py
	$(BIN)/python -m analysis check

test: check browser
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile

bench: $(READY)
	$(BIN)/python -m analysis bench

fuzz: $(READY)
	$(BIN)/python -m analysis.fuzz --minutes 10

mutate: $(READY)
	$(BIN)/python tests/mutate.py --sample 120 --seed 1

# The browser tests need Chromium, the font checks need pdffonts, PDF reports need pango.
browser:
	@sh .ci/system-packages

$(READY): requirements.lock environment.yml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "make: found $$($(PYTHON) --version 2>&1); Python 3.11 or newer is needed; set PYTHON=/path/to/python3" >&2; exit 2; }
	@$(PYTHON) -m venv --clear .venv \
	  || { echo "make: $(PYTHON) cannot make a virtual environment; install it with: apt-get install python3-venv" >&2; exit 2; }
	@echo "Installing the pinned packages (about a minute) ..."
	@$(BIN)/python -m pip install -qq $$(sed -e '1,/- pip:/d' -e 's/^ *- *//' environment.yml)
	@$(BIN)/python -c 'import pathlib, sysconfig; pathlib.Path(sysconfig.get_path("purelib"), "analysis_checkout.pth").write_text(str(pathlib.Path.cwd()))'
	@touch $@

clean:
	rm -rf .venv reports/site reports/releases reports/failed data/curated/policy.duckdb
