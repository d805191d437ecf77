"""How each pupil sees, hears and handles his screens: his own choices, or what his teacher chose for him."""
