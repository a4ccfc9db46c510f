# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where keys are kept, how they come back, how they are replaced."""

import json
import os
import shutil
import subprocess

import pytest

from way_ctl import GTIN, Person, reasons
from way_node import clean_environment, program, wait_until
from way_statement import check_digit

CASE2, CASE3 = (check_digit(f"0952123000000000{number}") for number in (2, 3))


@pytest.fixture
def keyring(folder):
    """A session bus with a real gnome-keyring-daemon, whose login keyring is unlocked; wraps commands."""
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    home = folder / "home"
    home.mkdir()
    ready, script = folder / "ready", folder / "session"
    script.write_text(
        "printf testpw | gnome-keyring-daemon --unlock --components=secrets >/dev/null\n"
        f'printf "%s" "$DBUS_SESSION_BUS_ADDRESS" > {ready}.new && mv {ready}.new {ready}\n'
        "exec cat\n", encoding="utf-8")
    environment = clean_environment(XDG_RUNTIME_DIR=str(runtime), HOME=str(home),
                                    XDG_DATA_HOME=str(home / "data"))
    session = subprocess.Popen(["dbus-run-session", "--", "sh", str(script)], stdin=subprocess.PIPE,
                               env=environment, stdout=subprocess.DEVNULL)
    wait_until(ready.exists, "a session bus with a keyring")
    yield {"XDG_RUNTIME_DIR": str(runtime), "HOME": str(home), "XDG_DATA_HOME": str(home / "data"),
           "DBUS_SESSION_BUS_ADDRESS": ready.read_text()}
    session.stdin.close()
    session.wait(30)


@pytest.fixture
def no_keyring(folder):
    return {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder}/nothing", "XDG_RUNTIME_DIR": str(folder)}


def test_keyring_keeps_the_phrase(folder, keyring):
    anna = Person(folder / "anna", passphrase=None, environment=keyring)
    created = anna.json("identity", "create", "Anna")
    phrase = anna.json("identity", "phrase")["phrase"]
    assert len(phrase.split()) == 12
    assert anna.json("identity", "show")["account"] == created["account"]
    assert not (folder / "anna" / "vault.key").exists()
    for path in (folder / "anna").rglob("*"):
        assert not path.is_file() or phrase.split()[0].encode() not in path.read_bytes()
    assert anna.json("identity", "create", "Shop", "--kind", "shop")["account"] != created["account"]
    assert anna.json("identity", "register")["proven"]
    anna.stop()


def test_locked_keyring_is_no_new_user(folder, keyring):
    """An item that is gone looks like a locked keyring: never like somebody new."""
    anna = Person(folder / "anna", passphrase=None, environment=keyring)
    anna.json("identity", "create", "Anna")
    for name in (folder / "home" / "data" / "keyrings").glob("*.keyring"):
        name.unlink()
    subprocess.run(["gnome-keyring-daemon", "--replace", "--unlock", "--components=secrets"], input=b"testpw",
                   env=clean_environment(**keyring), stdout=subprocess.DEVNULL, check=True)
    sentence = anna.fails(8, "identity", "phrase")
    assert sentence.startswith("The keyring is locked")
    anna.fails(8, "identity", "register")
    assert [row["name"] for row in anna.json("identity", "list")["identities"]] == ["Anna"]
    anna.stop()


def lock_keyring(environment, action="Lock"):
    """What a desktop does when its screen is locked."""
    subprocess.run(["gdbus", "call", "--session", "--dest", "org.freedesktop.secrets", "--object-path", "/org/freedesktop/secrets",
                    "--method", f"org.freedesktop.Secret.Service.{action}", "['/org/freedesktop/secrets/collection/login']"],
                   env=clean_environment(**environment), stdout=subprocess.DEVNULL, check=True)


