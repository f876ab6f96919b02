"""JSON Schemas of the content files, for editors: the model, with what the site has to offer right now."""

from helpcenter.authoring.schema.files import SCHEMA_FOLDER, renew_schemas, schema_files, write_schemas

__all__ = ["SCHEMA_FOLDER", "renew_schemas", "schema_files", "write_schemas"]
