"""The twin itself: worked examples of SYSTEMS.md, section E, and the rules of SEMANTICS.md.

Run with `python3 -m unittest discover tools/twin`.
"""

import gzip
import importlib.machinery
import importlib.util
import json
import pathlib
import sys
import tempfile
import unittest
from decimal import Decimal

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import depth
import imbalance
import ofi
import spoof
import sync
import values
import walls
import wire
from book import Book, Side
from densities import dense
from session import Session, replay

START = 1_723_161_256_000
BIDS = [["100.0", "5"], ["99.9", "3"], ["99.8", "2"]]
ASKS = [["100.1", "4"], ["100.2", "6"], ["100.3", "1"]]


def levels(*rows) -> list[tuple[Decimal, Decimal]]:
    return [(Decimal(str(price)), Decimal(str(size))) for price, size in rows]


def text(rows) -> list[list[str]]:
    return [[str(price), str(size)] for price, size in rows]


def book_of(bids, asks) -> Book:
    book = Book()
    book.replace(levels(*bids), levels(*asks))
    return book


def snapshot(last: int, bids=BIDS, asks=ASKS, symbol="BTCUSDT") -> dict:
    return {"symbol": symbol, "snapshot": {"lastUpdateId": last, "bids": bids, "asks": asks}}


def diff(first: int, last: int, previous: int, after_ms: int, bids=(), asks=(), symbol="BTCUSDT") -> dict:
    time = START + after_ms
    return {"e": "depthUpdate", "E": time, "T": time, "s": symbol, "U": first, "u": last, "pu": previous,
            "b": list(bids), "a": list(asks)}


def trade(price: str, quantity: str, after_ms: int, sells=False, kind="trade", **more) -> dict:
    time = START + after_ms
    return {"e": kind, "E": time, "T": time, "s": "BTCUSDT", "p": price, "q": quantity, "m": sells, **more}


def fed(frames: list[dict], venue="binance-usdm") -> Session:
    session = Session(venue)
    session.begin_file()
    for place, frame in enumerate(frames):
        session.feed(line(place, frame))
    return session


def line(place: int, frame: dict) -> bytes:
    return b"%d %s\n" % (START * 1_000_000 + place, json.dumps(frame).encode())


def only(session: Session):
    (symbol,) = session.symbols.values()
    return symbol


def read(frames: list[dict], venue="binance-usdm") -> dict:
    return values.all_values(only(fed(frames, venue)))


