"""Dictionaries: what a file says, what is supplied, and what is refused, with its place."""

from __future__ import annotations

import pytest
from venue_runtime.fix.dictionary import Dictionary, DictionaryError, Kind, Member


def dictionary(body: str, *, version: str = "major='4' minor='4'", supply: bool = False) -> Dictionary:
    return Dictionary(f"<fix type='FIX' {version}>{body}</fix>".encode(), "made_up.xml", supply=supply)


def test_members_of_components_stand_in_their_place_and_are_required_where_the_component_is() -> None:
    made_up = dictionary(
        """
        <header><field name='MsgType' required='Y'/></header>
        <components>
          <component name='Instrument'>
            <field name='Symbol' required='Y'/><component name='Legs' required='N'/>
          </component>
          <component name='Legs'>
            <group name='NoLegs' required='Y'>
              <field name='LegSymbol' required='Y'/><field name='LegPrice' required='N'/>
            </group>
          </component>
        </components>
        <messages>
          <message name='Wanted' msgtype='U1' msgcat='app'>
            <field name='Text' required='N'/><component name='Instrument' required='Y'/>
          </message>
          <message name='Open' msgtype='U2' msgcat='app'><component name='Instrument' required='N'/></message>
        </messages>
        <fields>
          <field number='35' name='MsgType' type='STRING'/>
          <field number='55' name='Symbol' type='STRING'/>
          <field number='58' name='Text' type='STRING'/>
          <field number='555' name='NoLegs' type='NUMINGROUP'/>
          <field number='566' name='LegPrice' type='PRICE'/>
          <field number='600' name='LegSymbol' type='STRING'/>
        </fields>"""
    )

    def described(members: tuple[Member, ...]) -> list[tuple[str, bool]]:
        return [(member.field.name, member.required) for member in members]

    wanted, open_ = made_up.message("Wanted"), made_up.messages["U2"]
    assert described(wanted.members) == [("Text", False), ("Symbol", True), ("NoLegs", False)]
    assert described(open_.members) == [("Symbol", False), ("NoLegs", False)]
    legs = wanted.members[-1].group
    assert legs is not None
    assert legs.delimiter == "600"
    assert described(legs.members) == [("LegSymbol", True), ("LegPrice", False)]
    assert made_up.field("LegPrice").kind is Kind.DECIMAL
    assert described(made_up.header) == [("MsgType", True)]


def test_the_session_s_messages_and_header_are_supplied() -> None:
    bare = dictionary("<fields><field number='58' name='Comment' type='STRING'/></fields>", supply=True)
    assert sorted(bare.messages) == ["0", "1", "2", "3", "4", "5", "A", "j"]
    assert [(m.field.name, m.required) for m in bare.message("ResendRequest").members] == [
        ("BeginSeqNo", True),
        ("EndSeqNo", True),
    ]
    assert [m.field.name for m in bare.message("Logout").members] == ["Comment"]  # by its tag, whatever its name
    assert {"43", "122", "49", "56"} <= {m.field.tag for m in bare.header}
    assert [m.field.tag for m in bare.trailer] == ["10"]
    assert bare.message("Logon").is_admin
    assert "j" not in dictionary("", version="major='4' minor='1'", supply=True).messages


def test_lengths_of_data_are_known_by_their_names() -> None:
    own = dictionary(
        "<fields><field number='5001' name='BlobLen' type='LENGTH'/>"
        "<field number='5002' name='Blob' type='DATA'/></fields>"
    )
    assert own.data_lengths["5001"] == "5002"
    assert own.data_lengths["95"] == "96"


def test_version() -> None:
    assert dictionary("", version="major='5' minor='0' servicepack='2'").version == "FIX.5.0SP2"
    assert Dictionary(b"<fix type='FIXT' major='1' minor='1'/>").version == "FIXT.1.1"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (
            "\n<messages><message name='A' msgtype='B'><field name='Txt' required='N'/></message></messages>"
            "<fields><field number='58' name='Text' type='STRING'/></fields>",
            "made_up.xml:2:41: there is no field 'Txt'; did you mean 'Text'?",
        ),
        (
            "\n<messages><message name='A' msgtype='B'><component name='Instrument'/></message></messages>"
            "<components><component name='Instruments'/></components>",
            "made_up.xml:2:41: there is no component 'Instrument'; did you mean 'Instruments'?",
        ),
        (
            "\n<components><component name='A'><component name='A'/></component></components>"
            "<messages><message name='A' msgtype='B'><component name='A'/></message></messages>",
            "made_up.xml:2:13: component 'A' contains itself",
        ),
        (
            "\n<fields><field number='x' name='A' type='INT'/></fields>",
            "made_up.xml:2:9: `number` of <field> is 'x'; it is made of digits",
        ),
        (
            "<fields><field number='5' name='import os' type='INT'/></fields>",
            "`name` of <field> is 'import os'; it is made of letters and digits",
        ),
        ("<fields><field number='5' name='A'/></fields>", "<field> lacks the attribute `type`"),
        (
            "<fields><field number='5' name='A' type='INT'/><field number='5' name='B' type='INT'/></fields>",
            "tag 5 is declared twice",
        ),
        ("<fields><field number='5' name='A' type='INT'><value enum='&#1;'/></field></fields>", "no XML"),
        (
            "<fields><field number='5' name='A' type='INT'><values enum='1'/></field></fields>",
            "there is no element 'values'; did you mean 'value'?",
        ),
        ("<messages><message name='A' msgtype='a=b'/></messages>", "`msgtype` of <message> is 'a=b'"),
        ("<header><field name='A' required='maybe'/></header>", "`required` of <field> is 'maybe'; it is Y or N"),
        ("<a>" * 30 + "</a>" * 30, "too many elements, or nested too deeply"),
    ],
)
def test_what_is_refused(body: str, problem: str) -> None:
    with pytest.raises(DictionaryError) as caught:
        dictionary(body)
    assert problem in str(caught.value)


def test_no_entities() -> None:
    bomb = b"<?xml version='1.0'?>\n<!DOCTYPE fix [<!ENTITY a 'aaaa'>]><fix major='4' minor='4'>&a;</fix>"
    with pytest.raises(DictionaryError, match=r"x\.xml:2:\d+: document types and entities are not read"):
        Dictionary(bomb, "x.xml")


def test_an_encoding_that_nobody_has() -> None:
    with pytest.raises(DictionaryError, match=r"x\.xml: no XML: unknown encoding"):
        Dictionary(b"<?xml version='1.0' encoding='klingon'?><fix major='4' minor='4'/>", "x.xml")


def test_names_are_suggested() -> None:
    bare = dictionary("", supply=True)
    with pytest.raises(DictionaryError, match="there is no message 'Logn'; did you mean 'Logon'"):
        bare.message("Logn")
    with pytest.raises(DictionaryError, match="there is no field 'MsgSeqNo'; did you mean 'MsgSeqNum'"):
        bare.field("MsgSeqNo")


def test_components_inside_of_each_other_cost_what_they_have_not_what_they_spell() -> None:
    """Each holds the one before it a hundred times: a hundred to the twentieth fields, if somebody wrote them out."""
    components = "".join(
        f"<component name='c{n}'>{f'<component name={chr(39)}c{n - 1}{chr(39)}/>' * 100}</component>"
        for n in range(1, 21)
    )
    deep = dictionary(
        f"<components><component name='c0'><field name='A'/></component>{components}</components>"
        "<messages><message name='M' msgtype='M'><component name='c20'/></message></messages>"
        "<fields><field number='5' name='A' type='INT'/></fields>"
    )
    assert [member.field.name for member in deep.message("M").members] == ["A"]