def test_locked_keyring(folder, keyring):
    """The collection is there and locked, and nobody answers the prompt: told as such, nothing is made anew; unlocked, all is as before."""
    anna = Person(folder / "anna", passphrase=None, environment=keyring)
    account = anna.json("identity", "create", "Anna")["account"]
    phrase = anna.json("identity", "phrase")["phrase"]
    assert anna.json("identity", "register")["proven"]
    lock_keyring(keyring)
    before = (anna.folder / "identities.json").read_bytes()
    for words in (("identity", "phrase"), ("identity", "profile", "--name", "Eve"), ("identity", "create", "Ben"),
                  ("product", "register", GTIN, "--name", "Tea", "--brand", "Anna")):
        sentence = anna.fails(8, *words)
        assert sentence.startswith("The keyring is locked") and "unlock it" in sentence, sentence
    # what needs no key goes on
    assert anna.json("identity", "list")["identities"][0]["account"] == account
    assert anna.verdict(f"(01){GTIN}")["verdict"] == "UNKNOWN_CODE"
    assert (anna.folder / "identities.json").read_bytes() == before and anna.json("draft", "list")["drafts"] == []
    subprocess.run(["gnome-keyring-daemon", "--replace", "--unlock", "--components=secrets"], input=b"testpw", env=clean_environment(**keyring),
                   stdout=subprocess.DEVNULL, check=True)
    assert anna.json("identity", "phrase")["phrase"] == phrase
    assert anna.json("identity", "profile", "--name", "Anna B")["proven"]
    anna.stop()


def test_without_keyring(folder, no_keyring):
    anna = Person(folder / "anna", passphrase=None, environment=no_keyring)
    sentence = anna.fails(8, "identity", "create", "Anna")
    assert sentence.startswith("There is no keyring on this computer") and "--key-file" in sentence
    assert anna.json("identity", "list")["identities"] == []
    with_file = Person(folder / "anna", passphrase="pw", environment=no_keyring)
    assert with_file.create("Anna").account


def test_wrong_passphrase(person, folder):
    anna = person("Anna")
    before = (anna.folder / "identities.json").read_bytes()
    wrong = Person(anna.folder, passphrase="wrong")
    assert wrong.fails(8, "product", "register", GTIN, "--name", "Tea", "--brand", "Anna").startswith(
        "The passphrase is wrong")
    missing = Person(anna.folder, passphrase=None)
    assert "WAYMARK_PASSPHRASE" in missing.fails(8, "identity", "phrase")
    secret = folder / "pass"
    secret.write_text("correct horse\n")
    assert missing.json("identity", "phrase", "--passphrase-file", str(secret))["words"] == 12
    assert (anna.folder / "identities.json").read_bytes() == before
    assert (anna.folder / "vault.key").stat().st_mode & 0o077 == 0


def test_phrase_in_chinese(folder):
    anna = Person(folder / "anna")
    anna.json("identity", "create", "安娜", "--key-file", "--language", "zh-cn")
    phrase = anna.json("identity", "phrase")["phrase"]
    assert len(phrase.split(" ")) == 12 and all(len(word) == 1 for word in phrase.split(" "))
    assert anna.json("identity", "phrase", "--check", stdin=phrase.replace(" ", ""))["valid"]


def test_phrase_check(person):
    anna, ben = person("Anna"), person("Ben")
    assert not anna.json("identity", "phrase")["checked"]
    other = ben.json("identity", "phrase")["phrase"]
    assert anna.json("identity", "phrase", "--check", stdin=other, code=1) == {"valid": False}
    assert not anna.json("identity", "phrase")["checked"]
    assert "word" in anna.fails(1, "identity", "phrase", "--check", stdin="abandon " * 11 + "about about")
    phrase = anna.json("identity", "phrase")["phrase"]
    assert anna.json("identity", "phrase", "--check", stdin=phrase.upper()) == {"valid": True}
    assert anna.json("identity", "phrase")["checked"]


def test_restore_from_phrase(market, folder):
    """Identities, rotated keys, names, and the serials and in-pack codes of lots come back from twelve words."""
    brand = market.brand
    brand.json("identity", "create", "Second-brand", "--kind", "workshop")
    brand.json("identity", "register", "--identity", "Second-brand")
    brand.json("identity", "rotate")
    phrase = brand.json("identity", "phrase")["phrase"]
    again = Person(folder / "again")
    assert again.fails(1, "identity", "restore", "--key-file", stdin="twelve words that are none of any list at all")
    assert again.json("identity", "list")["identities"] == []
    first = again.json("identity", "restore", "--key-file", stdin=phrase)["identities"]
    assert [row["account"] for row in first] == [brand.account]
    again.join(brand)
    found = again.json("identity", "restore", "--again")["identities"]
    assert [(row["name"], row["kind"], row["keyNumber"]) for row in found] == [
        ("Tea-Estate", "brand", 1), ("Second-brand", "workshop", 0)]
    assert again.links(GTIN, "A1", "--in-pack") == market.secrets
    assert again.json("product", "update", GTIN, "--origin", "CN")["proven"]
    assert again.fails(4, "identity", "restore", "--key-file", stdin=phrase)


