"""Search: an index in lunr's format, cut into shards, and one ranking in Python and in JavaScript."""
