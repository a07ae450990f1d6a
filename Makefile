# Building needs Go and make; Go fetches what go.mod names. With npm the pages' style and script are built too.
export CGO_ENABLED = 0
# Without the folder in what is built, lint and builds of one checkout serve every other of the same machine.
export GOFLAGS := $(filter-out -trimpath,$(shell go env GOFLAGS)) -trimpath

DATA ?= ../shared/data
PYTHON ?= $(firstword $(wildcard /usr/bin/python3) python3)
WIOD = $(abspath $(wildcard $(DATA)/wiod2013/wiod2013_2008.csv.gz))
WEB := server/ui/web

.PHONY: bin/ikat run build web web-edition site licences browser test quick lint arrows validate clients indicators bench bench-growth bench-clients load apx decisions declared chaos sweep-kills fuzz fresh release race clean

run: build            ## build ikat and open its pages in the browser
	@bin/ikat serve --open

build: web            ## build the front end and bin/ikat
	@$(MAKE) --no-print-directory bin/ikat

ifneq ($(shell command -v npm),)
web: server/ui/dist/ikat.js  ## build the pages' script and style into server/ui/dist

$(WEB)/node_modules/.package-lock.json: $(WEB)/package.json $(WEB)/package-lock.json
	cd $(WEB) && npm ci --no-progress
	@touch $@

