# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way of goods: brand, carrier, shop, consumer, each with a folder of their own, over one node."""

import re
import subprocess

from way_ctl import CASE, GTIN, reasons
from way_node import PATIENCE, ROOT, clean_environment, program
from way_statement import check_digit

CASE2 = check_digit("09521230000000002")


def hand_over(sender, receiver, *items):
    shipment = sender.json("ship", *items, "--to", receiver.account)["shipment"]
    assert shipment in [row["id"] for row in receiver.json("shipment", "list")["shipments"]]
    receiver.json("receive", shipment[:12])
    return shipment


def test_from_brand_to_owner(market):
    """Produced, shipped in a case, received, sold, claimed: each step changes what a stranger's scan says."""
    brand, carrier, shop, consumer = market.brand, market.carrier, market.shop, market.consumer
    link, secret = market.links[1], market.secrets[1]

    first = consumer.verdict(link)
    assert first["verdict"] == "ISSUED" and first["network"]["live"]
    assert reasons(first)[0] == "issued-by-brand"
    assert {"open-the-box", "timeline-complete", "not-recalled", "fresh-answer"} <= set(reasons(first))
    assert not first["alarms"]

    hand_over(brand, carrier, CASE)
    hand_over(carrier, shop, CASE)
    shop.json("unpack", CASE, link)
    assert consumer.verdict(link)["verdict"] == "ISSUED"

    shop.json("sell", link)
    sold = consumer.verdict(link)
    assert (sold["verdict"], reasons(sold)[0]) == ("ALREADY_SOLD", "sold-before")

    in_pack = consumer.verdict(secret)
    assert in_pack["inPack"] and "in-pack-code-fits" in reasons(in_pack)
    claimed = consumer.json("claim", "-", stdin=secret + "\n")
    assert claimed["proven"] and len(claimed["did"]) == 2
    mine = consumer.verdict(link)
    assert (mine["verdict"], reasons(mine)[0]) == ("GENUINE", "yours")
    theirs = shop.verdict(link)
    assert (theirs["verdict"], reasons(theirs)[0]) == ("ALREADY_SOLD", "claimed-by-another")

    kinds = [step["kind"] for step in consumer.json("timeline", link)["steps"]]
    assert kinds == ["productRegister", "lotRegister", "commission", "ship", "receive", "ship", "receive",
                     "unpack", "sell", "claim"]
    assert [row["thing"]["serial"] for row in consumer.json("item", "list", "--owned")["things"]] == \
        [link.rsplit("/", 1)[1]]
    assert consumer.fails(4, "claim", secret).startswith("The in-pack code was claimed before")


def test_epc_urns_are_codes(market, folder):
    """What an EPCIS document calls an item, a lot or a case is a code like any other."""
    consumer, serial = market.consumer, market.links[6].rsplit("/", 1)[1]
    prefix, item = GTIN[1:8], GTIN[0] + GTIN[8:13]
    for urn, same in ((f"urn:epc:class:lgtin:{prefix}.{item}.A1", f"(01){GTIN}(10)A1"),
                      (f"urn:epc:idpat:sgtin:{prefix}.{item}.*", f"(01){GTIN}"),
                      (f"urn:epc:id:sgtin:{prefix}.{item}.{serial}", f"(01){GTIN}(21){serial}"),
                      (f"urn:epc:id:sscc:{CASE[1:8]}.{CASE[0]}{CASE[8:17]}", f"(00){CASE}")):
        told, wanted = consumer.verdict(urn), consumer.verdict(same)
        assert (told["verdict"], told["thing"]) == (wanted["verdict"], wanted["thing"]), urn
    assert consumer.json("timeline", urn)["steps"] == consumer.json("timeline", f"(00){CASE}")["steps"]
    assert "EPC URN" in consumer.fails(1, "verdict", "urn:epc:id:sgtin:4012345.1.1")


