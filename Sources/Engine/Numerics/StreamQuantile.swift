/// A quantile of a stream without keeping it: the P² algorithm (R. Jain, I. Chlamtac, CACM 28/10, 1985), five markers
/// whose heights follow the quantile. It does not forget: who wants the recent past starts a new one now and then.
package struct StreamQuantile: BitwiseCopyable {
  private static let markers = 5

  private let quantile: Double
  private var heights: InlineArray<5, Double> = InlineArray(repeating: 0)
  private var positions: InlineArray<5, Double> = [1, 2, 3, 4, 5]
  private var count = 0

  package init(_ quantile: Double) { self.quantile = quantile }

  /// The estimate; nil before five values.
  package var value: Double? { count < Self.markers ? nil : heights[2] }

  package mutating func add(_ x: Double) {
    guard count >= Self.markers else { return addFirst(x) }
    let cell = place(x)
    for index in (cell + 1)..<Self.markers { positions[index] += 1 }
    for index in 1...3 { adjust(index) }
  }

  private mutating func addFirst(_ x: Double) {
    var index = count
    while index > 0, heights[index - 1] > x {
      heights[index] = heights[index - 1]
      index -= 1
    }
    heights[index] = x
    count += 1
  }

  /// The marker interval that holds x; the outer markers follow the extremes.
  private mutating func place(_ x: Double) -> Int {
    if x < heights[0] {
      heights[0] = x
      return 0
    }
    if x >= heights[4] {
      heights[4] = x
      return 3
    }
    var cell = 0
    while x >= heights[cell + 1] { cell += 1 }
    return cell
  }

  private func desired(_ index: Int) -> Double {
    let shares: InlineArray<5, Double> = [0, quantile / 2, quantile, (1 + quantile) / 2, 1]
    return 1 + (positions[4] - 1) * shares[index]
  }

  private mutating func adjust(_ index: Int) {
    let lag = desired(index) - positions[index]
    let isUp = lag >= 1 && positions[index + 1] - positions[index] > 1
    guard isUp || (lag <= -1 && positions[index - 1] - positions[index] < -1) else { return }
    let step: Double = isUp ? 1 : -1
    let curved = parabolic(index, step)
    heights[index] = heights[index - 1] < curved && curved < heights[index + 1] ? curved : linear(index, step)
    positions[index] += step
  }

  private func parabolic(_ i: Int, _ step: Double) -> Double {
    let (below, here, above) = (positions[i - 1], positions[i], positions[i + 1])
    let up = (here - below + step) * (heights[i + 1] - heights[i]) / (above - here)
    let down = (above - here - step) * (heights[i] - heights[i - 1]) / (here - below)
    return heights[i] + step / (above - below) * (up + down)
  }

  private func linear(_ i: Int, _ step: Double) -> Double {
    let other = i + Int(step)
    return heights[i] + step * (heights[other] - heights[i]) / (positions[other] - positions[i])
  }
}
