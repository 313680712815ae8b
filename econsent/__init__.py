"""Consent to being filmed in medicine: signed offline, kept in a tamper-evident log, answered to those who ask."""