def test_a_buyer_who_is_not_named_brings_it_back(market):
    """The seller has it again and sells it anew; that it was sold once is told for good."""
    brand, shop, buyer, consumer = market.brand, market.shop, market.carrier, market.consumer
    link, secret = market.links[6], market.secrets[6]
    hand_over(brand, shop, link)
    assert shop.fails(4, "take-back", link).startswith("This item is not sold")
    shop.json("sell", link)
    assert consumer.verdict(link)["verdict"] == "ALREADY_SOLD"
    assert brand.fails(4, "take-back", link).startswith("Somebody else sold this item")
    done = shop.json("take-back", link, "--note", "Wrong size")
    assert done["proven"] and "came back to you from a buyer who is not named. " in done["did"][0]
    assert "Note: “Wrong size”." in done["did"][0]
    back = consumer.verdict(link)
    assert back["verdict"] == "ISSUED" and reasons(back)[:2] == ["issued-by-brand", "sold-and-taken-back"]
    assert back["facts"]["taken-back"] == "proven" and "timeline-complete" in reasons(back)
    steps = consumer.json("timeline", link)["steps"]
    assert [step["kind"] for step in steps][-2:] == ["sell", "takeBack"]
    assert steps[-1]["text"] == "Shop took it back from a buyer who is not named."
    assert steps[-1]["remarks"][0] == "Claimed by Shop alone: nobody signed for the buyer."
    events = consumer.json("epcis", "export", link)["epcisBody"]["eventList"]
    assert (events[-1]["bizStep"], events[-1]["disposition"]) == ("receiving", "returned")

    # in trade again, and sold to somebody who is known: now only she can give it back
    assert link.rsplit("/", 1)[1] in [row["thing"].get("serial") for row in shop.json("item", "list")["things"]]
    shop.json("sell", link, "--to", buyer.account)
    again = brand.verdict(link)
    assert (again["verdict"], reasons(again)[0]) == ("ALREADY_SOLD", "sold-before")
    assert "sold-and-taken-back" in reasons(again)
    assert "sold-and-taken-back" in reasons(buyer.verdict(link))
    assert shop.fails(4, "take-back", link).startswith("The buyer of this item is known")
    buyer.json("claim", secret)
    assert shop.fails(4, "take-back", link).startswith("This item was claimed")


def test_timeline_says_in_which_case(market):
    link = market.links[2]
    hand_over(market.brand, market.carrier, CASE)
    steps = market.consumer.json("timeline", link)["steps"]
    assert [step["kind"] for step in steps[-2:]] == ["ship", "receive"]
    assert all(f"It was in case {CASE}." in step["remarks"] for step in steps[-2:])
    assert all(step["confirmed"] for step in steps[-2:])
    assert steps[-1]["text"] == "Carrier received it."


def test_one_sided_hand_over_is_said(market):
    brand, carrier, consumer = market.brand, market.carrier, market.consumer
    link, secret = market.links[6], market.secrets[6]
    brand.json("ship", link, "--to", carrier.account)
    consumer.json("claim", secret)
    timeline = consumer.json("timeline", link)
    assert [step["kind"] for step in timeline["steps"]][-3:] == ["ship", "gap", "claim"]
    assert "custody-gap" in reasons(timeline)
    assert any("only the sender" in remark.lower() for remark in timeline["steps"][-3]["remarks"])


def test_difference_between_shipped_and_received(market):
    brand, carrier, consumer = market.brand, market.carrier, market.consumer
    kept, lost = market.links[6], market.links[7]
    shipment = brand.json("ship", kept, lost, f"2*(01){GTIN}(10)A1", "--to", carrier.account)["shipment"]
    carrier.json("receive", shipment, kept, f"1*(01){GTIN}(10)A1")
    shown = carrier.json("shipment", "show", shipment)
    assert shown["state"]["status"] == "receivedShort"
    assert [row["outstanding"] for row in shown["items"]] == [0, 1, 1]
    missing = consumer.verdict(lost)
    assert missing["verdict"] == "ISSUED" and "missing-from-shipment" in reasons(missing)
    carrier.json("receive", shipment)
    assert carrier.json("shipment", "show", shipment)["state"]["status"] == "received"
    assert "missing-from-shipment" not in reasons(consumer.verdict(lost))


