"""FHIR: what a library knows as R5 and R4 resources, as a FHIR client asks for it and reads it (SPEC 14).

Pure: everything here takes what was read and gives bytes or frozen types. Views of the record, never rivals to it.
"""
