"""Work in a team: who codes what, and copies of a study that come together."""
