"""What must be quick, measured: `make bench`. Each module here has ``measurements()``; add one, and it is run."""
