"""Where the constant page lives; apart from bench.wsgi, because importing that starts the site."""

CONSTANT_PATH = "/bench-constant"
