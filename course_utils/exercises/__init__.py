"""One file per notebook: graded functions, visible cases, mistakes and hints."""
