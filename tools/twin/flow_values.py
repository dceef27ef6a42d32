"""All trade, bar, footprint and derivatives values of a history at its `now`: name -> (value, flag)."""

from bars import Bars
from compat import Compat
from derivatives import Liquidations, derivative_values
from footprint import FootprintBars, footprint_lines, footprint_values
from series import SecondSeries
from vpin import Vpin
from windows import Tape, trades_of_day, window_values

__all__ = ["compat_values", "flow_values", "footprint_lines"]


class FlowState:
    """What is carried from call to call only to save time; it holds nothing that the history's lists do not say."""

    def __init__(self, history):
        self.tape = Tape(history.trades)
        self.bars = Bars(history)
        # A second bar series lags behind the first: it stands where each evaluated second sees it.
        self.series = SecondSeries(history, self.tape, Bars(history))
        self.vpin = Vpin(history)
        self.footprint = FootprintBars(history)
        self.liquidations = Liquidations(history)
        self.compat = Compat(history)


def state_of(history):
    if not hasattr(history, "flow_state"):
        history.flow_state = FlowState(history)
    return history.flow_state


def flow_values(history):
    state = state_of(history)
    state.series.catch_up()
    state.footprint.catch_up()
    state.liquidations.catch_up()
    state.bars.advance(history.now)
    today = trades_of_day(history)
    values = window_values(history, state.tape, today)
    values |= state.series.printed(state.bars.atr(5))
    values["vpin"] = state.vpin.printed()
    values |= state.bars.printed()
    values |= footprint_values(history, state.footprint, today)
    values |= derivative_values(history, state.liquidations)
    return values


def compat_values(history):
    return state_of(history).compat.printed()
