internal import Foundation
internal import Synchronization

/// SIGINT and SIGTERM stop a command gracefully; a second one ends it at once.
enum Interrupt {
  private static let received = Atomic<Bool>(false)

  static var isRequested: Bool { received.load(ordering: .relaxed) }

  static func watch() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { signalled in
        if Interrupt.received.exchange(true, ordering: .relaxed) { _exit(128 + signalled) }
      }
    }
  }
}
