"""What goes wrong for real: processes are killed and frozen, messages lost and doubled, texts break the checker."""
