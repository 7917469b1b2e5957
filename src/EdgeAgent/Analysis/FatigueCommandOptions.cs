using System.CommandLine;
using EdgeTwin.EdgeAgent.Analysis.Files;
using EdgeTwin.StructuralHealth.Fatigue;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary>Options of <c>edgetwin analyze fatigue</c>.</summary>
internal sealed class FatigueCommandOptions
{
    private readonly Option<string?> _detail = new("--detail")
    {
        Description = "Detail category of EN 1993-1-9: 160 to 36, 36* 45* 50* for the raised alternative, \"shear 100\" or \"shear 80\". Without it only cycles are counted.",
        HelpName = "CATEGORY",
    };

    private readonly Option<double?> _modulus = AnalysisOptions.Number("--modulus", "MPA", "Modulus of elasticity for strain. Default: 210000 (steel).", 1, 1e7);
    private readonly Option<double?> _gaugeFactor = AnalysisOptions.Number("--stress-factor", "FACTOR", "From the stress at the gauge to the nominal stress of the detail. Default: 1.", 0.05, 20);
    private readonly Option<double?> _gate = AnalysisOptions.Number("--gate", "RANGE", "Ranges up to this are noise, in the channel's unit. Default: 0.", 0, 1e9);
    private readonly Option<double?> _loads = AnalysisOptions.Number("--load-factor", "FACTOR", "Partial factor gamma Ff of the loads. Default: 1.", 0.5, 3);
    private readonly Option<double?> _strength = AnalysisOptions.Number(
        "--strength-factor", "FACTOR", "Partial factor gamma Mf of the strength, table 3.1. Default: 1.35 (safe life, high consequence).", 0.5, 3);
    private readonly Option<double?> _size = AnalysisOptions.Number(
        "--size-factor", "FACTOR", "Size factor k_s of the detail, where the standard's tables have one. Default: 1.", 0.1, 1);
    private readonly Option<double?> _yield = AnalysisOptions.Number(
        "--yield", "MPA", "Yield strength: ranges above 1.5 times it (over the square root of 3 for shear) have no life. Default: 235.", 100, 1500);
    private readonly Option<double?> _bridgedGap = AnalysisOptions.Number(
        "--bridged-gap", "SAMPLES", "Longest gap over which the history goes on; after a longer one it begins anew. Default: every gap is bridged.", 0, 1e15);
    private readonly Option<bool> _relieved = new("--stress-relieved")
    {
        Description = "Non-welded or stress-relieved detail: compression counts 60 %. The channel's zero must be the stress-free state.",
    };

    public Option<string[]> Channels { get; } = AnalysisOptions.Channels();

    public IEnumerable<Option> All => [Channels, _detail, _modulus, _gaugeFactor, _gate, _loads, _strength, _size, _yield, _bridgedGap, _relieved];

    public DetailCategory? Detail(AnalysisRun run)
    {
        try
        {
            return run.Get(_detail) is { } name ? DetailCategory.Parse(name) : null;
        }
        catch (ArgumentException exception)
        {
            throw new AnalysisException($"--detail: {Refusals.Words(exception)}", exception);
        }
    }

    public PartialFactors Factors(AnalysisRun run) =>
        new(run.Get(_loads) ?? 1, run.Get(_strength) ?? PartialFactors.Recommended(isSafeLife: true, isHighConsequence: true).Strength);

    public double SizeFactor(AnalysisRun run) => run.Get(_size) ?? 1;

    public double YieldMPa(AnalysisRun run) => run.Get(_yield) ?? 235;

    public FatigueHistory NewHistory(AnalysisRun run, AnalysisChannel channel, DetailCategory? detail)
    {
        // Refuses a channel that is neither strain nor stress with the way to name it.
        var isStrain = channel.Quantity == "strain";
        channel.In(isStrain ? "ue" : "MPa");
        if (channel.Unit is not ("ue" or "MPa"))
            throw new AnalysisException($"channel {channel.Name}: its unit is {channel.Unit}, and ue or MPa is needed.");
        var stress = new StressOptions
        {
            MPaPerUnit = isStrain ? (run.Get(_modulus) ?? 210_000) * 1e-6 : 1,
            GaugeFactor = run.Get(_gaugeFactor) ?? 1,
            IsStressRelieved = run.Get(_relieved),
        };
        var rainflow = new RainflowOptions { Gate = run.Get(_gate) ?? 0, BridgedGapSamples = run.Get(_bridgedGap) is { } gap ? (long)gap : long.MaxValue };
        return new FatigueHistory(channel.Name, channel.Unit, rainflow, stress, detail);
    }
}
