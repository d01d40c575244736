# make learn   set up, build and run all five chapters
# make test    set up, build and run all tests
# make book    run the chapters where need be and weave the book that is kept in book/
# make format  write code, and the cells of the lessons, as check-format wants them
# make bench   compare speed with PyWavelets, pytorch_wavelets, ptwt and PyTorch
.PHONY: learn test book bench setup build format check-format clean

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

format:
	swift format --in-place --recursive --parallel Package.swift Sources Plugins Tests
	swift run --quiet -c release format-lessons lessons

check-format:
	swift format lint --strict --recursive --parallel Package.swift Sources Plugins Tests
	swift run --quiet -c release format-lessons --check lessons

clean:
	rm -rf .build reports
