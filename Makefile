# North Inch. `make help` lists what there is.
SHELL := /bin/bash
VERSION := $(shell sed -n 's/^const Version = "\(.*\)"/\1/p' internal/app/app.go)

.PHONY: help build demo test check cover bench fmt clean golden release vuln

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' Makefile

build: ## Build bin/northinch: static, with the front end in it
	@bash scripts/assets.sh
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o bin/northinch ./cmd/northinch

release: ## Build dist/: the program for each system, with checksums and bills of materials
	@bash scripts/release.sh

vuln: ## Look for known vulnerabilities in what the program calls
	@bash scripts/vuln.sh

demo: build ## Fill a database with a made-up round and real data, and serve it at http://127.0.0.1:8080
	@bin/northinch demo

test: ## Install what the tests need, and run all of them on both engines and in the browser
	@bash scripts/test-setup.sh
	@bash scripts/with-postgres.sh env CI=true go test -timeout 40m $(if $(CI),-count=1) ./...
	@bash scripts/coverage.sh

check: ## Format, vet and the tests that need nothing installed
	@test -z "$$(gofmt -l cmd internal *.go)" || { echo "these files want gofmt:"; gofmt -l cmd internal *.go; exit 1; }
	go vet ./...
	go test ./...

cover: ## Check that tests run every statement of the statistics, disclosure control and the draw
	@bash scripts/coverage.sh

bench: ## Measure, and write docs/performance.md
	@bash scripts/assets.sh
	go run ./cmd/bench -out docs/performance.md

golden: ## Write the golden files anew; read the difference before you commit it
	go test ./internal/... -update || true
	git status --short

fmt: ## Format the Go files
	gofmt -w cmd internal *.go

clean: ## Remove what was built
	rm -rf bin dist
