# Four words to remember; each calls the program that does the work.
.PHONY: run test lint law
run:
	bin/goodstanding demo
test:
	bin/goodstanding test
lint:
	bin/goodstanding test lint
law:
	bin/goodstanding test law
