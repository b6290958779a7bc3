# The two commands: make run, make test. Everything they need is installed by scripts/install.sh.
PYTHON := .venv/bin/python
KIOSK_KILLS ?= 10000

.PHONY: run test lint gallery bench install install-dev kill-loop golden lock clean

run: install
	.venv/bin/kiosk simulate

test: lint
	$(PYTHON) -m pytest

lint: install-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports --no-cache
	.venv/bin/pyright

gallery: install
	$(PYTHON) -m kiosk.ui.gallery out/gallery

bench: install-dev
	$(PYTHON) scripts/bench.py

kill-loop: install-dev
	KIOSK_KILLS=$(KIOSK_KILLS) $(PYTHON) -m pytest tests/store -k kill --timeout 3600

golden: install-dev
	KIOSK_WRITE_GOLDEN=1 $(PYTHON) -m pytest tests/devices -k golden

lock:
	$(PYTHON) -m pip install -q uv
	.venv/bin/uv pip compile -q --no-header --python-version 3.11 --python-platform x86_64-manylinux_2_28 \
	  --all-extras --generate-hashes -c packaging/constraints.txt pyproject.toml -o requirements.lock
	.venv/bin/uv pip compile -q --no-header --python-version 3.11 --python-platform x86_64-manylinux_2_28 \
	  --all-extras --group dev --generate-hashes -c packaging/constraints.txt pyproject.toml -o requirements-dev.lock

install:
	@scripts/install.sh run

install-dev:
	@scripts/install.sh dev

clean:
	rm -rf out .pytest_cache .ruff_cache .hypothesis