class WorkedExamples(unittest.TestCase):
    def test_imbalance(self):
        bids, asks = levels((100, 10), (99, 5)), levels((101, 5), (102, 5))
        self.assertAlmostEqual(imbalance.plain(bids[:1], asks[:1]), 1 / 3, delta=1e-15)
        self.assertAlmostEqual(imbalance.plain(bids, asks), 0.2, delta=1e-15)
        self.assertAlmostEqual(imbalance.weighted(bids, asks), 0.2373570959884384, delta=1e-15)
        self.assertIsNone(imbalance.plain([], asks))

    def test_weighted_mid(self):
        self.assertAlmostEqual(depth.weighted_mid(book_of([(100, 10)], [(101, 5)])), 100.66666666666667, delta=1e-12)

    def test_order_flow_imbalance(self):
        quotes = [(100, 10, 101, 5), (100, 12, 101, 5), (101, 3, 102, 7), (101, 3, 102, 4), (100, 9, 102, 4),
                  (100, 9, 101, 6)]
        tops = [ofi.top(book_of([quote[:2]], [quote[2:]])) for quote in quotes]
        found = [ofi.flows(before, after) for before, after in zip(tops, tops[1:])]
        self.assertEqual(found, [[2], [8], [3], [-3], [-6]])

    def test_wall_ratio_of_the_example(self):
        around = [Decimal(size) for size in (10, 12, 8, 7)]
        self.assertTrue(walls.meets(Decimal(100), around, 10))
        self.assertEqual(sum(around) / 4, Decimal("9.25"))
        self.assertFalse(walls.meets(Decimal("92.4999"), around, 10))
        self.assertTrue(walls.meets(Decimal("92.5"), around, 10))

    def test_walls_are_tracked_after_half_a_second_and_their_distance_counts_from_mid(self):
        # The sixth size of a side is the mean of the others, so that the example's ratios stand.
        bids = text([(100, 10), (99.5, 12), (99, 100), (98.5, 8), (98, 7), (97.5, 9.25)])
        asks = text([(101, 6), (101.5, 8), (102, 90), (102.5, 9), (103, 11), (103.5, 8.5)])
        frames = [diff(6, 10, 5, 0), snapshot(9, bids, asks), diff(11, 11, 10, 499)]
        self.assertEqual(read(frames)["buy_wall_price"], (None, "warming"))
        found = read([*frames, diff(12, 12, 11, 500)])
        self.assertEqual((found["buy_wall_price"][0], found["sell_wall_price"][0]), (99, 102))
        self.assertEqual((found["buy_wall_quantity"][0], found["sell_wall_quantity"][0]), (100, 90))
        self.assertAlmostEqual(found["dist_to_buy_wall"][0], 1.4925373134328357, delta=1e-12)
        self.assertAlmostEqual(found["dist_to_sell_wall"][0], 1.4925373134328357, delta=1e-12)
        self.assertEqual(found["wall_erosion_buy"], (0.0, "ok"))

    def test_five_levels_are_too_few_for_a_wall(self):
        side = Side(True, levels((100, 10), (99.5, 12), (99, 100), (98.5, 8), (98, 7)))
        self.assertEqual(walls.candidates(side), [])

    def test_density_of_the_example(self):
        sizes = [0.2, 0.3, 0.25, 2, 0.3, 0.2, 0.15, 0.4, 0.3, 0.2]
        side = levels(*((50_000 - 10 * place, size) for place, size in enumerate(sizes)))
        self.assertEqual(dense(side, lambda price, size: price * size), [Decimal(49_970)])
        self.assertEqual(dense(side, lambda price, size: None), [])
        asks = text([(50_010 + place, 1) for place in range(10)])
        frames = [diff(6, 10, 5, 0), snapshot(9, text(side), asks), diff(11, 11, 10, 499)]
        self.assertEqual(read(frames)["densities"], (0, "ok"))
        self.assertEqual(read([*frames, diff(12, 12, 11, 500)])["densities"], (1, "ok"))


class Walls(unittest.TestCase):
    SIZES = (10, 12, 100, 8, 7, 9, 11)

    def side(self, size=100) -> Side:
        rows = [(100 - place, size if place == 2 else other) for place, other in enumerate(self.SIZES)]
        return Side(True, levels(*rows))

    def test_life(self):
        tracker = walls.Walls(True)
        tracker.update(self.side(), 0)
        tracker.update(self.side(120), 600)
        self.assertEqual(tracker.nearest().initial, 120)
        tracker.update(self.side(200), 2_001)
        self.assertEqual(tracker.nearest().initial, 120, "sizes later than 2 s do not count")
        tracker.update(self.side(30), 3_000)
        tracker.update(self.side(30), 12_999)
        self.assertIsNotNone(tracker.nearest())
        tracker.update(self.side(30), 13_000)
        self.assertIsNone(tracker.nearest(), "10 s under ratio 5")

    def test_gone_below_a_fifth(self):
        tracker = walls.Walls(True)
        for now, size in ((0, 100), (500, 100)):
            tracker.update(self.side(size), now)
        tracker.update(self.side(20), 600)
        self.assertIsNotNone(tracker.nearest())
        tracker.update(self.side(19), 700)
        self.assertIsNone(tracker.nearest())

    def test_an_update_without_the_ratio_starts_over(self):
        tracker = walls.Walls(True)
        for now, size in ((0, 100), (400, 50), (500, 100), (999, 100)):
            tracker.update(self.side(size), now)
        self.assertIsNone(tracker.nearest())
        tracker.update(self.side(), 1_000)
        self.assertIsNotNone(tracker.nearest())


