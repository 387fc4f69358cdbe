# Everything a newcomer needs: make demo, make test. Each target does its own set-up.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: install demo test check bench pictures clean

install: .venv/installed

.venv/installed: requirements.txt requirements-dev.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@
