// The library as another package sees it; every number can be checked by hand.
import Foundation
import Torch
import WKD

/// Prints values, and ends the program where they are not the wanted ones.
func check(_ name: String, _ found: [Double], _ wanted: [Double], within tolerance: Double = 1e-12)
{
  let text = found.map { String(format: "%.4f", $0) }.joined(separator: " ")
  print("\(name): \(text)")
  let isEqual = zip(found, wanted).allSatisfy { abs($0 - $1) <= tolerance }
  guard found.count == wanted.count, isEqual else {
    print("wanted \(wanted)")
    exit(1)
  }
}

// 1. The bands of an array.
let array = Tensor([1, 2, 3, 5], shape: [1, 1, 2, 2], type: .float64)
let haar = WaveletTransform(.haar, levels: 1, mode: .zero)
let pyramid = haar(array)
check("LL1", pyramid.ll.values, [5.5])  // half the sum
check("LH1", pyramid.details[0].lh.values, [-2.5])  // half of upper minus lower row
check("HL1", pyramid.details[0].hl.values, [-1.5])  // half of left minus right column
check("HH1", pyramid.details[0].hh.values, [0.5])
check("inverse", haar.inverse(pyramid).values, [1, 2, 3, 5])

// 2. The gradient of the wavelet loss: the signs of the three high bands, sent back to the pixels.
let student = array.trackingGradients()
let loss = WaveletLoss(haar)(student: student, teacher: Tensor.zeros([1, 1, 2, 2], type: .float64))
check("loss", [loss.item], [(2.5 + 1.5 + 0.5) / 3])
check(
  "gradient", gradients(of: loss, at: [student])[0].values, [-1.0 / 6, -1.0 / 6, -1.0 / 6, 0.5])

// 3. Ten steps of a net of two layers towards |x|.
let weights = scaledWeights(seed: 1)
let first = try Linear("first", inputs: 1, outputs: 16, weights: weights)
let second = try Linear("second", inputs: 16, outputs: 1, weights: weights)
let parameters = (first.named("first") + second.named("second")).map(\.tensor)
let optimizer = Adam(parameters, learningRate: 0.02)
let x = Tensor((-8...8).map { Float($0) / 8 }, shape: [17, 1])
var course: [Double] = []
for _ in 1...10 {
  let error = (second(first(x).relu()) - x.abs()).squared().mean()
  optimizer.step(gradients(of: error, at: parameters))
  course.append(error.item)
}
print("training:", course.map { String(format: "%.4f", $0) }.joined(separator: " "))
guard course.allSatisfy(\.isFinite), course[9] < 0.5 * course[0] else {
  print("wanted the loss to halve in ten steps")
  exit(1)
}
