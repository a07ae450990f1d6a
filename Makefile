# Everything needs Go and make only; Go fetches what go.mod names.
export CGO_ENABLED = 0

DATA ?= ../shared/data
SOURCES := $(shell find . -name '*.go' -not -name '*_test.go') go.mod go.sum $(wildcard tablefile/apx/*)

.PHONY: run build test lint arrows validate bench load apx race clean

run: build            ## build ikat and show an economy's place in global value chains
	@bin/ikat profile CHN

build: bin/ikat       ## build bin/ikat

bin/ikat: $(SOURCES)
	@mkdir -p bin
	go build -trimpath -ldflags '-s -w' -o bin/ikat ./cmd/ikat

test: lint arrows     ## lint, import arrows, every test; says what it skips and why
	@go run ./internal/cmd/testreport

lint:                 ## gofmt, go vet, staticcheck
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo 'run gofmt -w on these'; exit 1; }
	go vet ./...
	go tool staticcheck ./...

arrows:               ## the import arrows, never from the cache
	go test -count=1 ./internal/archtest

validate:             ## recompute every number ikat claims to reproduce; writes docs/validation.md
	go run ./internal/cmd/validate -data $(DATA) -o docs/validation.md

apx: bin/ikat         ## make the embedded tables again from the World Input-Output Tables
	@for y in 1995 2000 2005 2008 2011; do \
	  bin/ikat tables aggregate $(DATA)/wiod2013/wiod2013_$$y.csv.gz --mapping tablefile/apx/mapping.csv --name apx -o tablefile/apx/apx_$$y.csv.gz || exit 1; \
	done; ls -l tablefile/apx/*.csv.gz

bench: bin/ikat       ## measure this machine; writes docs/benchmarks.md (LARGE=1: 9,800 sectors too)
	go run ./internal/cmd/bench -data $(DATA) -o docs/benchmarks.md $(if $(LARGE),-large)

load: bin/ikat        ## 50 users of the server on loopback for a minute a table; writes docs/load.md
	go run ./internal/cmd/load -data $(DATA) -o docs/load.md

race:                 ## the tests under the race detector (needs a C compiler)
	CGO_ENABLED=1 go test -race ./...

clean:
	rm -rf bin
