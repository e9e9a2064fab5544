"""Organization: brands, their staff, roles and the audit log."""
