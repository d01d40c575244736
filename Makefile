# make learn   set up, build and run all five chapters
# make test    set up, build and run all tests
# make book    run the chapters where need be and weave the book that is kept in book/
# make format  write code, and the cells of the lessons, as check-format wants them
# make bench   compare speed with PyWavelets, pytorch_wavelets, ptwt and PyTorch
# make consumer  build a package that depends on this one, and run it
# make docs    build the documentation of the libraries into docs-site/
# make api     write down the public symbols of the libraries as they are now
.PHONY: learn test consumer book bench docs api setup build format check-format clean

# The libraries whose documentation is built; .spi.yml lists them too.
documented = Torch WKD Plot Workbench

tests = swift test -c release --disable-testable-imports --explicit-target-dependency-import-check error

learn: setup
	./wkd-learn all

test: setup
	$(tests)

consumer: setup
	scripts/check-consumer

book: setup
	./wkd-learn book --output book

bench: setup
	scripts/bench/setup
	./wkd-learn bench wavelets
	./wkd-learn bench training

docs: setup
	WKD_LEARN_DOCS=1 swift package --allow-writing-to-directory docs-site generate-documentation \
	  $(addprefix --target ,$(documented)) --enable-experimental-combined-documentation \
	  --warnings-as-errors --transform-for-static-hosting --output-path docs-site

api: setup
	UPDATE_API=1 $(tests) --filter InterfaceTests

setup:
	@scripts/setup

build: setup
	swift build -c release

format:
	swift format --in-place --recursive --parallel Package.swift Sources Plugins Tests Examples
	swift run --quiet -c release format-lessons lessons

check-format:
	swift format lint --strict --recursive --parallel Package.swift Sources Plugins Tests Examples
	swift run --quiet -c release format-lessons --check lessons
	@if command -v clang-format >/dev/null; then \
	  git ls-files 'Sources/C*.c' 'Sources/C*.cpp' 'Sources/C*.h' 'Sources/C*.hpp' | \
	    xargs clang-format --dry-run --Werror; \
	else echo "check-format: no clang-format here, so C and C++ are not checked" >&2; fi

clean:
	rm -rf .build docs-site reports
