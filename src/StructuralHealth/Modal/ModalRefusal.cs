namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>Why a record was not judged.</summary>
public enum ModalRefusalKind
{
    /// <summary>Fewer cycles of the lowest frequency than asked for, or fewer samples than the model needs.</summary>
    TooShort,

    /// <summary>Too many samples missing, or no stretch without a gap that is long enough.</summary>
    TooManyGaps,

    /// <summary>A channel does not move within the band of interest.</summary>
    DeadChannel,

    /// <summary>Channels were not sampled at the same instants.</summary>
    NotSynchronous,
}

/// <summary>A record that was not judged.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Message">The same for a person, with the numbers that decided.</param>
public sealed record ModalRefusal(ModalRefusalKind Kind, string Message);

/// <summary>Carries a refusal up to the public entry point.</summary>
internal sealed class ModalRefusalException(ModalRefusalKind kind, string message) : Exception(message)
{
    public ModalRefusal Refusal { get; } = new(kind, message);
}
