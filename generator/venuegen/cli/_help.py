"""What `--help` says beyond options: a line for the list of commands, examples, exit codes, what comes next."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Help:
    """Of one command. `line` fits the list of commands on a narrow terminal; `examples` are (command, what for)."""

    line: str
    examples: tuple[tuple[str, str], ...]
    codes: str
    then: str

    @property
    def epilog(self) -> str:
        """The end of the help page. `\\b` keeps the lines of a paragraph as they are."""
        width = max(len(command) for command, _ in self.examples)
        examples = [f"  venuegen {command:<{width}}  # {what}" for command, what in self.examples]
        codes = [f"  {each.strip()}" for each in self.codes.split(";")]
        parts = (["Examples:", *examples], ["Exit codes:", *codes], [f"Next: {self.then}"])
        return "\n\n".join("\n".join(["\b", *lines]) for lines in parts)


_USAGE = "2 usage"

HELP: dict[str, Help] = {
    "init": Help(
        "A repository of your own: specs, clients, tests, CI.",
        (
            ("init our-venues", "asks what it needs to know"),
            ("init our-venues --extends my_exchange --yes", "begins with a spec that extends a shipped one"),
            ("init --update", "in the repository: merge a newer template"),
        ),
        f"0 made, or merged; 1 conflicts are left to resolve, or it is there already; {_USAGE}, or nothing to merge by",
        "git init, commit; then venuegen import, new or generate",
    ),
    "new": Help(
        "Begin a spec, with a TODO for each thing to find out.",
        (
            ("new my_exchange", "asks the questions that matter"),
            ("new my_exchange --yes --data signing=none", "asks nothing"),
        ),
        f"0 written; 1 there is such a folder already; {_USAGE}",
        "venuegen check my_exchange --watch, and fill in the TODOs",
    ),
    "check": Help(
        "Every problem of the specs, each with its place.",
        (
            ("check", "all specs"),
            ("check my_exchange --watch", "again after each change, while you write"),
            ("check my_exchange --json", "for programs"),
        ),
        f"0 no errors (warnings may be there); 1 errors; {_USAGE}, or no such spec",
        "venuegen explain VG301 says what a diagnostic means; without errors: venuegen generate",
    ),
    "generate": Help(
        "Write clients, simulated venues and tests.",
        (
            ("generate", "all that changed"),
            ("generate my_exchange", "one venue"),
            ("generate --check", "in CI: is what is committed what the specs produce?"),
            ("generate --check --diff my_exchange", "and how it differs, line by line"),
        ),
        f"0 up to date; 1 an invalid spec, a file edited by hand, or a difference with --check; {_USAGE}",
        "python -m pytest generated; venuegen diff says what the change means",
    ),
    "diff": Help(
        "What a change of specs means for callers and money.",
        (
            ("diff", "since this branch left the main one"),
            ("diff HEAD", "what is not committed yet"),
            ("diff v1.2 my_exchange", "one venue, since a tag"),
            ("diff --format markdown", "for the body of a pull request"),
        ),
        f"0 nothing at or above --fail-on; 1 an event that is not accepted; {_USAGE}, no such revision, no repository",
        "prove a danger by what was published, or accept it in the spec: accepted: {RULE: {PATH: why}}",
    ),
    "explain": Help(
        "A value of a spec with its origin; or a diagnostic.",
        (
            ("explain my_exchange", "the sections there are; with a point for a path, all of it"),
            ("explain my_exchange endpoints.new_order", "after extends, $like and $remove, with file and line"),
            ("explain VG301", "what a diagnostic means, with an example"),
        ),
        f"0 shown; 1 no such path; {_USAGE}, or no such spec or diagnostic",
        "edit the file and line that are named",
    ),
    "list": Help(
        "The specs: status, methods offered, hooks.",
        (("list", "the specs of this directory, or those that come with venuegen"), ("list --json", "for programs")),
        f"0 listed; {_USAGE}, or no specs",
        "venuegen playbook my_exchange tells what a venue still lacks",
    ),
    "import": Help(
        "Draft a spec from a document that a venue published.",
        (
            ("import openapi api.yaml --list", "what can be picked"),
            ("import openapi api.yaml --pick 'POST /api/v3/order' --into my_exchange", "begin a spec, or add to it"),
            ("import openapi api.yaml --pick '/api/v3/ticker*'", "print a draft, write nothing"),
            ("import fix FIX44.xml --pick NewOrderSingle --pick ExecutionReport --into my_exchange", "FIX"),
        ),
        f"0 drafted; 1 the document cannot be read, or has nothing of the kind; {_USAGE}",
        "venuegen check my_exchange shows each TODO in its place",
    ),
    "simulate": Help(
        "Serve a simulated venue on this machine.",
        (
            ("simulate my_exchange", "until Ctrl-C; it prints how to connect"),
            ("simulate my_exchange --fault gap:depth@50 --fault 429=2:new_order", "with faults"),
            ("simulate my_exchange --fault list", "the faults there are"),
        ),
        f"0 ended; {_USAGE}, not generated yet, or a port in use",
        'point your program at the printed address: endpoints="http://127.0.0.1:…"',
    ),
    "book": Help(
        "Show a live order book in the terminal.",
        (
            ("book my_exchange AAA/BBB", "of a simulated venue"),
            ("book my_exchange AAA/BBB --live", "of the real one: public data, no keys"),
            ("book my_exchange AAA/BBB --duration 10 --json", "the end state, for programs"),
        ),
        f"0 ended; 1 the book was not live at the end; {_USAGE}",
        "venuegen record keeps the traffic, venuegen replay looks at it again",
    ),
    "record": Help(
        "Record raw traffic, without secrets.",
        (
            ("record my_exchange AAA/BBB --live --duration 60 -o session.jsonl.zst", "a minute of the real venue"),
            ("record my_exchange AAA/BBB -o session.jsonl --channels book,ticker", "of the simulated one"),
        ),
        f"0 written; 1 the venue could not be reached; {_USAGE}",
        "venuegen replay my_exchange session.jsonl.zst; venuegen learn session.jsonl.zst --venue my_exchange",
    ),
    "replay": Help(
        "Run recorded traffic through the generated client.",
        (
            ("replay my_exchange session.jsonl.zst", "frames, gaps, checksums, best prices"),
            ("replay my_exchange session.jsonl.zst --json", "for programs"),
        ),
        f"0 every book was right and live; 1 one was not; {_USAGE}",
        "a gap or a crossed book: look at books in the spec (venuegen explain my_exchange books)",
    ),
    "doctor": Help(
        "Find out what works at a venue, part by part.",
        (
            ("doctor my_exchange", "in full, on the simulated venue"),
            ("doctor my_exchange --live", "the real venue: public data, no orders"),
            ("doctor my_exchange --environment testnet --trade --record records/", "certify a testnet"),
        ),
        f"0 everything is good; 1 something is not; {_USAGE}",
        "venuegen playbook my_exchange ticks what records say",
    ),
    "demo": Help(
        "All of venuegen in half a minute, without a network.",
        (("demo my_exchange", "book, orders, a lost answer, a lost update"), ("demo my_exchange --fix", "over FIX")),
        f"0 shown; 1 the spec is invalid; {_USAGE}",
        "venuegen book, venuegen simulate",
    ),
    "evidence": Help(
        "Write what speaks for each spec.",
        (("evidence", "the pages"), ("evidence --check", "in CI: are they current?")),
        f"0 written, or current; 1 a spec does not load, or a page is old; {_USAGE}",
        "commit the pages",
    ),
    "learn": Help(
        "Learn types from recorded payloads.",
        (
            ("learn session.jsonl.zst --of 'GET *'", "propose types"),
            ("learn session.jsonl.zst --venue my_exchange", "where the spec disagrees with what was seen"),
        ),
        f"0 learnt, or nothing disagrees; 1 something does, or a file cannot be read; {_USAGE}",
        "take over what is right into types; venuegen check",
    ),
    "moved": Help(
        "Find out whether venues still are what specs say.",
        (
            ("moved --live", "all of them: for a job that runs every night"),
            ("moved my_exchange --document new/api.yaml", "a newer document at hand"),
        ),
        f"0 as the specs say; 1 something has moved, or could not be looked at; {_USAGE}",
        "venuegen import with the newer document; venuegen diff",
    ),
    "playbook": Help(
        "How far a venue is, step by step.",
        (
            ("playbook my_exchange", "ticked by what exists"),
            ("playbook my_exchange --write docs/my_exchange.md", "as a page"),
        ),
        f"0 shown; 1 the spec does not load; {_USAGE}",
        "the first step that is not ticked",
    ),
    "schema": Help(
        "The JSON Schema of the spec language, for editors.",
        (("schema > venue.schema.json", "of a spec"), ("schema --part", "of a file that specs extend")),
        f"0 printed; 1 with --check: a page is old; {_USAGE}",
        "name it in the first line of a spec: # yaml-language-server: $schema=venue.schema.json",
    ),
}
"""Command → its help."""
