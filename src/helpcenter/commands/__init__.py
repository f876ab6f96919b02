"""The commands of `helpcenter`, one module each; `helpcenter.cli` lists them."""
