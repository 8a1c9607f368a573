"""Traces over OpenTelemetry, where they are wanted: spans for event, turn, model and post, with keys and no contents.

An event and what follows from it may be handled by different processes, with the database between them. So nothing is
handed on: the number of a trace is worked out of the event's key, which every post to it begins with.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256

from bot.watching.watch import Span, Step

NAME = "planwright"
PATIENCE_SECONDS = 3
"""So long a collector that does not answer may hold up the end of the process."""


class NoTraces(Exception):  # noqa: N818 - it is told to a person, not handled
    """Traces are wanted and what sends them is not installed; the message says what to do."""


def spans(endpoint: str) -> tuple[Span, Callable[[], None]]:
    """Send spans to a collector's OTLP address (gRPC, such as http://127.0.0.1:4317); gives also what ends it.

    Raises NoTraces.
    """
    try:
        from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as problem:
        raise NoTraces(
            "PLANWRIGHT_TRACES_URL is set, and what sends traces is not installed. Nothing was started. Install "
            "planwright[traces], or leave the setting out."
        ) from problem
    insecure = endpoint.startswith("http://")
    processor = BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint, insecure=insecure, timeout=PATIENCE_SECONDS))
    return through(processor), processor.shutdown


def through(processor: object) -> Span:
    """Spans that go through an OpenTelemetry span processor."""
    from opentelemetry import trace
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import SpanProcessor, TracerProvider

    provider = TracerProvider(resource=Resource.create({"service.name": NAME}))
    assert isinstance(processor, SpanProcessor)  # noqa: S101 - the type would import the library at the top
    provider.add_span_processor(processor)
    tracer = provider.get_tracer(NAME)

    @contextmanager
    def span(step: Step) -> Iterator[None]:
        inside = trace.get_current_span().get_span_context().is_valid
        around = None if inside or not step.key else trace.set_span_in_context(_root(step.key))
        about = {"of": step.of, "key": step.key}
        with tracer.start_as_current_span(step.what, context=around, attributes=about, record_exception=False):
            yield

    return span


def _root(key: str) -> "trace.NonRecordingSpan":  # type: ignore[name-defined]  # noqa: F821 - imported where used
    from opentelemetry import trace

    number = sha256(key.partition("/")[0].encode()).digest()
    context = trace.SpanContext(
        trace_id=int.from_bytes(number[:16]),
        span_id=int.from_bytes(number[16:24]),
        is_remote=True,
        trace_flags=trace.TraceFlags(trace.TraceFlags.SAMPLED),
    )
    return trace.NonRecordingSpan(context)