class Spoof(unittest.TestCase):
    def test_erosion_example(self):
        # Displayed 40, 36, 30, 33, 20 with prints 4, 2, 1, 12 just before each change, or just after.
        for lead in (-100, 100):
            ledger = spoof.Ledger(Decimal(40))
            for step, (size, print_of) in enumerate(((36, 4), (30, 2), (33, 1), (20, 12)), start=1):
                if lead < 0:
                    ledger.print(step * 1_000 + lead, Decimal(print_of))
                ledger.show(step * 1_000, Decimal(size), near=True)
                if lead > 0:
                    ledger.print(step * 1_000 + lead, Decimal(print_of))
            ledger.settle(5_000)
            self.assertEqual((ledger.executed, ledger.cancelled), (19, 5))
            self.assertAlmostEqual(ledger.executed_share(), 0.7916667, delta=1e-7)

    def test_prints_and_drops_wait_for_each_other(self):
        for print_at, cancelled in ((-250, 10), (-249, 0), (249, 0), (250, 10)):
            ledger = spoof.Ledger(Decimal(10))
            steps = [(0, lambda: ledger.show(0, Decimal(0), near=False)),
                     (print_at, lambda at=print_at: ledger.print(at, Decimal(10)))]
            for _, step in sorted(steps, key=lambda step: step[0]):
                step()
            ledger.settle(1_000)
            self.assertEqual((ledger.executed, ledger.cancelled), (10, cancelled), print_at)

    def test_after_its_end_a_print_only_explains(self):
        ledger = spoof.Ledger(Decimal(100))
        ledger.print(0, Decimal(5), may_wait=False)
        ledger.show(10, Decimal(70), near=False)
        ledger.print(20, Decimal(50), may_wait=False)
        ledger.settle(1_000)
        self.assertEqual((ledger.executed, ledger.cancelled), (30, 0))

    def test_a_snapshot_only_changes_the_size(self):
        ledger = spoof.Ledger(Decimal(100))
        ledger.show(0, Decimal(90), near=True)
        ledger.restart(100, Decimal(20))
        ledger.settle(1_000)
        self.assertEqual((ledger.executed, ledger.cancelled, ledger.cancelled_near), (0, 0, False))

    def test_spoof_example(self):
        ledger = spoof.Ledger(Decimal(100))
        ledger.show(3_000, Decimal(0), near=True)
        self.assertEqual(spoof.score(ledger, 3_000, 0), 0.25, "not settled yet")
        ledger.settle(3_250)
        self.assertTrue(ledger.was_pulled())
        self.assertAlmostEqual(spoof.score(ledger, 3_250, 0), 0.85, delta=1e-12)
        self.assertAlmostEqual(spoof.score(ledger, 3_250, 1), 0.9, delta=1e-12)
        self.assertAlmostEqual(spoof.score(ledger, 3_250, 9), 1.0, delta=1e-12)

    def test_no_density_no_score(self):
        self.assertEqual(read([diff(6, 10, 5, 0), snapshot(9)])["spoof_max"], (None, "warming"))


