namespace EdgeTwin.EdgeAgent.Analysis.Conversion;

/// <summary>What was written of one channel.</summary>
/// <param name="Channel">Its name in the source, or the CSV column.</param>
/// <param name="SourceIdentifier">Its identifier in miniSEED; empty in CSV.</param>
/// <param name="SampleRateHz">Rate of its first stretch.</param>
/// <param name="Stretches">Stretches without a gap.</param>
/// <param name="Samples">Samples written.</param>
/// <param name="Encoding">Name of the encoding.</param>
/// <param name="Scale">Units per count; 1 where numbers are stored as they are.</param>
/// <param name="LargestRoundingError">Largest change of a sample by rounding to counts or to single precision, in its unit; 0 where every sample is exact.</param>
/// <param name="Int32Records">Records that are 32-bit integers instead of Steim.</param>
/// <param name="Int32Reason">Why the first of them is.</param>
/// <param name="LosesExtraHeaders">Whether the source has extra headers of other programs, which are left out.</param>
/// <param name="Bytes">Bytes written.</param>
internal sealed record ConvertedChannel(
    string Channel, string SourceIdentifier, double SampleRateHz, int Stretches, long Samples, string Encoding, double Scale,
    double LargestRoundingError, long Int32Records, string? Int32Reason, bool LosesExtraHeaders, long Bytes);
