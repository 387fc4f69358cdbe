# What a newcomer needs is `make demo` and `make test`; every target does its own set-up.
PYTHON ?= python3
BIN := .venv/bin
TEST_PACKAGES := chromium fonts-noto-core postgresql

.PHONY: install demo test check bench pictures translations system-packages clean

install: .venv/installed translations

.venv/installed: requirements.txt requirements-dev.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

translations: .venv/installed
	@$(BIN)/pybabel -q compile --directory monitor/web/translations

# A synthetic programme on a fast clock, with the simulator in the place of the provider.
demo: install
	@BAADA_VAR_DIR=var/demo BAADA_KIND=demo $(BIN)/flask demo

test: install system-packages
	$(BIN)/pytest -n 2 --dist loadfile

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/flask surveys check
	$(BIN)/flask safety report
	@if [ -e ../shared/domain/replies.jsonl ]; then $(BIN)/flask replies report ../shared/domain/replies.jsonl; \
	 elif [ "$$CI" = true ]; then echo "replies.jsonl is missing" >&2; exit 1; \
	 else echo "skipped: the labelled replies are not beside the project"; fi
	$(BIN)/flask replies report --inform tests/samples/replies_held_out.jsonl
	$(BIN)/flask replies report --inform tests/samples/replies_held_out_2.jsonl
	$(BIN)/flask replies report --inform tests/samples/replies_held_out_3.jsonl

# Debian packages that only tests need; where they cannot be installed, tests name them and skip.
system-packages:
	@missing=; for package in $(TEST_PACKAGES); do \
	   dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; done; \
	 test -z "$$missing" && exit 0; \
	 if [ "$$(id -u)" = 0 ]; then run=; elif sudo -n true 2>/dev/null; then run=sudo; else run=none; fi; \
	 if [ "$$run" = none ] || ! command -v apt-get >/dev/null; then echo "not installed, tests will skip:$$missing"; exit 0; fi; \
	 $$run apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$run apt-get install -y -qq --no-install-recommends $$missing >/dev/null

pictures: install system-packages
	$(BIN)/python -m tests.pictures

# Readings, USSD turns and incoming texts, each beside a floor of the same run; takes some minutes.
bench: install system-packages
	$(BIN)/python -m tests.bench

clean:
	rm -rf .venv var .pytest_cache .mypy_cache .ruff_cache
