"""The library's front door: functions that return DataFrames and figures."""
