/// What stands around a plot: everything that takes room from it.
struct AxesPlan {
  var title: String
  /// The axes with their ends known.
  var x: Axis
  var y: Axis
  var right: Axis?
  /// The names below the x axis in place of numbers; empty for numbers.
  var categories: [String] = []
  /// The series that the legend names.
  var series: [Series] = []
  var colorBar: ColorBar?
  /// Whether there is nothing to draw.
  var isEmpty = false
  /// Whether a line closes the plot on all four sides.
  var isBoxed = false
}