def test_recall_reaches_a_code_and_ends(market):
    brand, consumer = market.brand, market.consumer
    brand.json("recall", f"(01){GTIN}(10)A1", "--level", "safety", "--reason", "en=Pesticide above the limit",
               "--advice", "en=Return it to the shop")
    recalled = consumer.verdict(market.links[0])
    assert (recalled["verdict"], reasons(recalled)[0]) == ("RECALLED", "recalled")
    text = recalled["reasons"][0]["text"]
    assert "Pesticide above the limit" in text and "Return it to the shop" in text and "Tea-Estate" in text
    assert recalled["reasons"][0]["evidence"]
    brand.json("recall-end", f"(01){GTIN}(10)A1")
    ended = consumer.verdict(market.links[0])
    assert ended["verdict"] == "ISSUED" and "recall-ended" in reasons(ended)


def test_recall_of_one_item_spares_the_others(market):
    market.brand.json("recall", market.links[0], "--reason", "en=Broken seal")
    assert market.consumer.verdict(market.links[0])["verdict"] == "RECALLED"
    assert market.consumer.verdict(market.links[5])["verdict"] == "ISSUED"


def test_copies_and_inventions(market):
    consumer = market.consumer
    invented = consumer.verdict(f"https://id.gs1.org/01/{GTIN}/10/A1/21/0000000000000000")
    assert (invented["verdict"], reasons(invented)[0]) == ("LIKELY_COPY", "serial-never-issued")
    no_lot = consumer.verdict(f"(01){GTIN}(10)ZZ(21)1")
    assert (no_lot["verdict"], reasons(no_lot)[0]) == ("UNKNOWN_CODE", "lot-unknown")
    nobody = consumer.verdict("09521111111115")
    assert (nobody["verdict"], reasons(nobody)[0]) == ("UNKNOWN_CODE", "product-unknown")
    swapped = market.links[3] + "#" + market.secrets[4].split("#")[1]
    wrong = consumer.verdict(swapped)
    assert (wrong["verdict"], reasons(wrong)[0]) == ("LIKELY_COPY", "in-pack-code-wrong")
    assert "copy" in consumer.fails(4, "claim", swapped)


def test_same_code_of_another_account(market):
    """Somebody without an attestation uses the brand's GTIN: never the brand's word."""
    market.shop.json("product", "register", GTIN, "--name", "en=Oolong tea", "--brand", "Tea-Estate")
    both = market.consumer.verdict(market.links[0])
    assert both["verdict"] == "ISSUED" and "others-use-this-gtin" in reasons(both)
    market.shop.json("lot", "create", GTIN, "FAKE", "--quantity", 3)
    fake = market.consumer.verdict(market.shop.links(GTIN, "FAKE")[0])
    assert (fake["verdict"], reasons(fake)[0]) == ("LIKELY_COPY", "other-brands-code")


