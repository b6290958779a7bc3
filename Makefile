# The two commands: make run, make test. Everything they need is installed by scripts/install.sh.
PYTHON := .venv/bin/python
KIOSK_KILLS ?= 10000
COMPILE := .venv/bin/uv pip compile -q --no-header --python-version 3.11 --python-platform x86_64-manylinux_2_28 \
  --all-extras --generate-hashes -c packaging/constraints.txt pyproject.toml

.PHONY: run test test-slow lint gallery accessibility policy guide bench kill-loop faults fault-table golden lock install install-dev clean

# The kiosk on simulated hardware. Without a display it plays the scripted visits instead.
run: install
	.venv/bin/kiosk simulate

# What CI runs.
test: lint
	$(PYTHON) -m pytest -m "not slow" -n auto --dist loadfile

# Everything, the longer proofs too.
test-slow: lint
	$(PYTHON) -m pytest

lint: install-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports --no-cache
	.venv/bin/pyright

# Every screen, all ability profiles side by side: out/gallery/index.html.
gallery: install
	$(PYTHON) -m kiosk.ui.gallery out/gallery

# Every reachable screen in every look against every requirement: a matrix, out/accessibility.json, two documents.
accessibility: install-dev
	$(PYTHON) -m tests.accessibility

# docs/policy-coverage.md and its pictures, from tests/policy/coverage.toml.
policy: install-dev
	$(PYTHON) -m tests.policy

# docs/pictures/desk, from the scripted visits of staff.
guide: install-dev
	$(PYTHON) -m scripts.guide_pictures

bench: install-dev
	$(PYTHON) -m scripts.bench

# Kills the program KIOSK_KILLS times while it gives numbers, and checks that none is lost or doubled.
kill-loop: install-dev
	KIOSK_KILLS=$(KIOSK_KILLS) $(PYTHON) -m pytest tests/store -k kill --timeout 3600

# Every device and fault on a whole kiosk (writes the table in docs/devices.md), every byte of a ticket,
# a thousand replugs. Hours; KIOSK_BYTE_STEP=100 makes it minutes.
faults: install-dev
	$(PYTHON) -m tests.faults.matrix
	$(PYTHON) -m pytest -m slow tests/faults tests/devices

# The fault-finding table of docs/technician-guide.zh-CN.md, from what `kiosk diagnose` says to each fault.
fault-table: install-dev
	$(PYTHON) -m tests.faults.diagnoses

# Writes the golden files (and docs/events.md) anew: read the diff before it is committed.
golden: install-dev
	KIOSK_WRITE_GOLDEN=1 $(PYTHON) -m pytest tests/devices tests/accessibility/test_at_spi.py -k golden
	$(PYTHON) scripts/generate_events.py

# Newest versions that pyproject.toml and packaging/constraints.txt allow, with hashes.
lock: install-dev
	$(PYTHON) -m pip install -q uv
	$(COMPILE) --upgrade -o requirements.lock
	$(COMPILE) --upgrade --group dev -o requirements-dev.lock

install:
	@scripts/install.sh run

install-dev:
	@scripts/install.sh dev

clean:
	rm -rf out .pytest_cache .ruff_cache .hypothesis .import_linter_cache
