using System.Security.Cryptography;
using System.Text;
using EdgeTwin.EdgeAgent.Configuration;

namespace EdgeTwin.EdgeAgent.Tests.Configuration;

public sealed class ConfigurationStoreTests
{
    private readonly string _state = Path.Combine(RepositoryFiles.TemporaryFolder("configuration"), "state");
    private readonly string _file = Path.Combine(RepositoryFiles.TemporaryFolder("configuration"), "station.json");

    private string LastGood => Path.Combine(_state, ConfigurationStore.LastGoodName);

    private string Rejected => Path.Combine(_state, ConfigurationStore.RejectedName);

    private static string OtherValid => StationText.With("\"seconds\": 60", "\"seconds\": 30");

    private static string Invalid => StationText.With("\"seconds\": 60", "\"seconds\": -1");

    [Fact]
    public void Open_ValidFile_IsInForceAndKeptAsLastGood()
    {
        File.WriteAllText(_file, StationText.Valid);

        var store = ConfigurationStore.Open(_file, _state);

        Assert.Equal(ConfigurationOrigin.StationFile, store.Current!.Origin);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(StationText.Valid))), store.Current.Sha256);
        Assert.Equal(StationText.Valid, File.ReadAllText(LastGood));
        Assert.Equal([LastGood], Directory.GetFiles(_state));
        Assert.Empty(store.LastErrors);
        Assert.Null(store.CopyProblem);
    }

    [Fact]
    public void Open_InvalidFile_RunsOnTheLastGoodAndKeepsTheDraft()
    {
        File.WriteAllText(_file, StationText.Valid);
        ConfigurationStore.Open(_file, _state);
        File.WriteAllText(_file, Invalid);

        var store = ConfigurationStore.Open(_file, _state);

        Assert.Equal(ConfigurationOrigin.LastGood, store.Current!.Origin);
        Assert.Equal(60, store.Current.Configuration.Windows.Seconds);
        Assert.Equal("windows.seconds", Assert.Single(store.LastErrors).Path);
        Assert.Equal(Invalid, File.ReadAllText(Rejected));
        Assert.Equal(StationText.Valid, File.ReadAllText(LastGood));
    }

    [Fact]
    public void Open_InvalidFileAndNoLastGood_HasNothingInForce()
    {
        File.WriteAllText(_file, Invalid);

        var store = ConfigurationStore.Open(_file, _state);

        Assert.Null(store.Current);
        Assert.Single(store.LastErrors);
    }

    [Fact]
    public void Open_LastGoodIsDamagedToo_HasNothingInForceAndSaysWhy()
    {
        Directory.CreateDirectory(_state);
        File.WriteAllText(LastGood, StationText.Valid[..100]);
        File.WriteAllText(_file, Invalid);

        var store = ConfigurationStore.Open(_file, _state);

        Assert.Null(store.Current);
        Assert.Contains("is not valid either", store.CopyProblem, StringComparison.Ordinal);
    }

    [Fact]
    public void Reload_ValidChange_IsAppliedAndForgetsTheRejectedDraft()
    {
        File.WriteAllText(_file, StationText.Valid);
        var store = ConfigurationStore.Open(_file, _state);
        File.WriteAllText(_file, Invalid);
        store.Reload();
        File.WriteAllText(_file, OtherValid);

        var result = store.Reload();

        Assert.Equal(ReloadOutcome.Applied, result.Outcome);
        Assert.Equal(30, store.Current!.Configuration.Windows.Seconds);
        Assert.Equal(OtherValid, File.ReadAllText(LastGood));
        Assert.False(File.Exists(Rejected));
    }

    [Fact]
    public void Reload_InvalidChange_IsRejectedAndChangesNothing()
    {
        File.WriteAllText(_file, StationText.Valid);
        var store = ConfigurationStore.Open(_file, _state);
        var before = store.Current;
        File.WriteAllText(_file, Invalid);

        var result = store.Reload();

        Assert.Equal(ReloadOutcome.Rejected, result.Outcome);
        Assert.Equal(result.Errors, store.LastErrors);
        Assert.Same(before, store.Current);
        Assert.Equal(StationText.Valid, File.ReadAllText(LastGood));
    }

    [Fact]
    public void Reload_FileRemoved_IsRejectedAndChangesNothing()
    {
        File.WriteAllText(_file, StationText.Valid);
        var store = ConfigurationStore.Open(_file, _state);
        File.Delete(_file);

        Assert.Equal(ReloadOutcome.Rejected, store.Reload().Outcome);
        Assert.NotNull(store.Current);
        Assert.False(File.Exists(Rejected));
    }

    [Fact]
    public void Reload_SameBytes_IsUnchangedAndWritesNothing()
    {
        File.WriteAllText(_file, StationText.Valid);
        var store = ConfigurationStore.Open(_file, _state);
        var old = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(LastGood, old);

        Assert.Equal(ReloadOutcome.Unchanged, store.Reload().Outcome);
        Assert.Equal(old, File.GetLastWriteTimeUtc(LastGood));
    }

    [Fact]
    public void Open_StateDirectoryCannotBeUsed_RunsAndSaysSo()
    {
        File.WriteAllText(_file, StationText.Valid);
        File.WriteAllText(_state, "a file where the directory should be");

        var store = ConfigurationStore.Open(_file, _state);

        Assert.NotNull(store.Current);
        Assert.Contains("could not be kept", store.CopyProblem, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenBuiltIn_Station_IsNeverKeptAsLastGood()
    {
        var store = ConfigurationStore.OpenBuiltIn(Encoding.UTF8.GetBytes(StationText.Valid), _state);

        Assert.Equal(ConfigurationOrigin.BuiltIn, store.Current!.Origin);
        Assert.Equal(ReloadOutcome.Unchanged, store.Reload().Outcome);
        Assert.False(Directory.Exists(_state));
    }

    [Fact]
    public void ResolveFile_RelativePath_IsTakenFromTheFolderOfTheStationFile()
    {
        File.WriteAllText(_file, StationText.Valid);
        var store = ConfigurationStore.Open(_file, _state);

        Assert.Equal(Path.Combine(Path.GetDirectoryName(_file)!, "broker-password"), store.ResolveFile("broker-password"));
        Assert.Equal("/etc/edgetwin/ca.pem", store.ResolveFile("/etc/edgetwin/ca.pem"));
    }
}
