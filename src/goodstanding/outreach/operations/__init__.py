"""What people and programs do in outreach, one function a deed."""
