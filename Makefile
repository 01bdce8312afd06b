# Two commands do everything on a fresh machine: make run, make test.
SHELL := /bin/bash
GO ?= go
BYBLIK_REFERENCE ?= $(wildcard ../shared/data)
ifneq ($(BYBLIK_REFERENCE),)
export BYBLIK_REFERENCE := $(abspath $(BYBLIK_REFERENCE))
endif
# Other programs write files that our readers must understand, where they are installed.
ifneq ($(and $(shell command -v ogr2ogr),$(shell command -v soffice)),)
export BYBLIK_TOOLS ?= 1
endif
# cube counts with DuckDB, which needs a C compiler (docs/adr/0014-duckdb.md).
export CGO_ENABLED := 1
BUILD := -trimpath -buildvcs=false -ldflags=-buildid=

.PHONY: run build test long lint axe site-axe screenshots load vendor bench tools clean

run: build ## build, and show the invented town Minby at http://localhost:8080
	./bin/byblik demo

build: web/static/vendor/map-live.mjs ## bin/byblik
	$(GO) build $(BUILD) -o bin/byblik ./cmd/byblik

# Without npm byblik is built without it, and shows the map of the server alone.
web/static/vendor/map-live.mjs: tools/site/package-lock.json tools/site/build.mjs tools/site/live.mjs
	@cd tools/site && npm ci --omit=dev --no-audit --no-fund --silent && node build.mjs map || echo "npm gave no packages: built without the map that can be zoomed"

test: tools lint build ## everything that must hold
	$(GO) test -timeout 40m ./...
	$(MAKE) axe
	$(MAKE) site-axe

long: build tools ## the long forms: 200 kills, 2,000 damaged files, all eight years attacked together, every address of the site
	BYBLIK_LONG=1 BYBLIK_CRAWL=full $(GO) test -count 1 -timeout 3h -v -run 'Kill|MutatedFiles|DamagedFiles|Crawler|ThreeReleases|TheRegisterOfMinby|GivesNobodyAway' ./source ./disclose ./cmd/byblik

lint: ## formatting, vet, staticcheck, the catalog itself
	@test -z "$$(gofmt -l . | tee /dev/stderr)" || { echo "gofmt: run gofmt -w on these files"; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	$(GO) run ./cmd/byblik catalog check

axe: build tools ## the reports of Minby, in both languages, held against WCAG 2.2 AA in a browser
	rm -rf bin/axe && mkdir -p bin/axe
	./bin/byblik demo --files bin/axe/minby
	for lang in da en; do \
	  ./bin/byblik demo --write bin/axe/$$lang --lang $$lang >/dev/null && \
	  ./bin/byblik screen minby-2025 --from bin/axe/minby --period 2021 --stress 100 --out bin/axe/2021-$$lang >/dev/null && \
	  ./bin/byblik compare bin/axe/2021-$$lang bin/axe/$$lang --lang $$lang --out bin/axe/differences-$$lang >/dev/null && \
	  ./bin/byblik lists --from bin/axe/minby --year 2022 --lang $$lang --out bin/axe/lists-$$lang >/dev/null && \
	  ./bin/byblik letting --from bin/axe/minby --area 03 --runs 300 --assumptions bin/axe/minby/letting.yaml --until 2035 --lang $$lang --out bin/axe/letting-$$lang >/dev/null && \
	  ./bin/byblik forecast --from bin/axe/minby --year 2026 --runs 300 --lang $$lang --out bin/axe/forecast-$$lang >/dev/null && \
	  ./bin/byblik backtest --lang $$lang --out bin/axe/backtest-$$lang >/dev/null || exit 1; \
	done
	node tools/axe/check.mjs bin/axe/{da,en,lists-da,lists-en,letting-da,letting-en}/report.html bin/axe/differences-{da,en}/differences.html bin/axe/backtest-{da,en}/backtest.html bin/axe/forecast-{da,en}/forecast.html

# The pages that are looked at: all routes of the public site, in both languages.
SITE_PAGES := $(foreach l,da en,$(addprefix /$(l)/,$(if $(filter da,$(l)),find find/fil omraader omraade/017 omraade/177 byomraade/mb-2025-036 kort kort?v=minby-low-income sammenlign sammenlign?o=017&o=177 indikator/minby-low-income indikator/minby-residents screening statens-lister maal data metode udgaver ordliste tilgaengelighed kontakt tal/minby-low-income.area.017.2025 definition/rulesets%2Fminby-2025.yaml indlejr/kort indlejr/omraade/017 indlejr/indikator/minby-low-income udgave/minby-2025-1/omraade/017,find find/file areas area/017 area/177 zone/mb-2025-036 map map?v=minby-low-income compare compare?o=017&o=177 indicator/minby-low-income indicator/minby-residents screening state-lists goals data method releases glossary accessibility contact figure/minby-low-income.area.017.2025 definition/rulesets%2Fminby-2025.yaml embed/map embed/area/017 embed/indicator/minby-low-income release/minby-2025-1/area/017)))
# SITE_PORT is another where this one is taken.
SITE_PORT ?= 8190
SITE := http://localhost:$(SITE_PORT)

define with-site
./bin/byblik demo --address localhost:$(SITE_PORT) >/dev/null & pid=$$!; trap "kill $$pid" EXIT; \
for i in $$(seq 120); do curl -sf -o /dev/null $(SITE)/healthz && break; sleep 1; done;
endef

site-axe: build tools ## every page of the public site: axe-core, phone and desktop, without script, keyboard alone
	$(with-site) node tools/axe/site.mjs $(SITE) /da/ /en/ $(foreach p,$(SITE_PAGES),'$(p)') && \
	  node tools/axe/map.mjs $(SITE) '/da/kort?v=minby-low-income' 'Ravngade 5' && node tools/axe/map.mjs $(SITE) /en/map 'Ravngade 5'

screenshots: build tools ## bin/screenshots: every page of the public site, phone and desktop, in both languages
	$(with-site) node tools/axe/site.mjs --shots bin/screenshots $(SITE) /da/ /en/ $(foreach p,$(SITE_PAGES),'$(p)')

load: build ## 500 requests a second of mixed pages for 60 s (needs wrk)
	$(with-site) tools/load/load.sh $(SITE) 500 60

vendor: ## web/static/vendor from the npm packages that tools/site pins
	cd tools/site && npm ci --no-audit --no-fund --silent && node build.mjs page

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
	rm -rf bin tools/axe/node_modules tools/site/node_modules web/static/vendor/map-*