class Continuity(unittest.TestCase):
    def test_rules(self):
        row = wire.Diff(11, 15, 10, [], [], None, 50)
        self.assertEqual([sync.spot(row, held, False) for held in (15, 14, 10, 9)], ["drop", "apply", "apply", "gap"])
        self.assertEqual([sync.futures(row, held, True) for held in (16, 15, 11, 10)],
                         ["drop", "apply", "apply", "gap"])
        self.assertEqual([sync.futures(row, held, False) for held in (10, 11)], ["apply", "gap"])
        self.assertEqual([sync.bybit(row, held, False) for held in (14, 13, 15)], ["apply", "gap", "gap"])

    def test_gap_keeps_the_levels_and_flags_one_second_after_the_resync(self):
        frames = [diff(6, 10, 5, 0), snapshot(9), diff(13, 14, 12, 100, bids=[["100.0", "9"]])]
        found = read(frames)
        self.assertEqual((found["best_bid"], found["obi_1"][1], found["buy_wall_price"]),
                         ((100, "gap"), "gap", (None, "gap")))
        frames += [snapshot(13), diff(15, 15, 14, 1_099)]
        self.assertEqual(read(frames)["mid"], (Decimal("100.05"), "gap"))
        self.assertEqual(read([*frames, diff(16, 16, 15, 1_100)])["mid"], (Decimal("100.05"), "ok"))
        counts = only(fed(frames)).counts
        self.assertEqual((counts["gaps"], counts["resyncs"], counts["book_updates"]), (1, 1, 5))

    def test_a_crossing_diff_is_taken_back(self):
        symbol = only(fed([diff(6, 10, 5, 0), snapshot(9), diff(11, 11, 10, 100, bids=[["100.1", "4"]])]))
        self.assertEqual((symbol.status, symbol.counts["crossed"], symbol.counts["book_updates"]), ("gap", 1, 2))
        self.assertEqual(symbol.book.best_bid(), 100)

    def test_crossed_inside_a_frame_only(self):
        symbol = only(fed([diff(6, 10, 5, 0), diff(11, 11, 10, 10, bids=[["100.2", "1"]]),
                           diff(12, 12, 11, 20, bids=[["100.2", "0"]]), snapshot(9)]))
        self.assertEqual((symbol.status, symbol.counts["crossed"], symbol.counts["book_updates"]), ("ok", 0, 4))

    def test_stale_by_event_time(self):
        frames = [diff(6, 10, 5, 0), snapshot(9)]
        self.assertEqual(read([*frames, trade("100", "1", 3_000)])["mid"][1], "ok")
        self.assertEqual(read([*frames, trade("100", "1", 3_001)])["mid"][1], "stale")

    def test_an_unnamed_snapshot_goes_to_the_symbol_it_brackets(self):
        plain = snapshot(108)["snapshot"]
        both = [diff(6, 10, 5, 0), diff(106, 110, 105, 0, symbol="ETHUSDT")]
        for frames in ([*both, plain], [plain, *both]):
            session = fed(frames)
            self.assertEqual({name: symbol.status for name, symbol in session.symbols.items()},
                             {"BTCUSDT": "syncing", "ETHUSDT": "ok"})
        self.assertEqual(fed([*both, plain, plain, snapshot(8)]).rejected, {})
        self.assertEqual(fed([*both, plain, snapshot(8), plain]).rejected, {"snapshot_ambiguous": 1})

    def test_bybit_takes_the_deepest_topic(self):
        def book(depth_of_topic, kind, update, bids, asks):
            return {"topic": f"orderbook.{depth_of_topic}.BTCUSDT", "type": kind, "ts": START + 1, "cts": START,
                    "data": {"s": "BTCUSDT", "b": bids, "a": asks, "u": update, "seq": 1}}
        first = [book(1, "snapshot", 1, BIDS[:1], ASKS[:1])]
        found = read(first, "bybit-linear")
        self.assertEqual((found["best_bid"], found["mid"], found["obi_1"]),
                         ((100, "ok"), (Decimal("100.05"), "ok"), (None, "warming")))
        first += [book(50, "snapshot", 7, BIDS, ASKS), book(50, "delta", 8, [["99.9", "4"]], []),
                  book(1, "snapshot", 2, [["100.05", "1"]], ASKS[:1])]
        symbol = only(fed(first, "bybit-linear"))
        self.assertEqual((symbol.status, symbol.book.best_bid(), symbol.counts["book_updates"]), ("ok", 100, 2))
        first += [book(50, "delta", 1, BIDS[:2], ASKS)]
        self.assertEqual(len(only(fed(first, "bybit-linear")).book.bids), 2, "u = 1 replaces the book")


