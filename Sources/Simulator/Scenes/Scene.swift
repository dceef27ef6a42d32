/// A story that the generated market tells; its times scale to the length of the market.
public enum Scene: String, CaseIterable, Sendable {
  /// All the others in order, with calm between.
  case mixed
  /// Price drifts, no level stands out.
  case calm
  /// A wall appears, price comes close, the wall holds, price turns. Repeats every five minutes.
  case wall
  /// A wall appears and is cancelled when price comes near.
  case wallPulled = "wall-pulled"
  /// A wall appears and is traded away; price goes through.
  case wallEaten = "wall-eaten"
  /// Price falls in a burst of volume and liquidations, then rebounds.
  case panic
  /// Price rises by 8 % or more, then falls and bounces twice.
  case pumpDump = "pump-dump"
  /// Calm, but one depth frame is missing; a fresh snapshot follows.
  case gap
}
