"""Who knows: ranking, reasons and results."""
