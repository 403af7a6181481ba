"""Report rows and charts drawn to PDF and PNG with QtCore and QtGui only."""
