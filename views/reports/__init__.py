"""«Отчёты»: the printed page as it will come out, its texts, PDF and XLSX."""
