"""`teahouse sandbox`: a running network scripted from a shell (docs/guide/sandbox-api.md)."""
