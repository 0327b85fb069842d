"""What the templates of the workbench can say besides plain values."""
