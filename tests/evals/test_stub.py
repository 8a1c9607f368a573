"""The counting server refuses what a provider would refuse, and counts what it takes."""

import json
import urllib.error
import urllib.request

import pytest

from evals.stub import Answer, Stub, faults, prompt_tokens, tokens

HELLO = {"model": "m", "messages": [{"role": "user", "content": "hello world"}]}
CLOSED = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"], "additionalProperties": False}


def with_schema(schema, **more):
    return HELLO | {"response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": schema} | more}}


def test_a_request_in_order_has_no_faults():
    assert faults(HELLO) == []
    assert faults(with_schema(CLOSED, strict=True)) == []


@pytest.mark.parametrize(
    "body",
    [
        {"messages": HELLO["messages"]},
        HELLO | {"messages": []},
        HELLO | {"magic": True},
        HELLO | {"messages": [{"role": "wizard", "content": "hello"}]},
        HELLO | {"messages": [{"role": "user", "content": None}]},
        HELLO | {"messages": [*HELLO["messages"], {"role": "tool", "content": "done", "tool_call_id": "call_1"}]},
        with_schema(CLOSED),
        with_schema(CLOSED | {"additionalProperties": True}, strict=True),
        with_schema(CLOSED | {"required": []}, strict=True),
        with_schema(CLOSED | {"properties": {"a": {"type": "array", "items": {"type": "object"}}}}, strict=True),
    ],
)
def test_what_a_provider_would_refuse_is_a_fault(body):
    assert faults(body) != []


def test_tokens_are_those_of_the_o200k_tables():
    assert tokens("") == 0
    assert tokens("hello world") == 2
    assert prompt_tokens(HELLO) == 3 + 2 + 1 + 3


def test_the_prompt_grows_with_its_schema_and_tools():
    tool = {"type": "function", "function": {"name": "store", "parameters": CLOSED}}
    assert prompt_tokens(with_schema(CLOSED, strict=True)) > prompt_tokens(HELLO)
    assert prompt_tokens(HELLO | {"tools": [tool]}) > prompt_tokens(HELLO)


def post(url, body):
    request = urllib.request.Request(f"{url}/chat/completions", json.dumps(body).encode(), method="POST")
    with urllib.request.urlopen(request, timeout=10) as reply:
        return reply.read().decode()


def test_a_call_is_answered_and_counted():
    with Stub(lambda _: Answer(text="hello world")) as stub:
        told = json.loads(post(stub.url, HELLO))
        streamed = post(stub.url, HELLO | {"stream": True})
    assert told["choices"][0]["message"]["content"] == "hello world"
    assert told["usage"] == {"prompt_tokens": 9, "completion_tokens": 2, "total_tokens": 11}
    assert streamed.rstrip().endswith("data: [DONE]")
    assert [call.prompt_tokens for call in stub.calls] == [9, 9]


def test_a_call_that_is_not_in_order_is_refused_and_not_counted():
    with Stub(lambda _: Answer(text="hello")) as stub, pytest.raises(urllib.error.HTTPError, match="400"):
        post(stub.url, HELLO | {"magic": True})
    assert stub.calls == []
    assert stub.refused == ["unknown field magic"]
