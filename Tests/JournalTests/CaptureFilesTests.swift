import Foundation
import Journal
import Testing

struct CaptureFilesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func foldersStandForTheirFilesSortedByBytes() throws {
    try folder.makeFolder("day")
    try folder.makeFolder("day/inner")
    for name in ["day/b", "day/B", "day/a10", "day/a2", "day/ä", "day/inner/no", "z", "0"] {
      #expect(try folder.write("", as: name) == folder.path(name))
    }
    let inputs = ["z", "day", "0", "z"].map(folder.path)
    let names = ["z", "day/B", "day/a10", "day/a2", "day/b", "day/ä", "0", "z"].map(folder.path)
    #expect(CaptureFiles.expand(inputs) == names)
    #expect(CaptureFiles.expand([folder.path("day") + "/"]).count == 5)
  }

  @Test func linksToFilesAreFiles() throws {
    try folder.makeFolder("day")
    let target = try folder.write("", as: "target")
    for (name, destination) in [("link", target), ("nowhere", folder.path("gone")), ("loop", folder.path("day"))] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path("day/\(name)"), withDestinationPath: destination)
    }
    #expect(CaptureFiles.expand([folder.path("day")]) == [folder.path("day/link")])
  }

  /// Opening them says what is wrong, and the other inputs are still used.
  @Test func whatCannotBeExpandedStays() throws {
    try folder.makeFolder("empty")
    let good = try folder.write("1723161255030 a\n")
    let inputs = [folder.path("missing"), good, folder.path("empty")]
    #expect(CaptureFiles.expand(inputs) == inputs)
    #expect(try read(good).lines.count == 1)

    #expect(throws: CaptureError(path: inputs[0], errno: ENOENT)) { try read(inputs[0]) }
    #expect(throws: CaptureError(path: inputs[2], errno: EISDIR)) { try read(inputs[2]) }
    #expect(throws: CaptureError(path: good + "/x", errno: ENOTDIR)) { try read(good + "/x") }
  }

  @Test(.enabled(if: geteuid() != 0, "root may read every file"))
  func aFileWithoutReadPermissionSaysSo() throws {
    let path = try folder.write("1723161255030 a\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o200], ofItemAtPath: path)
    #expect(throws: CaptureError(path: path, errno: EACCES)) { try read(path) }
  }

  @Test func errorsSayWhatWhereAndWhatToDo() {
    let advice = "check the path, a relative one starts at the current folder"
    #expect("\(CaptureError(path: "a.gz", errno: ENOENT))" == "cannot read a.gz: No such file or directory; \(advice)")
    for number in [EACCES, EISDIR, EIO] {
      #expect(CaptureError(path: "day", errno: number).description.hasPrefix("cannot read day: "))
    }
  }
}
