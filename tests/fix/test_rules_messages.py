"""Rules of what is refused and how that is told in each version: rows 14, 22 and 25 of the checklist."""

from __future__ import annotations

import pytest
from fix_line import HEAD, NOW, Line, Remembering, Unsupported, Wrong
from venue_runtime.fix.message import FieldError, RejectReason

US = f"49=US|52={NOW}|56=THEM|"
EVERY_VERSION = ("FIX.4.0", "FIX.4.1", "FIX.4.2", "FIX.4.3", "FIX.4.4", "FIXT.1.1")

#: What a Reject says of each reason in FIX 4.0 and 4.1, in 4.2, and since.
TEXTS = [
    (RejectReason.INVALID_TAG_NUMBER, 999, "Invalid tag number"),
    (RejectReason.REQUIRED_TAG_MISSING, 55, "Required tag missing"),
    (RejectReason.TAG_NOT_DEFINED_FOR_THIS_MESSAGE_TYPE, 41, "Tag not defined for this message type"),
    (RejectReason.TAG_SPECIFIED_WITHOUT_A_VALUE, 11, "Tag specified without a value"),
    (RejectReason.VALUE_IS_INCORRECT, 21, "Value is incorrect (out of range) for this tag"),
    (RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, 38, "Incorrect data format for value"),
    (RejectReason.TAG_APPEARS_MORE_THAN_ONCE, 40, "Tag appears more than once"),
    (RejectReason.TAG_SPECIFIED_OUT_OF_REQUIRED_ORDER, 34, "Tag specified out of required order"),
    (RejectReason.INCORRECT_NUM_IN_GROUP_COUNT, 386, "Incorrect NumInGroup count for repeating group"),
]


def line(begin: str, codec: Wrong | None = None, application: Remembering | None = None) -> Line:
    made = Line(begin=begin, codec=codec, application=application, sending_time_digits=0, default_appl_ver_id="9")
    made.connect()
    version = "1137=9|" if begin == "FIXT.1.1" else ""
    made.get(f"35=A|34=1|{HEAD}98=0|108=30|{version}")
    assert made.session.logged_on
    return made


@pytest.mark.parametrize(("reason", "tag", "text"), TEXTS)
@pytest.mark.parametrize("begin", EVERY_VERSION)
def test_what_breaks_the_dictionary_is_rejected_as_the_version_can_say_it(
    begin: str, reason: RejectReason, tag: int, text: str
) -> None:
    session = line(begin, Wrong({"D": FieldError(reason, tag)}))
    if begin in ("FIX.4.0", "FIX.4.1"):
        said = f"58={text} ({tag})|"
    elif begin == "FIX.4.2" and reason > 11:
        said = f"58={text}|371={tag}|372=D|"
    else:
        said = f"58={text}|371={tag}|372=D|373={int(reason)}|"
    assert session.get(f"35=D|34=2|{HEAD}11=one|") == [f"35=3|34=2|{US}45=2|{said}"]
    assert session.told == ["logon"]
    assert session.store.next_in == 3  # the number is used up


@pytest.mark.parametrize(
    ("begin", "said"),
    [
        ("FIX.4.0", ""),
        ("FIX.4.1", ""),
        ("FIX.4.2", "372=*|373=11|"),
        ("FIX.4.4", "372=*|373=11|"),
        ("FIXT.1.1", "372=*|373=11|"),
    ],
)
def test_a_message_type_that_there_is_not(begin: str, said: str) -> None:
    session = line(begin, Wrong({"*": FieldError(RejectReason.INVALID_MSG_TYPE, None)}))
    assert session.get(f"35=*|34=2|{HEAD}") == [f"35=3|34=2|{US}45=2|58=Invalid MsgType|{said}"]


@pytest.mark.parametrize("begin", EVERY_VERSION)
def test_a_message_that_the_application_does_not_do(begin: str) -> None:
    application = Remembering()
    application.fails = {"8": Unsupported()}
    session = line(begin, application=application)
    if begin in ("FIX.4.0", "FIX.4.1"):
        said = f"35=3|34=2|{US}45=2|58=Unsupported message type|"
    else:
        said = f"35=j|34=2|{US}45=2|58=Unsupported Message Type|372=8|380=3|"
    assert session.get(f"35=8|34=2|{HEAD}37=one|") == [said]
    assert session.get(f"35=1|34=3|{HEAD}112=on|") == [f"35=0|34=3|{US}112=on|"]


def test_an_application_says_what_it_refuses_and_why() -> None:
    application = Remembering()
    application.fails = {"D": Unsupported("no such symbol", reason=2, ref_id="one")}
    session = line("FIX.4.4", application=application)
    assert session.get(f"35=D|34=2|{HEAD}11=one|") == [f"35=j|34=2|{US}45=2|58=no such symbol|372=D|379=one|380=2|"]


def test_a_field_that_the_applications_decoding_refuses_is_rejected() -> None:
    application = Remembering()
    application.fails = {"D": FieldError(RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, 44)}
    session = line("FIX.4.4", application=application)
    assert session.get(f"35=D|34=2|{HEAD}44=1e5|") == [
        f"35=3|34=2|{US}45=2|58=Incorrect data format for value|371=44|372=D|373=6|"
    ]


@pytest.mark.parametrize(
    ("route", "back"),
    [
        ("115=JCD|", "128=JCD|"),
        ("128=JCD|", "115=JCD|"),
        ("115=JCD|116=CS|", "128=JCD|129=CS|"),
        ("128=JCD|129=CS|", "115=JCD|116=CS|"),
        ("115=JCD|116=CS|144=CHI|", "128=JCD|129=CS|145=CHI|"),
        ("128=JCD|129=CS|145=CHI|", "115=JCD|116=CS|144=CHI|"),
        ("115=JCD|116=|", "128=JCD|"),
        ("128=|", ""),
    ],
)
def test_a_reject_goes_back_the_way_the_message_came(route: str, back: str) -> None:
    session = line("FIX.4.4", Wrong({"D": FieldError(RejectReason.VALUE_IS_INCORRECT, 40)}))
    assert session.get(f"35=D|34=2|{HEAD}{route}40=w|") == [
        f"35=3|34=2|{US}{back}45=2|58=Value is incorrect (out of range) for this tag|371=40|372=D|373=5|"
    ]


def test_fix_4_0_has_no_locations_in_a_route() -> None:
    session = line("FIX.4.0", Wrong({"D": FieldError(RejectReason.VALUE_IS_INCORRECT, 40)}))
    assert session.get(f"35=D|34=2|{HEAD}115=JCD|144=CHI|40=w|") == [
        f"35=3|34=2|{US}128=JCD|45=2|58=Value is incorrect (out of range) for this tag (40)|"
    ]