def test_what_others_say(market, tmp_path):
    """Readings, inspections, papers and reports, with and without a part in it."""
    brand, carrier, consumer = market.brand, market.carrier, market.consumer
    report = tmp_path / "report.pdf"
    report.write_bytes(b"%PDF-1.7 residues: none found")
    brand.json("product", "document", f"(01){GTIN}(10)A1", f"certificate={report}", "--title", "en=Organic",
               "--standard", "EU 2018/848", "--valid-until", "2099-01-01")
    link = market.links[8]
    hand_over(brand, carrier, link)
    carrier.json("observe", link, "--reading", "Temperature,4.2,CEL,2,8", "--place", "Truck 7")
    fine = consumer.verdict(link)
    assert "certified" in reasons(fine) and "reading-out-of-range" not in reasons(fine)
    carrier.json("observe", link, "--reading", "Temperature,12.5,CEL,2,8", "--step", "storing")
    consumer.json("report", link, "--kind", "counterfeit", "--text", "en=The seal looks wrong")
    warm = consumer.verdict(link)
    assert {"reading-out-of-range", "problem-reported"} <= set(reasons(warm))
    steps = consumer.json("timeline", link)["steps"]
    assert any(re.fullmatch(r"Carrier measured: temperature 12\.5 °C \(allowed: 2 to 8.*\)\.", step["text"]) for step in steps)
    said = next(step for step in steps if step["kind"] == "report")
    assert said["note"] and "The seal looks wrong" in said["text"]
    document = next(step for step in steps if step["kind"] == "documentAdd")
    assert document["text"] == "Tea-Estate added a document: certificate, “Organic”."
    hash_ = consumer.json("statement", "show", document["statement"])["actions"][0]["record"]["document"]["sha256"]
    consumer.json("blob", "get", hash_, str(tmp_path / "copy.pdf"))
    assert (tmp_path / "copy.pdf").read_bytes() == report.read_bytes()
    wrong = next(step for step in steps if step["kind"] == "observe" and "12.5" in step["text"])
    secret = "8PHy8_T19vf4-fr7_P3-_w"
    for wrong_link in (f"{link}X#c={secret}", f"box#c={secret}"):
        assert secret not in carrier.run("observe", wrong_link, code=None).err
    for who, what in [(carrier, f"{'ab' * 32}:0"), (brand, wrong["statement"]), (carrier, f"{wrong['statement']}:63")]:
        who.fails(4, "correct", what, link)  # nobody's, somebody else's, an act that is not in it
    carrier.json("correct", f"{wrong['statement']}:{wrong['actionIndex']}", link, "--reason", "incorrect-data")
    assert "reading-out-of-range" not in reasons(consumer.verdict(link))


def test_transformation_keeps_the_ingredients(market):
    brand, consumer = market.brand, market.consumer
    sachets = "0" + check_digit("952123454322")
    brand.json("product", "register", sachets, "--name", "en=Tea bags", "--brand", "Tea-Estate")
    brand.json("lot", "create", GTIN, "BULK", "--quantity", 500, "--uom", "KGM")
    brand.json("lot", "create", sachets, "B1", "--quantity", 5, "--register-only")
    brand.json("transform", f"100*(01){GTIN}(10)BULK", "--output", f"(01){sachets}(10)B1")
    link = brand.links(sachets, "B1")[0]
    timeline = consumer.json("timeline", link)
    assert timeline["verdict"] == "ISSUED" and "timeline-complete" in reasons(timeline)
    texts = [step["text"] for step in timeline["steps"]]
    assert "Tea-Estate made it from 1 ingredient." in texts
    assert "Tea-Estate registered lot BULK: 500 kg." in texts
    assert brand.fails(4, "transform", f"1000*(01){GTIN}(10)BULK", "--output",
                       f"(01){sachets}(10)B1").startswith("The quantity is more than is there")


def test_packing_again(market):
    brand, consumer = market.brand, market.consumer
    link = market.links[9]
    brand.json("pack", CASE2, link, f"2*(01){GTIN}(10)A1")
    assert brand.fails(4, "sell", link).startswith("The item is packed in a container")
    hand_over(brand, market.shop, CASE2)
    market.shop.json("unpack", CASE2, link)
    market.shop.json("sell", link, "--to", market.carrier.account)
    market.carrier.json("transfer", link, "--to", market.shop.account)
    kinds = [step["kind"] for step in consumer.json("timeline", link)["steps"]]
    assert kinds[-6:] == ["pack", "ship", "receive", "unpack", "sell", "transfer"]


