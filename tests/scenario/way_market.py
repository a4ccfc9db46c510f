# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small market on a real node: a registrar, a brand, a shop, a person; a lot of ten units of which
some travel in a case."""

from way_proof import Bundle
from way_statement import (Key, Signer, Units, check_digit, container_of, cose_sign, event, genesis,
                           lot_of, now_ms, product_record, sha256, shipment_id, text,
                           thing_id, unit_of)
from way_cbor import encode

DAY_MS = 24 * 3600 * 1000


class Market:
    prefix = "9521234"
    gtin = "0" + check_digit("952123400001")
    sscc = check_digit("39521234000000001"[:17])

    @classmethod
    def create(cls, start, folder):
        self = cls()
        self.solo = Key("solo")
        (folder / "solo.key").write_bytes(self.solo.seed)
        registrar_key = Key("registrar")
        self.genesis = genesis(self.solo, registrars=[registrar_key])
        (folder / "genesis.cbor").write_bytes(self.genesis)
        self.network = sha256(self.genesis)
        self.node = start("--genesis", str(folder / "genesis.cbor"),
                          "--key-file", str(folder / "solo.key"))
        self.registrar, self.brand, self.shop, self.person = (
            Signer(name, self.network) for name in ("registrar", "brand", "shop", "person"))
        self.n_refused = 0
        self._register()
        self._make()
        self.early_bundle = Bundle(self.node.get(f"/v1/lookup?gtin={self.gtin}").body,
                                   self.genesis)
        self._trade()
        return self

    def _register(self):
        self.first = self.registrar.register("Registrar")
        self.node.accept(self.first)
        for signer, name in ((self.brand, "Brand"), (self.shop, "Shop"), (self.person, None)):
            self.node.accept(signer.register(name))
        self.node.accept(self.registrar.sign(("attest", {
            1: self.brand.account, 2: 1, 3: self.prefix, 4: now_ms() + 365 * DAY_MS})))

    def _make(self):
        brand, node = self.brand, self.node
        record = product_record("High mountain oolong tea")
        record[1].append({1: "zh-Hans", 2: "高山乌龙茶"})
        node.accept(brand.sign(("productRegister", {1: self.gtin, 2: record})))
        for number in ("2", "3"):
            other = "0" + check_digit("95212340000" + number)
            node.accept(brand.sign(("productRegister", {1: other, 2: product_record("Cup " + number)})))
        node.accept(self.shop.sign(("productRegister", {1: self.gtin, 2: product_record("Imitation")})))
        self.case = container_of(brand.account, self.sscc)
        self.units = Units("units", [f"S{i:04}" for i in range(10)])
        self.lot = lot_of(brand.account, self.gtin, "L1")
        node.accept(brand.sign(
            ("lotRegister", {1: self.gtin, 2: "L1", 3: 10, 5: self.units.root, 6: sha256(self.units.file)}),
            ("commission", {1: event(), 2: self.gtin, 3: "L1", 4: [{1: self.sscc, 2: 4}]})))
        node.accept(brand.sign(("lotRegister", {1: self.gtin, 2: "L2", 3: 500, 4: "KGM"})))
        reply = node.request("PUT", f"/v1/lots/{thing_id(self.lot).hex()}/leaves", self.units.file)
        assert reply.status == 204, reply

    def unit(self, serial):
        return {1: unit_of(self.brand.account, self.gtin, "L1", serial), 3: self.units.proof(serial)}

    def _trade(self):
        brand, shop, person, node = self.brand, self.shop, self.person, self.node
        ship = brand.sign(("ship", {1: event(), 2: [{1: self.case}], 3: shop.account}))
        node.accept(ship)
        self.shipment = shipment_id(ship, 0)
        node.accept(shop.sign(("receive", {1: event(), 2: self.shipment, 3: [{1: self.case}]})))
        node.accept(brand.sign(("ship", {1: event(), 2: [{1: self.lot, 2: 2}], 3: shop.account})))
        self.loose = 10 - 4 - 2
        refused = node.submit(person.sign(("ship", {1: event(), 2: [{1: self.lot, 2: 1}],
                                                    3: shop.account}))).json()
        assert refused["result"] == "not-custodian", refused
        self.n_refused += 1
        node.accept(self.claim(person, "S0003"))
        node.accept(person.sign(("report", {1: event(), 2: self.lot, 3: 3, 4: text("Dented")})))
        node.accept(brand.sign(("recall", {1: event(), 2: self.lot, 3: ["S0002"], 4: 1, 5: text("Mould")})))
        node.accept(brand.sign(("recallEnd", {1: event(), 2: self.lot, 3: ["S0002"]})))

    def claim(self, signer, serial, **options):
        unit = self.unit(serial)
        proof = {1: self.network, 2: thing_id(unit[1]), 3: signer.account,
                 4: self.node.head()["height"]}
        return signer.sign(("claim", {1: unit, 2: cose_sign("claim", encode(proof),
                                                            self.units.claim_key(serial))}), **options)
