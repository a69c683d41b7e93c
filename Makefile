.PHONY: demo test bench

demo:
	python3 tools/dev.py demo

test:
	python3 tools/dev.py test

bench:
	python3 tools/dev.py bench
