using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.EdgeAgent.Analysis.Conversion;

/// <summary>One channel to be written: its stretches without a gap.</summary>
/// <param name="Name">As the source names it.</param>
/// <param name="Quantity">What it measures.</param>
/// <param name="Unit">Unit of a sample times <paramref name="Scale"/>; empty where not known.</param>
/// <param name="Source">Its identifier where the source has one; else it is made from the name.</param>
/// <param name="SampleType">What the samples are in the source: integers are counts.</param>
/// <param name="Scale">Units per count of the source, 1 where samples are units.</param>
/// <param name="HasExtraHeaders">Whether its records have extra headers of other programs.</param>
/// <param name="Stretches">In the order of time; decoded as they are asked for.</param>
internal sealed record Series(
    string Name, string Quantity, string Unit, FdsnSourceIdentifier? Source, MiniSeedSampleType SampleType, double Scale, bool HasExtraHeaders,
    IEnumerable<Stretch> Stretches);
