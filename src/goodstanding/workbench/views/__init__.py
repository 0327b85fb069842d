"""The views: each asks for sign-in and one permission, makes one call, and shows the answer."""
