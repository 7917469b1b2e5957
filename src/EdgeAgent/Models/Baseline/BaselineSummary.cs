using System.Text.Json;

namespace EdgeTwin.EdgeAgent.Models.Baseline;

/// <summary>What the audit chain keeps of a baseline.</summary>
internal static class BaselineSummary
{
    public static JsonElement Of(StoredBaseline stored)
    {
        var p = stored.Baseline.Parameters;
        return JsonSerializer.SerializeToElement(new
        {
            hash = stored.Hash,
            windows = p.Windows,
            firstWindowUtcNs = stored.Card.FirstWindowUtcNs,
            lastWindowUtcNs = stored.Card.LastWindowUtcNs,
            features = p.Features.Select(f => f.Id),
            conditions = p.Covariates.Select((c, i) => new { id = c.Id, unit = c.Unit, low = p.CovariateLow[i], high = p.CovariateHigh[i] }),
            threshold = p.Threshold,
            falseAlarmsPerYear = p.FalseAlarms is { } quote ? new { expected = quote.PerYear, low = quote.Low, high = quote.High } : null,
            leftOut = stored.Card.LeftOut,
            software = stored.Card.SoftwareVersion,
        });
    }
}
