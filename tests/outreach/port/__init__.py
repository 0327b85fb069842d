"""Tests of the port through which acts leave the house."""
