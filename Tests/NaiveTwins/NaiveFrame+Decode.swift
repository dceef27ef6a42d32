extension NaiveFrame {
  /// All rows of a frame in their order. A frame that is not whole, or not of this venue, gives one `rejected` row.
  public static func decode(_ bytes: some Sequence<UInt8>, venue: NaiveVenue) -> [NaiveFrame] {
    do {
      let value = try NaiveJSON.parse(bytes)
      return venue.isBinance ? try binanceRows(value, venue) : try bybitRows(try NaiveJSON(value))
    } catch let fault as NaiveFault {
      return [NaiveFrame(symbol: nil, eventTime_ms: nil, content: .rejected(fault.reason))]
    } catch {
      preconditionFailure("the decoder throws nothing but NaiveFault, and this is \(error)")
    }
  }

  static func unnamed(_ content: NaiveContent) -> NaiveFrame {
    NaiveFrame(symbol: nil, eventTime_ms: nil, content: content)
  }
}