class TimeAndTrades(unittest.TestCase):
    def test_seconds_are_evaluated_before_the_frame_that_reaches_them(self):
        history = only(fed([trade("100", "1", 900), trade("100", "2", 3_000)])).history
        first = START // 1_000 + 1
        self.assertEqual([(row.second, row.trades_arrived, row.now_before - START) for row in history.seconds],
                         [(first, 1, 900), (first + 1, 1, 900), (first + 2, 1, 900)])
        self.assertEqual((history.now, history.first_now), (START + 3_000, START + 900))

    def test_the_first_kind_counts(self):
        symbol = only(fed([trade("100", "1", 0, X="MARKET"), trade("100", "1", 5, kind="aggTrade"),
                           trade("100", "3", 9, sells=True, X="MARKET"), trade("0", "0", 10, X="NA")]))
        self.assertEqual([(row.sign, row.quantity) for row in symbol.history.trades], [(1, 1), (-1, 3)])
        self.assertEqual(symbol.counts["trades_duplicate_kind"], 1)

    def test_rows_of_coin_margined_contracts_are_not_usdm(self):
        self.assertEqual(wire.parse(line(0, trade("100", "1", 0, st=2)), "binance-usdm"), [])

    def test_grid_from_the_decimals_seen(self):
        history = only(fed([trade("100.10", "1.000", 0), trade("100.25", "0.5", 1)])).history
        self.assertEqual([(row.tick, row.lot) for row in history.trades],
                         [(Decimal("0.1"), 1), (Decimal("0.01"), Decimal("0.1"))])

    def test_liquidated_sides(self):
        forced = {"e": "forceOrder", "E": START, "o": {"s": "BTCUSDT", "S": "SELL", "q": "2", "p": "99", "ap": "100",
                                                       "z": "1.5", "T": START - 900}}
        row, = only(fed([forced])).history.liquidations
        self.assertEqual((row.side, row.usd, row.time), ("long", 150, START - 900))
        bybit = {"topic": "allLiquidation.BTCUSDT", "type": "snapshot", "ts": START,
                 "data": [{"T": START - 5, "s": "BTCUSDT", "S": "Buy", "v": "2", "p": "100"}]}
        row, = only(fed([bybit], "bybit-linear")).history.liquidations
        self.assertEqual((row.side, row.usd, row.arrived_now), ("long", 200, START))

    def test_tickers_are_merged(self):
        def ticker(kind, **fields):
            return {"topic": "tickers.BTCUSDT", "type": kind, "ts": START, "data": {"symbol": "BTCUSDT", **fields}}
        history = only(fed([ticker("snapshot", markPrice="100", indexPrice="99", singleOpenInterest="5",
                                   openInterest="10", volume24h="7"),
                            ticker("delta", markPrice="101"), ticker("delta", bid1Price="1")],
                           "bybit-linear")).history
        self.assertEqual([(row.mark, row.index) for row in history.marks], [(100, 99), (101, 99)])
        self.assertEqual(history.open_interests, [(START, 5)])
        self.assertEqual(history.volumes_24h, [(START, 7, None, 0)])