@pytest.mark.parametrize("registered, made", [((CASE2,), ()), ((CASE2, CASE3), (CASE2, CASE3)), ((), (CASE2,)),
                                              ((), ())])
def test_restore_a_lot_that_is_made_later(market, folder, registered, made):
    """Phrase and ledger are enough, whether or not it was made since, and where its leaves name no cases though it was packed."""
    def options(cases):
        return [word for case in cases for word in ("--case", f"{case}=2")]

    brand = market.brand
    done = brand.json("lot", "create", GTIN, "B1", "--quantity", 5, "--register-only", *options(registered))
    assert any("of them are meant for" in text for text in done["did"]) == bool(registered), done["did"]
    if made:
        brand.json("commission", GTIN, "B1", *options(made))
    units = brand.json("lot", "serials", GTIN, "B1", "--in-pack")
    phrase = brand.json("identity", "phrase")["phrase"]
    again = Person(folder / "again")
    again.json("identity", "restore", "--key-file", stdin=phrase)
    again.join(brand)
    again.json("identity", "restore", "--again")
    restored = again.json("lot", "serials", GTIN, "B1", "--in-pack")
    assert restored == units
    assert [unit["case"] for unit in units] == ([case for case in registered for _ in (1, 2)] + [None] * 5)[:5]
    again.json("lot", "publish", GTIN, "B1")


def test_another_phrase_makes_no_such_lot(market, folder):
    """What the ledger has was made from another secret: no label is printed of it."""
    brand = market.brand
    brand.json("lot", "create", GTIN, "B1", "--quantity", 5, "--register-only", "--case", f"{CASE2}=2")
    (kept,) = [path for path in (brand.folder / "lots").glob("*") if json.loads(path.read_text())["lot"] == "B1"]
    kept.unlink()
    vault = brand.folder / "vault.key"
    own = vault.read_bytes()
    vault.write_bytes((Person(folder / "other", "Other").folder / "vault.key").read_bytes())
    assert brand.fails(6, "lot", "serials", GTIN, "B1") == "The lot on the ledger was not made from this phrase"
    vault.write_bytes(own)
    assert len(brand.links(GTIN, "B1")) == 5


def test_cases_of_pieces_without_serial_numbers_come_later(market):
    assert "commission" in market.brand.fails(2, "lot", "create", GTIN, "B1", "--quantity", 5, "--no-serials", "--register-only",
                                       "--case", f"{CASE2}=2")


def test_rotation(market):
    """The old key signs nothing any more; what it signed stays, and is doubted only from when on it says so."""
    brand, consumer = market.brand, market.consumer
    old = brand.folder.parent / "old"
    shutil.copytree(brand.folder, old, ignore=shutil.ignore_patterns("node", "*.sock"))
    assert brand.json("identity", "rotate", "--reason", "lost") == {"networks": 1, "keyNumber": 1}
    verdict = consumer.verdict(market.links[0])
    assert verdict["verdict"] == "ISSUED" and "key-withdrawn-later" in reasons(verdict)
    assert brand.json("product", "update", GTIN, "--origin", "CN")["proven"]
    thief = Person(old)
    thief.join(brand)
    assert thief.fails(4, "product", "update", GTIN, "--origin", "XX").startswith("The signing key was revoked")
    assert brand.json("identity", "show")["keyNumber"] == 1


def test_stolen_key_is_doubted(market):
    brand, consumer = market.brand, market.consumer
    brand.json("identity", "rotate", "--reason", "compromised", "--since", "2020-01-01")
    verdict = consumer.verdict(market.links[0])
    assert (verdict["verdict"], reasons(verdict)[0]) == ("CANNOT_TELL", "signed-with-stolen-key")


