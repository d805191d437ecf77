"""Training of the phone head (`make train-phones`). Needs torch; nothing here runs in the product."""
