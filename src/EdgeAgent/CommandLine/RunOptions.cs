using EdgeTwin.EdgeAgent.Configuration;

namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary>What <c>edgetwin run</c> was asked to do.</summary>
internal sealed record RunOptions
{
    /// <summary>The station file; <see langword="null"/>: the simulated reference station (or the demo station) built into the program.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Folder of the stores, the last good station file and the control socket.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Simulated seconds per real second; <see langword="null"/>: as the station file says.</summary>
    public double? Speed { get; init; }

    /// <summary>Address and port of the page, or <c>off</c>; <see langword="null"/>: as the station file says.</summary>
    public string? Page { get; init; }

    /// <summary>Run the built-in demo station: fast simulated time and a short baseline.</summary>
    public bool Demo { get; init; }

    /// <summary>The page of the station file, or what the command line says instead.</summary>
    public PageConfiguration PageOf(PageConfiguration page) => Page switch
    {
        null => page,
        "off" => page with { Enabled = false },
        var listen => page with { Enabled = true, Listen = listen },
    };
}
