"""Thread to Qt signal, nothing else."""
