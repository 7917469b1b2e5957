namespace EdgeTwin.SensorDrivers.Discovery;

/// <summary>What a place is, held against the station file.</summary>
public enum PlaceVerdict
{
    /// <summary>The chip of the station file answers.</summary>
    Known,

    /// <summary>A chip that this program reads answers, and the station file has no sensor here.</summary>
    New,

    /// <summary>The station file has a sensor here, and nothing answers.</summary>
    Missing,

    /// <summary>As <see cref="Missing"/>, but a chip of the same kind answers at a place that the station file does not have.</summary>
    Moved,

    /// <summary>Something else answers than the chip of the station file.</summary>
    Conflict,

    /// <summary>Something answers that no kind of the catalog knows.</summary>
    Unknown,

    /// <summary>A driver of the kernel owns the chip, so it was not looked at.</summary>
    InUse,
}

/// <summary>A kind that a chip can be of.</summary>
/// <param name="Name">Name in the station file.</param>
/// <param name="Title">What a person calls it.</param>
/// <param name="Match">How sure it is.</param>
/// <param name="Detail">What was read: "identity AD 1D ED, revision 1".</param>
public sealed record FoundKind(string Name, string Title, IdentityMatch Match, string Detail);

/// <summary>What was found at one place and what a person should do about it.</summary>
public sealed record PlaceFinding
{
    /// <summary>What the place is, held against the station file.</summary>
    public required PlaceVerdict Verdict { get; init; }

    /// <summary>The place; of a sensor that moved, the one in the station file.</summary>
    public required BusLocation Location { get; init; }

    /// <summary>The place in the technician's words.</summary>
    public string Place => Location.ToString();

    /// <summary>The sensor of the station file; empty when it has none here.</summary>
    public string SensorId { get; init; } = "";

    /// <summary>Kind of that sensor; empty when the station file has none here.</summary>
    public string ConfiguredKind { get; init; } = "";

    /// <summary>The kinds that the chip can be of; empty when none knows it or nothing answers.</summary>
    public IReadOnlyList<FoundKind> Kinds { get; init; } = [];

    /// <summary>What is so, in one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What to do next; empty when nothing has to be done.</summary>
    public string WhatToDo { get; init; } = "";

    /// <summary>Where a chip of the same kind answers instead; <see langword="null"/> unless <see cref="PlaceVerdict.Moved"/>.</summary>
    public BusLocation? MovedTo { get; init; }

    /// <summary>What the chip's self test found; <see langword="null"/> when it was not made.</summary>
    public SelfTestReport? SelfTest { get; init; }

    /// <summary>Why the self test that was asked for could not be made; empty otherwise.</summary>
    public string SelfTestProblem { get; init; } = "";

    /// <summary>Whether the station file's sensor here works as configured, or the station file has none here.</summary>
    public bool IsAsConfigured =>
        Verdict is PlaceVerdict.Known or PlaceVerdict.New or PlaceVerdict.Unknown
            ? SelfTest is not { Passed: false } && (SelfTestProblem.Length == 0 || SelfTestProblem == SelfTests.None)
            : Verdict == PlaceVerdict.InUse && SensorId.Length == 0;
}
