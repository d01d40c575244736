# make learn   set up, build and run all five chapters
# make test    set up, build and run all tests
# make book    run the chapters where need be and weave the book that is kept in book/
# make bench   compare speed with PyWavelets, pytorch_wavelets, ptwt and PyTorch
.PHONY: learn test book bench setup build check-format clean

learn: setup
	./wkd-learn all

test: setup
	swift test -c release --disable-testable-imports

book: setup
	./wkd-learn book --output book

bench: setup
	scripts/bench/setup
	./wkd-learn bench wavelets
	./wkd-learn bench training

setup:
	@scripts/setup

build: setup
	swift build -c release

check-format:
	swift format lint --strict --recursive --parallel Package.swift Sources Plugins Tests

clean:
	rm -rf .build reports
