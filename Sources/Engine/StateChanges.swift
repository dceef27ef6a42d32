public import Market
internal import Memory

/// What one frame changed, in order; cleared at the next frame.
public struct StateChanges: ~Copyable {
  package init() {}

  private var changes = FixedArray<StateChange>(zeroed: Limits.changesPerFrame)
  public private(set) var count = 0
  /// Changes that found the frame's list full.
  public private(set) var dropped = 0

  public subscript(index: Int) -> StateChange {
    precondition(index < count)
    return changes[index]
  }

  mutating func append(_ change: StateChange) {
    guard count < Limits.changesPerFrame else {
      dropped += 1
      return
    }
    changes[count] = change
    count += 1
  }

  mutating func clear() { count = 0 }
}
