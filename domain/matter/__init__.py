"""A matter (事项): one complaint, request, question or assignment, from receipt to closing."""
