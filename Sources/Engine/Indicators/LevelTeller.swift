package import Market

/// Whose level a change of state is about, and when: what every tracker of one side's levels needs to tell of one.
package struct LevelTeller: BitwiseCopyable {
  package let side: BookSide
  let slot: InstrumentSlot
  let now: Int64

  package init(side: BookSide, slot: InstrumentSlot, now: Int64) {
    (self.side, self.slot, self.now) = (side, slot, now)
  }

  func price(_ rank: Int64) -> Price { Price(ticks: side == .bid ? rank : -rank) }

  func tell(_ kind: StateChange.Kind, _ changes: inout StateChanges) {
    changes.append(StateChange(slot: slot, kind: kind))
  }
}
