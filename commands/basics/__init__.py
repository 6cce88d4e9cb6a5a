"""What everybody needs: help, a greeting, drafts."""
