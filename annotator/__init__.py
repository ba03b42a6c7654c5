"""Tadqiq: read a translated news article sentence by sentence; is it translated right, and is it true?"""

__version__ = "0.1.0"
