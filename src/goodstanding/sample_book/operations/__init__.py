"""What is done with the sample book in the database: the facts no file tells of, and the filling for benchmarks."""
