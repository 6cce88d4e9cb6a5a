"""Makes a question sharper: its asker changes it, others propose a better wording or background."""
