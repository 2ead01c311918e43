"""The parts of the reading screen: what they show is worked out in `view_state`, without widgets."""
