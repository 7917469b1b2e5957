using System.Runtime.InteropServices;
using EdgeTwin.DeviceFiles.Chips;
using EdgeTwin.DeviceFiles.Wire;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.DeviceFiles.Files;

/// <summary>Device files that are missing, forbidden, or go away and come back while a driver has them open.</summary>
public sealed partial class DeviceFileLifeTests
{
    private const int Bus = 24;
    private const uint Nobody = 65534;

    public static TheoryData<string> OneOfEachBus => ["sht4x", "adxl355"];

    [Theory]
    [InlineData("sht4x", "dtparam=i2c_arm=on")]
    [InlineData("adxl355", "dtparam=spi=on")]
    public void Start_FileMissing_SaysHowToSwitchTheBusOn(string kind, string advice)
    {
        using var chip = new ChipOnFile(kind, Bus);
        chip.File.Vanish();

        var error = Assert.Throws<SensorException>(chip.Driver.Start);

        Assert.Contains("(ENOENT, error 2)", error.Reason, StringComparison.Ordinal);
        Assert.Contains(advice, error.Advice, StringComparison.Ordinal);
        Assert.Contains(chip.Settings.Location.ToString(), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sht4x", "usermod -aG i2c")]
    [InlineData("adxl355", "usermod -aG spi")]
    public void Start_FileForbidden_SaysWhichGroupIsMissing(string kind, string advice)
    {
        using var chip = new ChipOnFile(kind, Bus);

        var error = AsNobody(() => Assert.Throws<SensorException>(chip.Driver.Start));

        Assert.Contains("(EACCES, error 13)", error.Reason, StringComparison.Ordinal);
        Assert.Contains(advice, error.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OneOfEachBus))]
    public async Task Read_AdapterPulledOut_ThrowsUntilItIsBackAndStartedAgain(string kind)
    {
        using var chip = new ChipOnFile(kind, Bus);
        chip.Driver.Start();
        await chip.ReadUntilSamplesAsync(1);

        chip.File.Vanish();
        var read = await chip.ReadUntilErrorAsync();
        var start = Assert.Throws<SensorException>(chip.Driver.Start);
        chip.File.ComeBack();
        chip.Driver.Start();
        var before = chip.Delivered.Samples;
        await chip.ReadUntilSamplesAsync(before + 1);

        Assert.Contains(chip.Settings.Location.ToString(), read.Message, StringComparison.Ordinal);
        Assert.Contains("ENOENT", start.Reason, StringComparison.Ordinal);
        chip.AssertDeliveredTheTruth();
    }

    [Theory]
    [MemberData(nameof(OneOfEachBus))]
    public async Task Read_AdapterPulledOutDuringATransfer_Throws(string kind)
    {
        using var chip = new ChipOnFile(kind, Bus);
        chip.Driver.Start();
        await chip.ReadUntilSamplesAsync(1);

        chip.FarEnd.Instead = _ =>
        {
            chip.File.Pull();
            return new Answer(0, []);
        };
        var error = await chip.ReadUntilErrorAsync();

        Assert.Contains(chip.Settings.Location.ToString(), error.Message, StringComparison.Ordinal);
        chip.AssertDeliveredTheTruth();
    }

    [Fact]
    public void Stop_FileGone_DoesNotThrow()
    {
        using var chip = new ChipOnFile("adxl355", Bus);
        chip.Driver.Start();
        chip.File.Vanish();

        chip.Driver.Stop();

        Assert.Throws<SensorException>(chip.Driver.Start);
    }

    // The identity that files are opened with belongs to the thread (setfsuid(2)), so the rest of the program stays root.
    private static T AsNobody<T>(Func<T> action)
    {
        var before = SetFileUser(Nobody);
        try
        {
            Assert.Equal(Nobody, (uint)SetFileUser(Nobody));
            return action();
        }
        finally
        {
            _ = SetFileUser((uint)before);
        }
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetFileUser(uint user);
}
