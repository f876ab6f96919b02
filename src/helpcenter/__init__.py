"""helpcenter: turns structured YAML answers into a static, multilingual, searchable help center."""

__version__ = "0.1.0"
