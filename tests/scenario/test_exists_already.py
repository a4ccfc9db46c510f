# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is registered twice: the refusal names what exists and whose it is, and says what to do instead."""

import pytest
from way_ctl import CASE, GTIN, PREFIX
from way_statement import check_digit

CASE2, CASE3 = (check_digit(f"0952123000000000{number}") for number in (2, 3))
LOT_IS_THERE = f"“Tea-Estate” has registered lot A1 of product {GTIN} already: give the new lot another lot number"


def test_a_product(market):
    words = ("product", "register", GTIN, "--name", "Tea", "--brand", "Tea-Estate")
    assert market.brand.fails(4, *words) == (
        f"“Tea-Estate” has registered product {GTIN} already: update that product, or register another GTIN")
    assert market.shop.run(*words).code == 0, "the shop's own, though unattested, is not the brand's"


@pytest.mark.parametrize("more", [(), ("--no-serials",), ("--register-only",), ("--case", f"{CASE2}=2"),
                                  ("--case", f"{CASE}=2")])
def test_a_lot(market, more):
    assert market.brand.fails(4, "lot", "create", GTIN, "A1", "--quantity", 5, *more) == LOT_IS_THERE


@pytest.mark.parametrize("cases", [(CASE,), (CASE2, CASE), (CASE, CASE2), (CASE2, CASE3, CASE)])
def test_a_case_of_a_new_lot(market, cases):
    """The lot is not in the way, and of several cases only one is."""
    options = [word for case in cases for word in ("--case", f"{case}=1")]
    assert market.brand.fails(4, "lot", "create", GTIN, "B1", "--quantity", 5, *options) == (
        f"“Tea-Estate” has used case {CASE} already: give the new case another SSCC")
    assert [row["lot"]["lot"] for row in market.brand.json("lot", "list", GTIN)["lots"]] == ["A1"]


def test_a_case_when_a_lot_is_made(market):
    market.brand.json("lot", "create", GTIN, "B1", "--quantity", 5, "--no-serials", "--register-only")
    assert CASE in market.brand.fails(4, "commission", GTIN, "B1", "--case", f"{CASE}=1")


def test_a_company_prefix_of_another(market):
    assert market.brand.fails(4, "identity", "attest", market.shop.account, "company-prefix", PREFIX) == (
        f"“Tea-Estate” attests company prefix {PREFIX} to another account already: withdraw that attestation first")


def test_an_identity(market):
    assert market.brand.fails(4, "identity", "create", "Tea-Estate") == (
        "There is an identity “Tea-Estate” already: choose another name")
    assert market.shop.fails(4, "identity", "register").startswith("“Shop” is registered on “")


def test_a_network_of_ones_own(market):
    brand = market.brand
    said = brand.fails(4, "network", "add", brand.address(), "--genesis", brand.network())
    assert said.startswith("Network “") and said.endswith("is kept in this folder already: there is nothing to join")


def test_nothing_waits_to_be_sent_again(market):
    brand = market.brand
    assert brand.fails(4, "lot", "create", GTIN, "A1", "--quantity", 2) == LOT_IS_THERE
    assert brand.json("draft", "list")["drafts"] == []
