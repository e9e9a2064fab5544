"""The matcher finds what a naive loop finds, whatever was edited before."""

from hypothesis import given
from hypothesis import strategies as st

from teahouse.suite.dialogue.matcher import Matcher, Wanted
from teahouse.suite.dialogue.rules import CONTAINS, EQUALS, Candidate, best, normalized

WORDS = st.text(alphabet="空调坏aAbＢ 了", max_size=4)


@st.composite
def rules(draw: st.DrawFn) -> Wanted:
    return Wanted(
        rule_id=draw(st.sampled_from(["r1", "r2", "r3", "r4", "r5", "r6"])),
        account_id=draw(st.sampled_from(["", "a1", "a2"])),
        trigger="keyword",
        match=draw(st.sampled_from(["equals", "contains"])),
        words=tuple(draw(st.lists(WORDS, max_size=3))),
        priority=draw(st.integers(-1, 1)),
    )


TEXTS = st.lists(st.text(alphabet="空调坏aAbＢ 了\0", max_size=8), max_size=4)
EDITS = st.lists(
    st.dictionaries(st.sampled_from(["r1", "r2", "r3", "r4", "r5", "r6"]), st.none() | rules(), max_size=3), max_size=4
)


def naive(known: dict[str, Wanted], account_id: str, text: str) -> str | None:
    found = []
    text = text.replace("\0", " ")
    for rule in known.values():
        for word in filter(None, map(normalized, rule.words)):
            if rule.account_id not in {"", account_id}:
                continue
            if rule.match == "equals" and word == normalized(text):
                found.append(Candidate(rule.priority, EQUALS, len(word), 0, rule.rule_id))
            elif rule.match == "contains" and word in normalized(text):
                start = normalized(text).index(word)
                found.append(Candidate(rule.priority, CONTAINS, len(word), start, rule.rule_id))
    return best(found)


@given(st.lists(rules(), unique_by=lambda rule: rule.rule_id), EDITS, TEXTS)
def test_it_equals_a_naive_loop(first: list[Wanted], edits: list[dict[str, Wanted | None]], texts: list[str]) -> None:
    known = {rule.rule_id: rule for rule in first}
    matcher = Matcher(first)
    for edit in edits:
        changed = {rule_id: rule._replace(rule_id=rule_id) if rule else None for rule_id, rule in edit.items()}
        matcher.change(changed)
        for rule_id, rule in changed.items():
            known.pop(rule_id, None)
            if rule is not None:
                known[rule_id] = rule
        asked = [(account_id, text) for account_id in ("a1", "a3", "a2") for text in texts]
        assert matcher.find(asked) == [naive(known, *one) for one in asked]


def test_many_edits_are_built_into_the_large_automaton() -> None:
    matcher = Matcher([Wanted("old", "", "keyword", "contains", ("空调",), 0)])
    matcher.change({f"r{n}": Wanted(f"r{n}", "", "keyword", "contains", (f"词{n:05d}",), 0) for n in range(2100)})
    assert matcher.find([("a", "这是词00042吗")]) == ["r42"]
    matcher.change({"r42": None, "old": None})
    assert matcher.find([("a", "这是词00042吗"), ("a", "空调")]) == [None, None]
