"""The coder's desk: the screens on which people code. All they do is done by `project.desk`."""
