"""Tick, lot and contract size of exchangeInfo and instruments-info files."""

import json
from decimal import Decimal


def read(path: str) -> dict[str, dict]:
    with open(path, "rb") as file:
        data = json.load(file, parse_float=Decimal)
    found = {}
    for row in data.get("symbols", []):
        filters = {entry["filterType"]: entry for entry in row["filters"]}
        found[row["symbol"]] = {"tick": Decimal(filters["PRICE_FILTER"]["tickSize"]),
                                "lot": Decimal(filters["LOT_SIZE"]["stepSize"]),
                                "contract_size": _optional(row.get("contractSize")),
                                "funding_hours": _optional(row.get("fundingIntervalHours"))}
    for row in data.get("result", {}).get("list", []):
        lot = row["lotSizeFilter"]
        found[row["symbol"]] = {"tick": Decimal(row["priceFilter"]["tickSize"]),
                                "lot": Decimal(lot.get("qtyStep") or lot["basePrecision"]),
                                "contract_size": Decimal(1) if "Inverse" in row.get("contractType", "") else None,
                                "funding_hours": _hours(row.get("fundingInterval"))}
    return found


def _optional(value) -> Decimal | None:
    return None if value is None else Decimal(value)


def _hours(minutes) -> Decimal | None:
    return Decimal(minutes) / 60 if minutes else None
