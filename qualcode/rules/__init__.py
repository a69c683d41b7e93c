"""The rule language: text to tree, tree to matcher. It knows no codes."""