class Samples(unittest.TestCase):
    def test_ofi_begins_with_the_second_update_after_a_snapshot(self):
        frames = [snapshot(9), diff(6, 10, 5, 1, bids=[["100.0", "7"]])]
        self.assertEqual(read(frames)["ofi_1s"], (0, "warming"))
        frames += [diff(11, 11, 10, 2, bids=[["100.0", "8"]])]
        self.assertEqual(read(frames)["ofi_1s"], (1, "warming"))
        self.assertAlmostEqual(read(frames)["mlofi_5s"][0], 0.2, delta=1e-15)
        self.assertEqual(read([*frames, trade("100", "1", 1_002)])["ofi_1s"], (0, "ok"))

    def test_ew_mean(self):
        self.assertEqual(imbalance.smoothed([(0, 1.0), (0, 9.0), (2_000, 3.0)], 2_000), 2.0)
        two_steps = imbalance.smoothed([(0, 1.0), (700, 0.0), (2_000, 0.0)], 2_000)
        self.assertAlmostEqual(two_steps, imbalance.smoothed([(0, 1.0), (2_000, 0.0)], 2_000), delta=1e-15)

    def test_band_past_the_known_depth(self):
        frames = [diff(6, 10, 5, 0), snapshot(9)]
        self.assertEqual(read(frames)["depth_usd_bid_10bps"], (500, "ok"))
        frames = [diff(6, 10, 5, 0), snapshot(9, bids=BIDS[:2])]
        self.assertEqual(read(frames)["depth_usd_bid_25bps"], (Decimal("799.7"), "invalid"))

    def test_inverse_contracts_of_unknown_size(self):
        found = read([diff(6, 10, 5, 0), snapshot(9)], "binance-coinm")
        self.assertEqual((found["depth_usd_bid_10bps"], found["densities"]), ((None, "invalid"), (None, "invalid")))
        self.assertEqual(found["obi_1"][1], "ok")

    def test_one_sided_book(self):
        found = read([diff(6, 10, 5, 0), snapshot(9, bids=[])])
        for name in ("obi_1", "mid", "spread_bps", "book_pressure", "dist_to_buy_wall", "weighted_mid"):
            self.assertEqual(found[name], (None, "invalid"), name)


class Comparison(unittest.TestCase):
    def setUp(self):
        loader = importlib.machinery.SourceFileLoader("compare", str(HERE / "compare"))
        spec = importlib.util.spec_from_loader("compare", loader)
        self.compare = importlib.util.module_from_spec(spec)
        loader.exec_module(self.compare)

    def test_agreement(self):
        agree = self.compare.agree
        for ours, theirs in ((Decimal("1.50"), "1.5"), (None, None), (3, 3), ("CALM", "CALM"),
                             (1.0, Decimal("1.0000000001")), (0.0, Decimal("1e-13")), (2.0, 2)):
            self.assertTrue(agree(ours, theirs), (ours, theirs))
        for ours, theirs in ((Decimal("1.5"), "1.51"), (Decimal(1), 1), (None, 0), (0, None), (1, 2), ("CALM", None),
                             (1.0, Decimal("1.00000001")), (0.0, Decimal("1e-11")), (1.0, "1"), (1, Decimal("1.0"))):
            self.assertFalse(agree(ours, theirs), (ours, theirs))

    def test_lines_of_both_sides_are_held_against_each_other(self):
        options = type("Options", (), {"only": None, "without": "cvd*", "all_differences": False})
        tally = self.compare.Tally(options)
        ours = {"mid": (Decimal(2), "ok"), "obi_1": (0.5, "gap"), "vpin": (None, "warming"), "cvd": (1, "ok")}
        theirs = {"mid": "2", "obi_1": Decimal("0.5"), "atr_1m": None, "flags": {"atr_1m": "warming"}}
        tally.line("frame 1", ours, theirs)
        self.assertEqual(dict(tally.differences), {"obi_1": 1, "atr_1m": 1, "vpin": 1})

    def test_every_nth_update_and_the_end(self):
        frames = [diff(6, 10, 5, 0), snapshot(9)]
        frames += [diff(10 + step, 10 + step, 9 + step, step) for step in range(1, 6)] + [trade("100", "1", 9)]
        with tempfile.TemporaryDirectory() as folder:
            path = str(pathlib.Path(folder) / "capture.gz")
            with gzip.open(path, "wb") as file:
                file.writelines(line(place, frame) for place, frame in enumerate(frames))
            seen = [session.seq for session, _ in replay([path], "binance-usdm", 3)]
        self.assertEqual(seen, [3, 6, 8], "two updates in frame 2; the third one is in frame 3")


if __name__ == "__main__":
    unittest.main()
