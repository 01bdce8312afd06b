# Two commands do everything on a fresh machine: make run, make test.
SHELL := /bin/bash
GO ?= go
BYBLIK_REFERENCE ?= $(wildcard ../shared/data)
ifneq ($(BYBLIK_REFERENCE),)
export BYBLIK_REFERENCE := $(abspath $(BYBLIK_REFERENCE))
endif
export CGO_ENABLED := 0
BUILD := -trimpath -buildvcs=false -ldflags=-buildid=

.PHONY: run build test lint axe bench tools clean

run: build ## build, and show the invented town Minby at http://localhost:8080
	./bin/byblik demo

build: ## bin/byblik
	$(GO) build $(BUILD) -o bin/byblik ./cmd/byblik

test: tools lint build ## everything that must hold
	$(GO) test ./...
	$(MAKE) axe

lint: ## formatting, vet, staticcheck, the catalog itself
	@test -z "$$(gofmt -l . | tee /dev/stderr)" || { echo "gofmt: run gofmt -w on these files"; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	$(GO) run ./cmd/byblik catalog check

axe: build tools ## the report of Minby, in both languages, held against WCAG 2.2 AA in a browser
	rm -rf bin/axe && mkdir -p bin/axe
	./bin/byblik demo --write bin/axe/da --lang da
	./bin/byblik demo --write bin/axe/en --lang en
	node tools/axe/check.mjs bin/axe/da/report.html bin/axe/en/report.html

bench: ## the numerics beside what else a user could pick, on the same files
	$(GO) build $(BUILD) -o bin/bench ./tools/bench
	./bin/bench

tools: bin/.tools ## a browser and axe-core, installed once

bin/.tools: tools/axe/package-lock.json
	@mkdir -p bin
	@command -v chromium >/dev/null || { apt-get update -qq && apt-get install -y -qq chromium >/dev/null; }
	cd tools/axe && npm ci --no-audit --no-fund --silent
	@touch $@

clean:
	rm -rf bin tools/axe/node_modules
