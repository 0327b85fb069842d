"""Neutral situations (who, what happened, what is proposed) read into the columns the gate decides on."""
