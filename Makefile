# Thin: CMake presets, npm and scripts/ do the work. `make help` lists what there is.
SHELL := /bin/bash
DATA ?= build/demo-data
LISTEN ?= 127.0.0.1:8080

.PHONY: help run test build server web check format bench package clean setup

help:
	@echo "make run      build, fill a demonstration company and serve it on http://$(LISTEN)/"
	@echo "make test     every check and every test, each stage with its minutes"
	@echo "make build    the program (build/manyi) and the web app (build/web)"
	@echo "make check    format, layers, schema, lint, requirements"
	@echo "make bench    measure the claims of bench/ and rewrite bench/RESULTS.md"
	@echo "make package  build/manyi-VERSION-ARCH.tar.gz with everything that serves"
	@echo "make clean    remove build/"

setup:
	@[ -n "$(MANYI_SKIP_SETUP)" ] || scripts/setup build run

build: setup server web

server:
	@scripts/build server

web:
	@scripts/build web

run: build
	@scripts/run --data $(DATA) --listen $(LISTEN)

test:
	@[ -n "$(MANYI_SKIP_SETUP)" ] || scripts/setup
	@scripts/test

check:
	@scripts/check

format:
	@git ls-files -co --exclude-standard -- '*.h' '*.cpp' | xargs clang-format -i

bench: build
	@[ -n "$(MANYI_SKIP_SETUP)" ] || scripts/setup
	@$(firstword $(wildcard /usr/bin/python3) python3) bench/run.py

package: build
	@scripts/package

clean:
	rm -rf build
