using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Decisions;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Models;
using EdgeTwin.EdgeAgent.Store;
using EdgeTwin.EdgeAgent.Tests.Store;
using NSubstitute;

namespace EdgeTwin.EdgeAgent.Tests.Decisions;

public sealed class AlarmBookTests
{
    private const string Strain = "strain-1.strain/range";
    private const string Mode = "span-1/mode-1-frequency";

    private static readonly RuleConfiguration StrainRule =
        new() { Id = "strain-high", Feature = Strain, Above = 200, Hysteresis = 10, PersistenceWindows = 2, Severity = AlarmSeverity.Critical };

    private readonly IBaselineExpectation _baseline = Substitute.For<IBaselineExpectation>();
    private int _window;

    [Fact]
    public void Evaluate_AboveForPersistenceWindows_RaisesOnceWithNumberAndExplanation()
    {
        var book = Book(StrainRule);
        Assert.Empty(Evaluate(book, strain: 210));
        var change = Assert.Single(Evaluate(book, strain: 212));
        Assert.Empty(Evaluate(book, strain: 212));

        Assert.Equal(("A-000001", AlarmState.UnacknowledgedActive, AlarmState.Normal), (change.Alarm.Id, change.Alarm.State, change.Previous));
        Assert.Equal("Range of strain at midspan is 212 ue, above the limit of 200 ue.", change.Alarm.Message);
        Assert.Equal("girder", change.Alarm.Subject);
        Assert.Equal(AlarmSeverity.Critical, change.Alarm.Severity);
        var explanation = change.Alarm.Explanation;
        Assert.Equal(200, explanation.GetProperty("rule").GetProperty("above").GetDouble());
        Assert.Equal(212, explanation.GetProperty("value").GetDouble());
        Assert.Equal(12.5, explanation.GetProperty("temperatureC").GetDouble());
        Assert.True(explanation.GetProperty("firstOut").GetBoolean());
        Assert.NotEqual("", explanation.GetProperty("softwareVersion").GetString());
    }

    [Fact]
    public void Evaluate_NothingChanges_GivesTheSharedEmptyList()
    {
        var book = Book(StrainRule);
        Evaluate(book, strain: 40);
        Assert.Same(Evaluate(book, strain: 40), Evaluate(book, strain: 40));
    }

