import Engine
import Testing

struct IndicatorGuideTests {
  @Test("every indicator has exactly one entry in the guide, and every entry an indicator")
  func coversTheTable() {
    let explained = IndicatorGuide.all.flatMap(\.names)
    #expect(explained.count == Set(explained).count)
    #expect(Set(explained) == Set(IndicatorTable.rows.map(\.name)))
  }

  @Test("no entry leaves a line empty")
  func isComplete() {
    for guide in IndicatorGuide.all {
      for text in [guide.definition, guide.unit, guide.range, guide.warmUp, guide.source] {
        #expect(!text.isEmpty, "\(guide.names)")
      }
    }
  }

  @Test("names are those of the published list, in its order")
  func namesAreUnique() {
    let names = IndicatorTable.rows.map(\.name)
    #expect(names.count == Set(names).count && names.count == 86)
    #expect(names.first == "delta_1s" && names.last == "best_ask")
  }
}
