using EdgeTwin.EdgeAgent.Models.Host;

namespace EdgeTwin.EdgeAgent.Tests.Models;

public sealed class RestartBudgetTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Wait_FailuresInARow_DoublesUpToAMinute()
    {
        var budget = new RestartBudget(_clock);
        var waits = new List<double>();
        for (var i = 0; i < 9; i++)
        {
            budget.Started();
            budget.Failed();
            waits.Add(budget.Wait().TotalSeconds);
            _clock.Advance(budget.Wait());
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], waits);
    }

    [Fact]
    public void Wait_LivedTenMinutes_BeginsAgainAtOneSecond()
    {
        var budget = new RestartBudget(_clock);
        for (var i = 0; i < 5; i++)
        {
            budget.Started();
            budget.Failed();
        }

        budget.Started();
        _clock.Advance(TimeSpan.FromMinutes(10));
        budget.Failed();
        Assert.Equal(TimeSpan.FromSeconds(1), budget.Wait());
    }

    [Fact]
    public void Wait_StartsOfAnHourUsedUp_WaitsUntilTheFirstIsAnHourOld()
    {
        var budget = new RestartBudget(_clock);
        for (var i = 0; i < RestartBudget.StartsPerHourMax; i++)
        {
            budget.Started();
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(TimeSpan.FromMinutes(60 - RestartBudget.StartsPerHourMax), budget.Wait());
        _clock.Advance(budget.Wait());
        Assert.Equal(TimeSpan.Zero, budget.Wait());
    }
}
