"""Builds the French model ``caviardage_fr``: data, training, measures, packing (`make model`)."""
