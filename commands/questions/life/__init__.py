"""Tables what can become of a question, who may do that, and what its states are called."""
