using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;

namespace EdgeTwin.EdgeAgent.Decisions;

/// <summary>
/// An alarm that is about to be raised; the book gives it its number and its place. Span is for the first-out mark, and empty outside a structure;
/// WriteExplanation writes the properties of the explanation into an open object.
/// </summary>
internal readonly record struct AlarmDraft(
    string Key, AlarmClass Class, AlarmSeverity Severity, string Message, string Subject, string Span, Action<Utf8JsonWriter> WriteExplanation);
