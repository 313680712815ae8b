# Two commands do everything: `make run` and `make test`. `make help` lists the rest.

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install -qq --constraint constraints.txt
INPUTS := pyproject.toml constraints.txt
NODE   := tests/node
JOBS   ?= 4

.DEFAULT_GOAL := help
.PHONY: help run test coverage sweep bench check ruff mypy floors qmllint pictures screenshots setup clean system-run system-test

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */make \1\t/' | expand -t 14

run: $(VENV)/.set-up-to-run  ## set up, open the kiosk, and show the camera's answer before and after
	@$(BIN)/python examples/from_screen_to_answer.py

# Tests start many processes: what each would compile again is kept, whatever the shell around says.
test coverage sweep: export PYTHONDONTWRITEBYTECODE :=

test: $(VENV)/.set-up-to-test  ## set up and run every test
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --numprocesses $(JOBS) --dist worksteal

coverage: $(VENV)/.set-up-to-test  ## run every test, and say which lines and branches none of them reaches
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --numprocesses $(JOBS) --dist worksteal --cov --cov-report=term

sweep: $(VENV)/.set-up-to-test  ## the whole of what the tests sample (about an hour)
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --numprocesses $(JOBS) --dist worksteal -m sweep

bench: $(VENV)/.set-up-to-test  ## measure beside the floors, and write docs/performance.md
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m benchmarks

check: ruff mypy floors qmllint  ## ruff, mypy, the floors of the house, qmllint

ruff: $(VENV)/.set-up-to-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

mypy: $(VENV)/.set-up-to-test
	$(BIN)/mypy

floors: $(VENV)/.set-up-to-test
	$(BIN)/lint-imports --no-logo

qmllint: $(VENV)/.set-up-to-test
	$(BIN)/python tools/qmllint.py

pictures: run $(VENV)/.set-up-to-test  ## renew the pictures of the README and docs/ from the screens of a run
	$(BIN)/python -m tests.kiosk.screenshots build/pictures --language en --size 1280x800
	$(BIN)/python -m tests.kiosk.screenshots build/pictures --language kk --size 1080x1920 --stage choices
	$(BIN)/python -m tests.kiosk.screenshots build/pictures --language ru --size 1280x800 --scale 2 --stage choices
	$(BIN)/python -m tests.browser.screenshots build/pictures/console --language en --colours light --width 1280
	$(BIN)/python -m tests.browser.screenshots build/pictures/console --language kk --colours light --width 360
	$(BIN)/python -m tests.browser.screenshots build/pictures/console --language ru --colours dark --width 1280
	$(BIN)/python tools/pictures.py build/run/screens build/pictures docs/images

screenshots: $(VENV)/.set-up-to-test  ## every screen and page, language and size into build/screenshots (minutes)
	$(BIN)/python -m tests.kiosk.screenshots
	$(BIN)/python -m tests.browser.screenshots

setup: $(VENV)/.set-up-to-test  ## everything that developing needs, in .venv

clean:  ## remove what make made, but not .venv
	rm -rf build dist *.egg-info .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

system-run:
	@$(PYTHON) tools/system.py run

system-test:
	@$(PYTHON) tools/system.py test

$(VENV)/.made:
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# The system is asked first, and each time: it costs nothing, and it may have changed.
$(VENV)/.set-up-to-run: $(INPUTS) | system-run $(VENV)/.made
	@echo "Installing what the kiosk and the library need (minutes, the first time)"
	@$(PIP) --editable '.[kiosk,server]'
	@touch $@

$(VENV)/.set-up-to-test: $(INPUTS) $(NODE)/package.json | system-test $(VENV)/.made
	@echo "Installing what running and testing need (minutes, the first time)"
	@$(PIP) --editable '.[kiosk,server,postgres,dev]'
	@npm install --prefix $(NODE) --silent
	@touch $@ $(VENV)/.set-up-to-run