def test_inspector_needs_a_role(market):
    brand, carrier, consumer = market.brand, market.carrier, market.consumer
    link = market.links[5]
    carrier.json("inspect", link, "--outcome", "failed")
    assert "inspection-failed" not in reasons(consumer.verdict(link))
    brand.json("identity", "attest", carrier.account, "role", "inspector")
    hand_over(brand, market.shop, link)
    carrier.json("inspect", link, "--outcome", "failed", "--standard", "ISO 3103")
    assert "inspection-failed" in reasons(consumer.verdict(link))
    carrier.json("inspect", link, "--outcome", "passed", "--standard", "ISO 3103")
    assert "inspection-failed" not in reasons(consumer.verdict(link))


def test_lists_and_profiles(market):
    brand, consumer = market.brand, market.consumer
    brand.json("identity", "profile", "--name", "en=Tea Estate Ltd.", "--name", "zh-CN=茶园", "--country", "CN",
               "--url", "https://tea.example")
    issued = next(row for row in consumer.verdict(market.links[0])["reasons"]
                  if row["reason"] == "issued-by-brand")
    assert "Tea Estate Ltd. issued this code." in issued["text"]
    brand.json("product", "update", GTIN, "--origin", "CN", "--description", "en=From high mountains")
    product = consumer.json("product", "show", GTIN)["product"]
    assert product["countryOfOrigin"] == "CN" and product["names"][1]["text"] == "乌龙茶"
    assert [row["gtin"] for row in consumer.json("product", "list", "--search", "oolong")["products"]] == [GTIN]
    assert [row["lot"]["lot"] for row in brand.json("lot", "list", GTIN)["lots"]] == ["A1"]
    assert brand.json("lot", "show", GTIN, "A1")["state"]["expiryDate"] == "2099-12-31"
    stock = brand.json("item", "list")["things"]
    assert {(row["thing"]["kind"], row.get("quantity")) for row in stock} == {("lot", 6), ("container", None)}


def test_labels_decode_to_what_is_known(market, folder):
    """The label that is printed is the label that is scanned."""
    brand = market.brand
    sheet = folder / "labels.pdf"
    assert brand.json("label", "sheet", GTIN, "A1", sheet, "--codes", "outside", "--first", 3,
                      "--count", 1)["labels"] == 1
    subprocess.run(["pdftoppm", "-r", "300", "-png", "-singlefile", str(sheet), str(folder / "page")],
                   check=True)
    line = brand.json("scan", folder / "page.png")[0]
    assert [(code["text"], code["verdict"]) for code in line["codes"]] == [(market.links[3], "ISSUED")]
    assert sheet.stat().st_mode & 0o077 == 0


def test_what_the_readme_says(folder):
    """The commands of its five minutes, one after the other, as they stand there."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^    (waymarkctl .+)$", text, re.MULTILINE)
    assert len(commands) > 8, commands
    (folder / "data").symlink_to(ROOT / "data")
    script = """set -e
        waymarkctl () {
          case "$1 $2" in "identity create") set -- "$@" --key-file ;; esac
          command "$CTL" --yes --data-dir home "$@"
        }
        waymarkctl demo create
        trap 'waymarkctl demo remove; waymarkctl node stop' EXIT
        """
    done = subprocess.run(["bash", "-c", script + "\n".join(commands)], capture_output=True, text=True, check=False, cwd=folder,
                          timeout=8 * PATIENCE, env=clean_environment(
                              CTL=program("waymarkctl"), WAYMARKD=program("waymarkd"), WAYMARK_PASSPHRASE="correct horse"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "\nIssued by the brand — " in done.stdout and "the proof holds" in done.stdout
    assert (folder / "labels.pdf").read_bytes().startswith(b"%PDF-")


def test_nothing_is_signed_unasked(market):
    sentence = market.brand.run("product", "update", GTIN, "--origin", "JP", yes=False, code=2).err
    assert "You change the product" in sentence and "Country of origin: Japan." in sentence and "--yes" in sentence
    assert "countryOfOrigin" not in market.brand.json("product", "show", GTIN)["product"]
