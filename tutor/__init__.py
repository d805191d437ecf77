"""The server: the only package that joins speech, exercises and learner_model. One folder a concern."""
