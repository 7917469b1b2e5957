using EdgeTwin.SensorDrivers.Recordings;

namespace EdgeTwin.SensorDrivers.Tests.Recordings;

public sealed class RecordingErrorTests
{
    [Theory]
    [InlineData("", "line 1", "the file is empty")]
    [InlineData("\n", "line 1 column 1", "the first column is \"\"")]
    [InlineData("0,1\n0.1,2\n", "line 1", "there is no header")]
    [InlineData("date,acc_01_g\n0,1\n", "line 1 column 1", "the first column is \"date\"")]
    [InlineData("time_s;acc_01_g\n0;1\n", "line 1", "not separated by commas")]
    [InlineData("time_s\n0\n1\n", "line 1", "no column beside the time")]
    [InlineData("time_s,acc_01_g,\n0,1,2\n", "line 1 column 3", "the column has no name")]
    [InlineData("time_s,acc_01_g,acc_02_g,acc_01_g\n0,1,2,3\n", "line 1 column 4", "stands already in column 2")]
    [InlineData("time_s,acc_01_g\n", "line 1", "there are no rows")]
    [InlineData("time_s,acc_01_g\n0,1\n", "line 2", "no second row")]
    [InlineData("time_s,acc_01_g\n0,1\n0.1,2,3\n", "line 3", "the row has 3 cells, the header 2")]
    [InlineData("time_s,acc_01_g,acc_02_g\n0,1,2\n0.1,2\n", "line 3", "the row has 2 cells, the header 3")]
    [InlineData("time_s,acc_01_g\n0,1\n0.1,1.5V\n", "line 3 column 2 (acc_01_g)", "\"1.5V\" is not a number")]
    [InlineData("time_s,acc_01_g\n0,1\n0.1,1e99\n", "line 3 column 2 (acc_01_g)", "\"1e99\" is not a number")]
    [InlineData("time_s,acc_01_g\n0,1\n0:01,1\n", "line 3 column 1 (time_s)", "\"0:01\" is not a time")]
    [InlineData("timestamp,acc_01_g\n2026-02-30T10:00:00Z,1\n", "line 2 column 1 (timestamp)", "is not a time stamp")]
    [InlineData("timestamp,acc_01_g\n2026-02-03T10:00:00Z,1\n2026-02-03T10:00:01,1\n", "line 3 column 1", "some stamps name a zone")]
    [InlineData("time_s,acc_01_g\n0,1\n0.1,2\n0.05,3\n", "line 4 column 1", "the time goes back by 0.05 s")]
    [InlineData("time_s,acc_01_g\n0,1\n0.1,2\n0.1,3\n", "line 4 column 1", "the same as in the row before")]
    [InlineData("time_s,acc_01_g\n0,1\n\n0.1,3\n", "line 4", "line 3 is blank")]
    [InlineData("time_s,acc_01_g\n0,1\n0.1,12.3", "line 3", "ends in the middle of this line")]
    public void Read_DamagedTable_NamesPlaceAndReason(string text, string place, string reason)
    {
        using var file = new RecordingFile(text);

        var error = file.ReadToError();

        Assert.StartsWith($"recording table.csv {place}", error.Device, StringComparison.Ordinal);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(error.Advice);
        Assert.False(error.IsTransient);
    }

    [Theory]
    [InlineData(0.01, 0.02, "line 5034")]
    [InlineData(0.02, 0.005, "line 5003")]
    public void Read_RateChangesLate_NamesTheRowWhereItIsSeen(double firstStep, double secondStep, string place)
    {
        var rows = Enumerable.Range(0, 6000).Select(i => i <= 5000 ? i * firstStep : (5000 * firstStep) + ((i - 5000) * secondStep));
        using var file = new RecordingFile("time_s,acc_01_g\n" + string.Concat(rows.Select(t => FormattableString.Invariant($"{t:0.###},1\n"))));

        var error = file.ReadToError();

        Assert.Contains(place, error.Device, StringComparison.Ordinal);
        Assert.Contains("Split the file where the sample rate changes", error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoCommonRate_SaysSo()
    {
        using var file = new RecordingFile("time_s,acc_01_g\n0,1\n0.1,2\n0.2,3\n0.7,4\n0.71,5\n1.9,6\n");

        Assert.Contains("no common sample rate", file.ReadToError().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AbsentFile_SaysSo()
    {
        var error = Assert.Throws<SensorException>(() => RecordingReader.Open("/nonexistent/table.csv"));

        Assert.Contains("does not exist", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_Folder_SaysSo()
    {
        var error = Assert.Throws<SensorException>(() => RecordingReader.Open(Path.GetTempPath()));

        Assert.Contains("may not be read", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EndlessLine_IsRefused()
    {
        using var file = new RecordingFile("time_s,acc_01_g\n0,1\n" + new string('1', RecordingLines.LineBytesMax + 1));

        Assert.Contains("longer than 256 kB", file.ReadToError().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CompressedFileCutOff_NeverEndsWithoutError()
    {
        var whole = File.ReadAllBytes(RecordingFile.Golden("elapsed.csv.gz"));
        using var file = new RecordingFile(whole[..(whole.Length / 2)]);

        Assert.NotEmpty(file.ReadToError().Advice);
    }

    [Fact]
    public void Read_CompressedFileDamaged_IsAnError()
    {
        var whole = File.ReadAllBytes(RecordingFile.Golden("elapsed.csv.gz"));
        for (var i = whole.Length / 2; i < (whole.Length / 2) + 40; i++)
            whole[i] ^= 0x5A;
        using var file = new RecordingFile(whole);

        Assert.NotEmpty(file.ReadToError().Advice);
    }
}