def test_rotation_reaches_other_networks_later(market, person):
    """A second network, where the identity is known by its first key, learns of the new one with the next act."""
    other = person("Other", "registrar")
    brand = market.brand
    brand.join(other)
    brand.json("identity", "register", "--network", other.network())
    assert brand.json("identity", "rotate", "--network", "own") == {"networks": 1, "keyNumber": 1}
    done = brand.json("product", "register", GTIN, "--name", "Tea", "--brand", "T", "--network", other.network())
    assert done["proven"]
    shown = brand.json("statement", "show", done["statement"], "--network", other.network())
    assert shown["sequence"] == 1 and [row["kind"] for row in shown["actions"]] == ["productRegister"]


def test_identities(person):
    anna = person("Anna")
    anna.json("identity", "create", "Shop", "--kind", "shop")
    assert "already" in anna.fails(4, "identity", "create", "Shop")
    anna.fails(2, "identity", "create", "Bad\nname")
    anna.fails(2, "identity", "create", "X", "--kind", "emperor")
    assert anna.json("identity", "default", "Shop")["default"]
    assert [(row["name"], row["default"]) for row in anna.json("identity", "list")["identities"]] == [
        ("Anna", False), ("Shop", True)]
    shop = anna.json("identity", "show")
    assert anna.json("identity", "show", shop["account"][:10]) == shop
    assert anna.json("identity", "show", shop["did"]) == shop
    assert "waymarkctl identity list" in anna.fails(8, "identity", "show", "Nobody")
    done = anna.json("identity", "register")
    assert done["did"] == ["You register on this network, with the public name “Shop”. Kind: shop."]
    assert "already" in anna.fails(4, "identity", "register")


def test_two_at_once(person):
    """Two programs that make identities at the same time lose none."""
    anna = person("Anna")
    command = [program("waymarkctl"), "--data-dir", str(anna.folder), "identity", "create"]
    environment = clean_environment(WAYMARK_PASSPHRASE="correct horse")
    running = [subprocess.Popen([*command, f"I{i}"], env=environment, stdout=subprocess.DEVNULL) for i in range(6)]
    assert [process.wait(60) for process in running] == [0] * 6
    rows = anna.json("identity", "list")["identities"]
    assert sorted(row["name"] for row in rows) == ["Anna", *(f"I{i}" for i in range(6))]
    assert len({row["account"] for row in rows}) == 7


def test_attestations(market, person):
    """Who may say whose code it is: the registrars of the network, and those that the reader trusts herself."""
    consumer, shop = market.consumer, market.shop
    other = "0" + check_digit("952900000001")
    shop.json("product", "register", other, "--name", "Honey", "--brand", "Shop")
    shop.json("lot", "create", other, "H1", "--quantity", 2)
    link = shop.links(other, "H1")[0]
    unknown = consumer.verdict(link)
    assert (unknown["verdict"], reasons(unknown)[0]) == ("CANNOT_TELL", "unverified-issuer")
    market.carrier.json("identity", "attest", shop.account, "company-prefix", "9529")
    assert consumer.verdict(link)["verdict"] == "CANNOT_TELL"
    consumer.json("network", "trust-registrar", market.carrier.account)
    trusted = consumer.verdict(link)
    assert trusted["verdict"] == "ISSUED"
    assert "Carrier attests" in trusted["reasons"][0]["text"]
    market.carrier.json("identity", "attest-revoke", shop.account, "company-prefix", "9529")
    revoked = consumer.verdict(link)
    assert revoked["verdict"] == "CANNOT_TELL" and "attestation-expired" in reasons(revoked)
    consumer.json("network", "trust-registrar", "--remove", market.carrier.account)
    assert consumer.json("network", "list")["registrars"] == []
    assert consumer.fails(3, "network", "trust-registrar", "--remove", market.carrier.account)


def test_last_key_stays(market):
    brand = market.brand
    # the thumbprint of the first key is the account
    assert brand.fails(4, "identity", "revoke", brand.account, "--reason", "retired").startswith(
        "The last key of an account")


def test_demo_keys_sign_nowhere_else(market):
    folder = market.consumer.folder / "demo"
    os.makedirs(folder)
    (folder / "identities.json").write_text(
        '{"format":1,"vault":"public","identities":[{"index":0,"name":"Demo","kind":"brand","account":"%s",'
        '"keyNumber":0,"default":false}]}' % ("0" * 64))
    sentence = market.consumer.fails(2, "product", "register", GTIN, "--name", "T", "--brand", "T", "--identity", "Demo",
                                     "--network", market.brand.network())
    assert "public" in sentence