    [Fact]
    public void Evaluate_NothingChanges_AllocatesNothing()
    {
        var book = Book(StrainRule, new RuleConfiguration { Id = "low", Feature = Mode, Below = 3.2 });
        var (frame, score) = (Frame(), Score(0.5));
        for (var i = 0; i < 3; i++)
            book.Evaluate(frame, score, _baseline);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            book.Evaluate(frame, score, _baseline);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Evaluate_WithinHysteresis_DoesNotReturn()
    {
        var book = Raised();
        Assert.Empty(Evaluate(book, strain: 191));
        Assert.Empty(Evaluate(book, strain: 191));
        Assert.Empty(Evaluate(book, strain: 190));
        Assert.Empty(Evaluate(book, strain: 195));
        Assert.Empty(Evaluate(book, strain: 190));
        var change = Assert.Single(Evaluate(book, strain: 190));
        Assert.Equal(AlarmState.UnacknowledgedReturned, change.Alarm.State);
        Assert.NotNull(change.Alarm.ReturnedUtcNs);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("incomplete")]
    [InlineData("faulty")]
    public void Evaluate_ValueCannotBeTrusted_NeitherRaisesNorClearsNorResets(string how)
    {
        var book = Book(StrainRule);
        Assert.Empty(Evaluate(book, strain: 210));
        for (var i = 0; i < 5; i++)
            Assert.DoesNotContain(book.Evaluate(Doubtful(how, strain: 210), null, _baseline), Structural);
        Assert.Single(Evaluate(book, strain: 210), Structural);

        Assert.DoesNotContain(Evaluate(book, strain: 40), Structural);
        for (var i = 0; i < 5; i++)
            Assert.DoesNotContain(book.Evaluate(Doubtful(how, strain: 40), null, _baseline), Structural);
        Assert.Single(Evaluate(book, strain: 40), Structural);
    }

    [Fact]
    public void Evaluate_DropWithoutBaseline_IsSilentAndSpeaksWithOne()
    {
        var book = Book(new RuleConfiguration { Id = "drop", Feature = Mode, DropPercent = 5, Hysteresis = 1 });
        Assert.Empty(Evaluate(book, frequency: 3.0));
        _baseline.Expected(Mode, 12.5, 0.02).Returns(3.52);
        Assert.Empty(Evaluate(book, frequency: 3.36));
        var change = Assert.Single(Evaluate(book, frequency: 3.31));
        Assert.Equal("Frequency of mode 1 of span-1 is 3.31 Hz, 5.966 % below the 3.52 Hz expected at 12.5 degC (limit 5 %).", change.Alarm.Message);
        Assert.Equal(3.344, change.Alarm.Explanation.GetProperty("limit").GetDouble(), 9);

        _baseline.Expected(Mode, 12.5, 0.02).Returns((double?)null);
        Assert.Empty(Evaluate(book, frequency: 3.52));
        _baseline.Expected(Mode, 12.5, 0.02).Returns(3.52);
        Assert.Empty(Evaluate(book, frequency: 3.36));
        Assert.Single(Evaluate(book, frequency: 3.39));
    }

    [Fact]
    public void Evaluate_Below_RaisesUnderTheLimit()
    {
        var book = Book(new RuleConfiguration { Id = "low", Feature = Mode, Below = 3.2, Hysteresis = 0.1 });
        Assert.Empty(Evaluate(book, frequency: 3.2));
        Assert.Single(Evaluate(book, frequency: 3.19));
        Assert.Empty(Evaluate(book, frequency: 3.29));
        Assert.Single(Evaluate(book, frequency: 3.31));
    }

    [Fact]
    public void EvaluateModel_IndexAboveOneLongEnough_NamesTheTopContributors()
    {
        var book = Book();
        for (var i = 0; i < 4; i++)
            Assert.Empty(book.Evaluate(Frame(), Score(2), _baseline));
        var alarm = Assert.Single(book.Evaluate(Frame(), Score(2), _baseline)).Alarm;

        Assert.Equal(AlarmClass.Attention, alarm.Class);
        Assert.Equal(AlarmSeverity.Warning, alarm.Severity);
        Assert.Equal(
            "Unusual: frequency of mode 1 of span-1 (3.31 Hz, expected 3.52 Hz) and range of strain at midspan (60 ue, expected 42 ue).", alarm.Message);
        Assert.Equal("span-1", alarm.Subject);
        var parts = alarm.Explanation.GetProperty("contributions").EnumerateArray().Sum(part => part.GetProperty("contribution").GetDouble());
        Assert.Equal(alarm.Explanation.GetProperty("score").GetDouble(), parts + alarm.Explanation.GetProperty("otherContributions").GetDouble(), 9);
        Assert.Equal("ab12", alarm.Explanation.GetProperty("model").GetString());

        for (var i = 0; i < 4; i++)
            Assert.Empty(book.Evaluate(Frame(), Score(0.9), _baseline));
        Assert.Equal(AlarmState.UnacknowledgedReturned, Assert.Single(book.Evaluate(Frame(), Score(0.9), _baseline)).Alarm.State);
    }

    [Fact]
    public void Evaluate_WhateverTheModelSays_LimitsDecideTheSame()
    {
        var random = new Random(7);
        var rule = StrainRule with { Id = ModelWatch.Key };
        var (alone, together) = (Book(rule), Book(rule));
        var changes = 0;
        for (var i = 0; i < 2000; i++)
        {
            var frame = Frame(strain: 150 + (random.NextDouble() * 100));
            var index = random.Next(6) switch { 0 => double.NaN, 1 => double.PositiveInfinity, 2 => double.NegativeInfinity, var n => n - 2.5 };
            var expected = alone.Evaluate(frame, null, _baseline);
            var got = together.Evaluate(frame, Score(index), _baseline).Where(change => Structural(change)).ToArray();
            Assert.Equal(expected.Select(change => (change.Alarm.State, change.UtcNs)), got.Select(change => (change.Alarm.State, change.UtcNs)));
            changes += expected.Count;
        }

        Assert.True(changes > 50, $"only {changes} changes");
    }

    [Fact]
    public void Explain_FromTheRecordAlone_TellsRuleValueAndSteps()
    {
        var book = Raised();
        var alarm = Assert.Single(book.Open);
        var text = AlarmExplainer.Explain(alarm,
        [
            new AlarmStep(alarm.Id, AlarmState.UnacknowledgedActive, AlarmState.AcknowledgedActive, alarm.Severity, SampleWindows.FirstStartUtcNs + 300_000_000_000, "Ada", null),
            new AlarmStep(alarm.Id, AlarmState.Normal, AlarmState.UnacknowledgedActive, alarm.Severity, alarm.RaisedUtcNs, null, null),
        ]);
        Assert.Contains("A-000001  critical (structural), unacknowledged active", text, StringComparison.Ordinal);
        Assert.Contains("Rule:         strain-high: above 200 ue, for 2 window(s) in a row, hysteresis 10 ue", text, StringComparison.Ordinal);
        Assert.Contains("Measured:     Range of strain at midspan (strain-1.strain/range) = 210 ue", text, StringComparison.Ordinal);
        Assert.Contains("2026-01-01T00:02:00.000Z  normal -> unacknowledged active\n", text, StringComparison.Ordinal);
        Assert.EndsWith("2026-01-01T00:05:00.000Z  unacknowledged active -> acknowledged active, acknowledged by Ada\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_OfAttention_ListsContributionsWithShares()
    {
        var book = Book();
        for (var i = 0; i < 5; i++)
            book.Evaluate(Frame(), Score(2), _baseline);
        var text = AlarmExplainer.Explain(Assert.Single(book.Open), []);
        Assert.Contains("70 %  Frequency of mode 1 of span-1: 3.31 Hz, expected 3.52 Hz", text, StringComparison.Ordinal);
        Assert.Contains("2 times the threshold of 10", text, StringComparison.Ordinal);
    }

    [Fact]
    public void EvaluateModel_UnusualOnlyThroughAFaultyChannel_StaysSilent()
    {
        var book = Book();
        var faulty = new ModelScore("ab12", 40, 4, [new FeatureContribution(Strain, 9000, 42, 39), new FeatureContribution(Mode, 3.5, 3.52, 1)]);
        for (var i = 0; i < 20; i++)
            Assert.DoesNotContain(book.Evaluate(Doubtful("faulty", strain: 9000), faulty, _baseline), change => change.Alarm.Class is AlarmClass.Attention);
    }

    [Fact]
    public void Evaluate_SensorFault_RaisesSensorAlarmAndNoOther()
    {
        var book = Book(StrainRule);
        var change = Assert.Single(book.Evaluate(Doubtful("faulty", strain: 9000), null, _baseline));
        Assert.Equal((AlarmClass.Sensor, "sensor:strain-1", "strain-1"), (change.Alarm.Class, change.Alarm.Key, change.Alarm.Subject));
        Assert.Contains("look at the cable", change.Alarm.Message, StringComparison.Ordinal);

        for (var i = 0; i < 10; i++)
            Assert.Empty(book.Evaluate(Doubtful("faulty", strain: 9000), null, _baseline));
        Assert.Empty(Evaluate(book));
        Assert.Equal(AlarmState.UnacknowledgedReturned, Assert.Single(Evaluate(book)).Alarm.State);
    }

    [Fact]
    public void Acknowledge_ActiveThenReturned_EndsNormal()
    {
        var book = Raised();
        var acknowledged = book.Acknowledge("A-000001", "Ada", 77)!;
        Assert.Equal((AlarmState.AcknowledgedActive, "Ada", 77L), (acknowledged.Alarm.State, acknowledged.Alarm.AcknowledgedBy, acknowledged.Alarm.AcknowledgedUtcNs));
        Assert.Null(book.Acknowledge("A-000001", "Ada", 78));
        Assert.Null(book.Acknowledge("A-000002", "Ada", 78));

        Evaluate(book, strain: 40);
        Assert.Equal(AlarmState.Normal, Assert.Single(Evaluate(book, strain: 40)).Alarm.State);
        Assert.Empty(book.Open);
    }

    [Fact]
    public void Evaluate_ComesBackUnacknowledged_IsTheSameAlarmAgain()
    {
        var book = Raised();
        Evaluate(book, strain: 40);
        Evaluate(book, strain: 40);
        Evaluate(book, strain: 300);
        var again = Assert.Single(Evaluate(book, strain: 300));
        Assert.Equal(("A-000001", AlarmState.UnacknowledgedActive, AlarmState.UnacknowledgedReturned), (again.Alarm.Id, again.Alarm.State, again.Previous));
        Assert.Equal(2, again.Alarm.Explanation.GetProperty("occurrence").GetInt32());
        Assert.Null(again.Alarm.ReturnedUtcNs);
    }

    [Fact]
    public void Shelve_ComesBackByTheTimeOfTheData()
    {
        var book = Raised();
        Assert.Equal(AlarmState.Shelved, book.Shelve("A-000001", "Ada", TimeSpan.FromMinutes(3), 1)!.Alarm.State);
        Assert.Empty(Evaluate(book, strain: 300));
        Assert.Empty(book.Evaluate(Later(Frame(strain: 300), years: 10), null, _baseline));
        var back = Assert.Single(Evaluate(book, strain: 300));
        Assert.Equal((AlarmState.UnacknowledgedActive, AlarmState.Shelved), (back.Alarm.State, back.Previous));
    }

    [Fact]
    public void Restart_InTheMiddle_ForgetsNothing()
    {
        var first = Book(StrainRule, new RuleConfiguration { Id = "low", Feature = Mode, Below = 3.2, PersistenceWindows = 3 });
        Evaluate(first, strain: 300);
        Evaluate(first, strain: 300, frequency: 3);
        Evaluate(first, strain: 300, frequency: 3);

        var second = new AlarmBook(new AlarmBookOptions
        {
            Rules = [StrainRule, new RuleConfiguration { Id = "low", Feature = Mode, Below = 3.2, PersistenceWindows = 3 }],
            OpenAlarms = first.Open,
            LastAlarmNumber = 1,
            SavedState = first.TakeChangedState(),
        });
        Assert.Null(first.TakeChangedState());
        var change = Assert.Single(Evaluate(second, strain: 300, frequency: 3));
        Assert.Equal(("A-000002", "low"), (change.Alarm.Id, change.Alarm.Key));
        Assert.False(change.Alarm.Explanation.GetProperty("firstOut").GetBoolean());
        Assert.Equal("A-000001", change.Alarm.Explanation.GetProperty("after").GetString());
    }

    [Fact]
    public void ReplaceRules_WithoutTheRule_ReturnsItsAlarm()
    {
        var book = Raised();
        book.ReplaceRules([]);
        Assert.Equal(AlarmState.UnacknowledgedReturned, Assert.Single(Evaluate(book, strain: 300)).Alarm.State);
    }

    [Fact]
    public void Raise_StationAlarm_OnceUntilItReturns()
    {
        var book = Book();
        var raised = book.Raise("store", AlarmSeverity.Warning, "station", "The store was damaged.", default, 5)!;
        Assert.Equal((AlarmClass.Station, "station:store"), (raised.Alarm.Class, raised.Alarm.Key));
        Assert.Null(book.Raise("store", AlarmSeverity.Warning, "station", "The store was damaged.", default, 6));
        Assert.Equal(AlarmState.UnacknowledgedReturned, book.Return("store", 7)!.Alarm.State);
        Assert.Null(book.Return("store", 8));
    }

    [Fact]
    public void Evaluate_OneOfTwoSensorsOfAModeIsBroken_StillJudgesTheMode()
    {
        var book = Book(new RuleConfiguration { Id = "low", Feature = Mode, Below = 3.2 });
        var frame = Frame(frequency: 3);
        frame.Completeness[2] = 0.5f;
        Assert.Single(book.Evaluate(frame, null, _baseline));
    }

    [Theory]
    [InlineData("range", 210, true)]
    [InlineData("max", 210, true)]
    [InlineData("std", 210, true)]
    [InlineData("range", 150, false)]
    [InlineData("mean", 210, false)]
    [InlineData("kurtosis", 210, false)]
    public void Evaluate_ClippedAboveALimit_RaisesWhereTheTruthCanOnlyBeLarger(string quantity, double value, bool raises)
    {
        var book = Book(StrainRule with { PersistenceWindows = 1 });
        var changes = book.Evaluate(BeyondRange(value, quantity), null, _baseline);

        Assert.Equal(raises, changes.Any(Structural));
    }

    [Fact]
    public void Evaluate_ClippedMinimumBelowALimit_RaisesAndSaysThatTheTruthIsFurtherOut()
    {
        var book = Book(new RuleConfiguration { Id = "low", Feature = Strain, Below = -100, PersistenceWindows = 1 });

        var alarm = Assert.Single(book.Evaluate(BeyondRange(-500, "min"), null, _baseline), Structural).Alarm;

        Assert.Contains("is -500 ue or lower, below the limit of -100 ue", alarm.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_ClippedWithinTheLimit_NeitherRaisesNorReturns()
    {
        var book = Raised();
        for (var i = 0; i < 5; i++)
            Assert.DoesNotContain(book.Evaluate(BeyondRange(40, "range"), null, _baseline), Structural);
    }

    private static bool Structural(AlarmChange change) => change.Alarm.Class is AlarmClass.Structural;

    private static AlarmBook Book(params RuleConfiguration[] rules) => new(new AlarmBookOptions { Rules = rules });

    private static ModelScore Score(double index) => new("ab12", 10 * index, index,
    [
        new FeatureContribution("acc-1.z/rms", 0.0123, 0.012, 0.2 * index),
        new FeatureContribution(Strain, 60, 42, 2.8 * index),
        new FeatureContribution(Mode, 3.31, 3.52, 7 * index),
    ]);

    private static FeatureFrame Later(FeatureFrame frame, int years) => new()
    {
        StartUtcNs = frame.StartUtcNs + (years * 31_557_600_000_000_000), EndUtcNs = frame.EndUtcNs + (years * 31_557_600_000_000_000),
        EndMonotonicNs = frame.EndMonotonicNs, ClockQuality = frame.ClockQuality, Definitions = frame.Definitions, Values = frame.Values,
        Completeness = frame.Completeness, TemperatureC = frame.TemperatureC, ExcitationMps2 = frame.ExcitationMps2, Faults = frame.Faults,
    };

    private AlarmBook Raised()
    {
        var book = Book(StrainRule);
        Evaluate(book, strain: 210);
        Assert.Single(Evaluate(book, strain: 210));
        return book;
    }

    private IReadOnlyList<AlarmChange> Evaluate(AlarmBook book, double strain = 42, double frequency = 3.52) =>
        book.Evaluate(Frame(strain, frequency), null, _baseline);

    private FeatureFrame Frame(double strain = 42, double frequency = 3.52) => SampleWindows.Frame(_window++, strain: strain, frequency: frequency);

    private FeatureFrame BeyondRange(double strain, string quantity)
    {
        var frame = Frame(strain);
        return new FeatureFrame
        {
            StartUtcNs = frame.StartUtcNs, EndUtcNs = frame.EndUtcNs, EndMonotonicNs = frame.EndMonotonicNs, ClockQuality = frame.ClockQuality,
            Definitions = [.. frame.Definitions.Select(definition => definition.Id == Strain ? definition with { Quantity = quantity } : definition)],
            Values = frame.Values, Completeness = frame.Completeness, TemperatureC = frame.TemperatureC, ExcitationMps2 = frame.ExcitationMps2,
            Faults = [new ChannelFault("strain-1.strain", "clipped", "strain-1 ran into the end of its range.", IsBeyondRange: true)],
        };
    }

    private FeatureFrame Doubtful(string how, double strain)
    {
        var frame = Frame(how == "missing" ? double.NaN : strain);
        if (how == "incomplete")
            frame.Completeness[1] = 0.85f;
        return how != "faulty" ? frame : new FeatureFrame
        {
            StartUtcNs = frame.StartUtcNs, EndUtcNs = frame.EndUtcNs, EndMonotonicNs = frame.EndMonotonicNs, ClockQuality = frame.ClockQuality,
            Definitions = frame.Definitions, Values = frame.Values, Completeness = frame.Completeness, TemperatureC = frame.TemperatureC,
            ExcitationMps2 = frame.ExcitationMps2, Faults = [new ChannelFault("strain-1.strain", "stuck", "strain-1 does not change: look at the cable.")],
        };
    }
}
