/// One price level of one side.
package struct BookLevel {
  /// Why the level is there, which decides when it leaves.
  enum Origin {
    /// Quoted near the touch; leaves when the touch has moved away.
    case near
    /// A resident of the lattice; leaves when price has crossed it or left it far behind.
    case lattice
    /// The wall of a scene; only the script removes it.
    case wall
  }

  /// Ticks times the side's sign.
  package var rank: Int64
  package var lots: Int64
  var origin: Origin
}
