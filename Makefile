# make demo   builds the example commune's documents into out/demo/
# make test   runs all tests
# Both set up a virtual environment in .venv first; nothing else is needed but Python 3.11 and make.

PYTHON ?= python3
BIN = .venv/bin
DEMO = examples/xa-binh-minh

.PHONY: demo test test-full lint format bench clean

demo: .venv/demo
	@$(BIN)/qmskit build $(DEMO) -o out/demo --as-of 2026-11-22
	@echo "Open:  out/demo/quy-trinh/QT-01-CX-HT Đăng ký khai sinh.docx"
	@echo "       out/demo/the-ban/Thẻ-bàn-QT-01-CX-HT Đăng ký khai sinh.docx"

test: .venv/dev
	$(BIN)/python -m pytest -n auto -m "not full"

test-full: .venv/dev
	$(BIN)/python -m pytest -n auto --hypothesis-profile qmskit-full

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/dev
	$(BIN)/python bench/load_yaml.py
	$(BIN)/python bench/render_ratio.py
	$(BIN)/python bench/build_470.py
	$(BIN)/python bench/released_470.py
	$(BIN)/python bench/today_470.py
	$(BIN)/python bench/diff_catalogues.py

.venv/demo: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/dev: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable ".[dev,units]"
	@touch $@

clean:
	rm -rf .venv out dist build
