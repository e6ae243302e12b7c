"""Security plans that never existed: written with a seed, typeset with several engines, their true structure known."""
