"""Made-up households and weighings for training, benchmarks and the demo; never real people."""
