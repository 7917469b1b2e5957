using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.StructuralHealth.Tests.MiniSeed;

/// <summary>Reference files of the format's own library; all of them and every header field are compared by the evaluation, here what stands out in some.</summary>
public sealed class MiniSeedRecordingTests
{
    [RecordingFact]
    public void Read_ExtraHeaders_AreKept()
    {
        var records = Read("reference-testdata-nsec.mseed3");

        Assert.All(records, record => Assert.Contains("\"Model\":\"Acme Corporation GPS3\"", record.ExtraHeadersText(), StringComparison.Ordinal));
    }

    [RecordingFact]
    public void Read_MixedLengthsInMixedOrder_AreOneSeries()
    {
        var trace = MiniSeedTrace.Assemble(Read("testdata-oneseries-mixedlengths-mixedorder.mseed2")).Single();

        Assert.Equal(3952, Assert.Single(trace.Segments).SampleCount);
        Assert.Equal([128, 256, 512, 1024, 2048, 4096, 8192], trace.Segments[0].Records.Select(record => record.Bytes));
    }

    /// <summary>
    /// The reference writer begins each record with a difference of 0, ours with the one to the record before, as SEED 2.4 has it; so only the first is equal.
    /// </summary>
    [RecordingFact]
    public void Write_Steim2OfTheReferenceSignal_IsTheReferenceFilesFirstRecord()
    {
        var reference = Read("reference-testdata-steim2.mseed3");
        var samples = MiniSeedFiles.Integers(reference);
        var options = MiniSeedFiles.Options(rateHz: 40) with { SourceIdentifier = FdsnSourceIdentifier.Parse("FDSN:XX_TEST__B_H_Z") };

        var written = MiniSeedFiles.Read(MiniSeedFiles.Write(options, samples));

        Assert.Equal((reference.Count, reference[0].SampleCount), (written.Count, written[0].SampleCount));
        Assert.Equal(reference[0].Data.ToArray(), written[0].Data.ToArray());
    }

    private static List<MiniSeedRecord> Read(string file) =>
        MiniSeedFiles.Read(File.ReadAllBytes(Path.Combine(RepositoryFiles.Recordings!, "miniseed-samples", file)));
}
