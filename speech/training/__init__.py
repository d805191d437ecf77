"""Training of the phone head (`python -m speech.training all`). Needs torch; nothing here runs in the product."""
