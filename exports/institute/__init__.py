"""What the institute does with packages: finds them in folders, proves and keeps them, answers, sums them up."""
