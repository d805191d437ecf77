"""The order in which a class learns the correspondences between letters and sounds, week by week."""
