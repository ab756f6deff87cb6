"""Single edits of a function's tree: what stands in another place, is another name, one more or less."""
