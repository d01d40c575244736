# make learn   set up, build and run all five chapters
# make test    set up, build and run all tests
.PHONY: learn test setup build check-format clean

learn: setup
	./wkd-learn all

test: setup
	swift test -c release --disable-testable-imports

setup:
	@scripts/setup

build: setup
	swift build -c release

check-format:
	swift format lint --strict --recursive --parallel Package.swift Sources Plugins Tests

clean:
	rm -rf .build reports
