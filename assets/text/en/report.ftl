# Figures for the office
report-title = { $hall }: green channel figures
report-made = made { $time }
report-few = Groups of fewer than 3 are not told by number
report-column-picture = Table
report-column-name = Name
report-column-figure = Figure
report-column-unit = Unit
