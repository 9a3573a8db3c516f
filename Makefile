# The same commands everywhere: python3 bootstrap.py run | test | check | setup | lock
PYTHON ?= python3

.PHONY: run test check setup lock

run test check setup lock:
	@$(PYTHON) bootstrap.py $@ $(ARGS)
