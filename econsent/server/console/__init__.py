"""The console: pages in a browser for registrars, HR, privacy officers and administrators.

Every page asks the library's own verbs, as whoever is signed in, and shows what they answer; none decides anything.
"""
