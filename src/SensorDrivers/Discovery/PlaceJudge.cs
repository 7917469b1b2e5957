using EdgeTwin.SensorDrivers.Links;

namespace EdgeTwin.SensorDrivers.Discovery;

/// <summary>Holds what was seen at a place against the station file and says what to do next.</summary>
internal sealed class PlaceJudge(IReadOnlyList<SensorKind> kinds, DriverTrial trial, IReadOnlyDictionary<string, SensorInUse>? agent)
{
    /// <summary>The finding; <see langword="null"/> for a place without a sensor where nothing answers.</summary>
    public PlaceFinding? Judge(BusLocation location, PlaceLook look, SensorSettings? sensor)
    {
        if (sensor is null)
            return Stranger(location, look);
        var finding = new PlaceFinding
        {
            Verdict = PlaceVerdict.Known,
            Location = location,
            SensorId = sensor.SensorId,
            ConfiguredKind = sensor.Kind,
            Kinds = look.Kinds,
            Message = "",
        };
        if (look.Owner.Length > 0)
            return InUse(finding, look.Owner);
        if (agent?.GetValueOrDefault(sensor.SensorId).IsRunning == true)
            return finding with { Message = $"the running agent reads this {sensor.Kind}" };
        return Configured(finding, look, sensor);
    }

    private static PlaceFinding? Stranger(BusLocation location, PlaceLook look)
    {
        var finding = new PlaceFinding { Verdict = PlaceVerdict.New, Location = location, Kinds = look.Kinds, Message = "" };
        if (look.Owner.Length > 0)
            return InUse(finding, look.Owner);
        if (look.Kinds.Count > 0)
        {
            return finding with
            {
                Message = $"{KindWords.Either(look.Kinds)} answers ({look.Kinds[0].Detail}); the station file has no sensor here",
                WhatToDo = "Add it to the station file if it shall measure",
            };
        }

        return look.Answers
            ? finding with
            {
                Verdict = PlaceVerdict.Unknown,
                Message = "something answers that no kind of this program knows",
                WhatToDo = "Look what is wired here; a clock, a display or a memory may stay, as long as no sensor needs its place",
            }
            : null;
    }

    private static PlaceFinding InUse(PlaceFinding finding, string owner) => finding with
    {
        Verdict = PlaceVerdict.InUse,
        Message = $"a driver of the kernel owns the chip ({owner}), so it was not looked at",
        WhatToDo = finding.SensorId.Length == 0
            ? ""
            : "Remove the overlay that binds the kernel's driver, or read the chip through it: an IIO or 1-Wire sensor in the station file",
    };

    private PlaceFinding Configured(PlaceFinding finding, PlaceLook look, SensorSettings sensor)
    {
        if (look.Kinds.FirstOrDefault(kind => kind.Name == sensor.Kind) is { } own)
        {
            return finding with
            {
                Message = own.Match == IdentityMatch.Yes ? $"answers as configured ({own.Detail})" : $"answers as this kind would ({own.Detail}); it cannot prove it",
            };
        }

        if (look.Kinds is [{ Match: IdentityMatch.Yes } other, ..])
        {
            return finding with
            {
                Verdict = PlaceVerdict.Conflict,
                Message = $"{KindWords.Either(look.Kinds)} answers here, not {KindWords.One(sensor.Kind)} ({other.Detail})",
                WhatToDo = $"Wire the {sensor.Kind} here, or write \"kind\": \"{other.Name}\" for {sensor.SensorId} in the station file",
            };
        }

        if (agent is not null)
            return BesideAgent(finding, look, agent.GetValueOrDefault(sensor.SensorId).Failure);
        var kind = kinds.First(kind => kind.Name == sensor.Kind);
        return look.Answers && kind.I2cAddresses.Contains(sensor.Location.Address) && sensor.Location.Type == BusType.I2c
            ? WrongIdentity(finding, sensor)
            : Tried(finding, look, trial.Run(kind, sensor));
    }

    private static PlaceFinding BesideAgent(PlaceFinding finding, PlaceLook look, SensorException? failure) => failure is not null
        ? Tried(finding, look, failure)
        : finding with
        {
            Verdict = PlaceVerdict.Missing,
            Message = "the running agent gets nothing from it yet",
            WhatToDo = "Scan again in a few seconds",
        };

    private static PlaceFinding WrongIdentity(PlaceFinding finding, SensorSettings sensor) => finding with
    {
        Verdict = PlaceVerdict.Conflict,
        Message = $"something answers, but not as {KindWords.One(sensor.Kind)} does, and no other kind knows it",
        WhatToDo = "Check which chip is wired here, and that no other chip has the same address",
    };

    private static PlaceFinding Tried(PlaceFinding finding, PlaceLook look, SensorException? failure)
    {
        if (failure is null)
            return finding with { Message = "has no identity that could be read, but starts and takes its settings" };
        // A transfer that worked brought an answer, unless it was that of an empty connector.
        var isAnswer = failure.InnerException is null && finding.Location.Type is BusType.I2c or BusType.Spi && !WrongAnswer.IsSilence(failure);
        return finding with
        {
            Verdict = look.Answers || isAnswer ? PlaceVerdict.Conflict : PlaceVerdict.Missing,
            Message = $"{failure.Operation} failed: {failure.Reason}",
            WhatToDo = failure.Advice,
        };
    }
}