server/ui/dist/ikat.js: $(WEB)/node_modules/.package-lock.json $(wildcard $(WEB)/src/* $(WEB)/*.ts)
	cd $(WEB) && npx vite build --logLevel warn
else
web:
	@echo 'npm (Node.js 20 or later) is not here: pages will have no style and no script'
endif

web-edition: web licences  ## ikat as a folder of files for any web host, answered in the reader's browser
	go run ./internal/cmd/webedition

site:                 ## the documents as a site: methods, reference, guide; open dist/site/index.html
	go run ./internal/cmd/project site dist/site

browser:              ## Chromium for the tests that look at the pages, where it is missing and can be installed
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo 'installing Chromium' && \
	    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-dejavu-core; } >/dev/null 2>&1; } || \
	  echo 'Chromium is not here and cannot be installed: the tests that look at the pages are skipped'

licences: notices/dist/texts.json.gz  ## gather the texts of the licences of what others made, for the program to show

notices/dist/texts.json.gz: go.mod go.sum notices/parts.csv $(wildcard $(WEB)/package-lock.json $(WEB)/node_modules/.package-lock.json)
	go run ./internal/cmd/project licences

# Go knows what has changed, embedded data included, and builds only that.
bin/ikat: notices/dist/texts.json.gz
	@mkdir -p bin
	go build -ldflags '-s -w' -o bin/ikat ./cmd/ikat

# Lint uses one core most of the time: it runs beside the tests, and what it says is printed whole when both are done.
# By name, as make -n runs every line that says $(MAKE) itself.
LINT = $(MAKE) --no-print-directory lint

test: web licences browser  ## lint, every test, import arrows among them; says what it skips and why
	@go run ./internal/cmd/testreport -beside='$(LINT)'

# Packages with changed Go files that are still there: not committed, or else of the last commit.
CHANGED = git diff --name-only --diff-filter=d $(1) -- '*.go' 2>/dev/null | xargs -r -n1 dirname | sort -u | sed 's|^|./|' | \
  xargs -r go list -e -f '{{if or .GoFiles .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}'
QUICK = $(or $(shell $(call CHANGED,HEAD)),$(shell $(call CHANGED,HEAD~1)))

quick:                ## in under a minute: format, arrows, vet and short tests of what has changed, or the last commit did
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo 'run gofmt -w on these'; exit 1; }
	$(if $(QUICK),go vet $(QUICK))
	go test -short -timeout 5m ./internal/archtest ./internal/project $(QUICK)

lint:                 ## gofmt, go vet, staticcheck
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo 'run gofmt -w on these'; exit 1; }
	go vet ./...
	go tool staticcheck ./...
	@if [ -d $(WEB)/node_modules ]; then cd $(WEB) && npm run --silent check; else echo 'skipped: the checks of the front end need npm'; fi

arrows:               ## the import arrows, never from the cache
	go test -count=1 ./internal/archtest

clients:              ## what the clients for Python, R and Stata take from the questions' declarations
	go run ./internal/cmd/project clients

validate:             ## recompute every number ikat claims to reproduce; writes docs/validation.md
	go run ./internal/cmd/validate -data $(DATA) -o docs/validation.md

apx: bin/ikat         ## make the embedded tables again from the World Input-Output Tables
	@for y in 1995 2000 2005 2008 2011; do \
	  bin/ikat tables aggregate $(DATA)/wiod2013/wiod2013_$$y.csv.gz --mapping tablefile/apx/mapping.csv --name apx -o tablefile/apx/apx_$$y.csv.gz || exit 1; \
	done; ls -l tablefile/apx/*.csv.gz

indicators:           ## make the embedded indicators, border tables and statistics again from published figures
	go run ./internal/cmd/indicators -data $(DATA)

bench: bin/ikat       ## measure this machine; writes docs/benchmarks.md (LARGE=1: 9,800 sectors too; BEFORE=binary beside it)
	go run ./internal/cmd/bench -data $(DATA) -o docs/benchmarks.md $(if $(LARGE),-large) $(if $(BEFORE),-before $(BEFORE))

bench-growth: bin/ikat ## how commands grow with tables of 408 to 4,050 sectors (LARGE=1: to 19,680; 24 GiB); writes docs/benchmarks-growth.md
	go run ./internal/cmd/bench -growth -o docs/benchmarks-growth.md $(if $(LARGE),-large)

bench-clients: bin/ikat ## decompr's and pymrio's own examples and a world table beside ikat's clients, where these are installed
	@IKAT=$(CURDIR)/bin/ikat PYTHONPATH=clients/python/src:$$PYTHONPATH $(PYTHON) -W ignore clients/examples/beside_pymrio.py $(WIOD)
	@lib=$$(mktemp -d) && R CMD INSTALL --no-docs --library=$$lib clients/r >/dev/null 2>&1 && IKAT=$(CURDIR)/bin/ikat \
	  R_LIBS=$$lib:$$R_LIBS Rscript clients/examples/beside_decompr.R $(WIOD); rm -rf $$lib

load: bin/ikat        ## 200 users of the server on loopback for ten minutes a table; writes docs/load.md (LARGE=1: 4,050 sectors too; FOR=1m)
	go run ./internal/cmd/load -data $(DATA) -o docs/load.md $(if $(FOR),-for $(FOR)) $(if $(LARGE),-large)

decisions:            ## write the index of decisions
	go run ./internal/cmd/project decisions

declared:             ## count the places in which options are declared, and name those declared more than once
	@go run ./internal/cmd/project declared

chaos: bin/ikat       ## kills, full disks, flipped bits, drips: n of n survived (ROUNDS=10)
	go run ./internal/cmd/chaos -ikat bin/ikat -rounds $(or $(ROUNDS),10)
	IKAT_KILLS=200 go test -count=1 -run TestKilledCommands -v ./cmd/ikat

sweep-kills: bin/ikat ## 5,000 jobs, three workers, one killed every few seconds, the leader twice; writes docs/sweep-kills.md
	go run ./internal/cmd/sweepkills -ikat bin/ikat -o docs/sweep-kills.md

fuzz:                 ## every fuzz target for a minute (TIME=10s for less); says how many cases each tried
	go run ./internal/cmd/fuzz -time $(or $(TIME),1m)

DRAWN = $$(go list -f '{{.ImportPath}} {{.TestImports}} {{.XTestImports}}' ./... | grep -E 'rapid|tablefiletest' | cut -d' ' -f1)

fresh:                ## the property tests on new cases (CHECKS=1000), and every economy asked about in every mouth
	RAPID_SEED=0 RAPID_CHECKS=$(or $(CHECKS),1000) go test -count=1 -timeout 120m $(DRAWN)
	IKAT_ECONOMIES=all go test -count=1 -timeout 120m -run TestEveryEconomyInEveryMouth ./cmd/ikat

RACY = ./memo/... ./internal/cores ./internal/turns ./draws ./trade/... ./server/... ./engine/... ./question/... ./leontief/... ./internal/rows/... ./store/... ./sweep/...

release: web licences ## build and pack ikat for six systems, with checksums and what is inside, into dist/release
	go run ./internal/cmd/release $(if $(VERSION),-version $(VERSION)) -o dist/release

race:                 ## what runs side by side, under the race detector (needs a C compiler)
	CGO_ENABLED=1 go test -race -short -timeout 40m $$(go list $(RACY) 2>/dev/null)

clean:
	rm -rf bin dist $(WEB)/node_modules
	find server/ui/dist notices/dist -type f ! -name .gitkeep -delete
